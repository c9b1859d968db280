/** A page that stays open for a day: what it holds must not grow. */

import { expectNoGrowth, type Grown, Soak } from '../tests/support/soak.ts';
import { Traffic } from '../tests/support/traffic.ts';
import { type Figures, summarize } from './figures.ts';
import { bench, openTab } from './ground.ts';

const [LOOKS, NAVIGATIONS] = [2_000, 500];

function figures(name: string, { before, by }: Grown): Figures {
  return {
    [`${name}_heap_bytes`]: before.heap,
    [`${name}_wasm_memory_bytes`]: before.wasm,
    [`${name}_dom_nodes`]: before.nodes,
    [`${name}_listeners`]: before.listeners,
    [`${name}_heap_growth_bytes`]: by.heap,
    [`${name}_wasm_memory_growth_bytes`]: by.wasm,
    [`${name}_dom_nodes_growth`]: by.nodes,
    [`${name}_listeners_growth`]: by.listeners,
  };
}

// Once, whatever RUNS says: it is long, and its limits are met or not.
bench('soak', async ({ browser, ground }, testInfo) => {
  const here = await ground(500);
  const tab = await openTab(browser, here, 'panel', { fakeClock: true });
  const { page, wire } = await tab.load('plain');
  await wire.quiet();
  const soak = await Soak.of(page, new Traffic(page), here.cinder);
  const [looks, navigations] = [await soak.growsByLooks(LOOKS), await soak.growsByNavigations(NAVIGATIONS)];
  await tab.close();
  await testInfo.attach('browser', { body: browser.version() });
  const measured = { ...figures('looks', looks), ...figures('navigations', navigations) };
  await testInfo.attach('scenario', { body: JSON.stringify(summarize('soak', [measured], [])) });
  expectNoGrowth(looks, `${LOOKS} looks`);
  expectNoGrowth(navigations, `${NAVIGATIONS} navigations`);
});
