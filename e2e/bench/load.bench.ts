/** From the address to the first row: with an empty cache and with a full one, on a plain network and on a slow one. */

import { type Figures, summarize } from './figures.ts';
import { bench, type Ground, openTab, RUNS, type Who } from './ground.ts';
import type { Network } from './wire.ts';

const SIZES = [1_000, 10_000, 100_000];
const NETWORKS: Network[] = ['plain', 'slow'];
const FILES = ['html', 'css', 'js', 'wasm', 'other'] as const;
const ASKED = ['identity', 'volume', 'preflight'] as const;

type Loaded = Awaited<ReturnType<Awaited<ReturnType<typeof openTab>>['load']>>;

async function measure({ page, wire, firstRow }: Loaded): Promise<Figures> {
  await wire.quiet();
  const work = await wire.work();
  const seen = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    longTasks: window.bench.longTasks,
    shift: window.bench.shift,
  }));
  const held = await wire.held();
  const begun = wire.asked[0]?.at ?? 0;
  const early = wire.asked.filter(({ at }) => (at - begun) * 1_000 <= firstRow);
  const bytes = (kinds: readonly string[], of = early) =>
    of.filter(({ kind }) => kinds.includes(kind)).reduce((sum, each) => sum + each.bytes, 0);
  const later = wire.asked.filter((each) => !early.includes(each));
  return {
    first_paint_ms: seen.paint,
    first_row_ms: firstRow,
    ...Object.fromEntries(FILES.map((kind) => [`${kind}_bytes`, bytes([kind])])),
    files_bytes: bytes(FILES),
    answers_bytes: bytes(ASKED),
    answers_later_bytes: bytes(ASKED, later),
    ...Object.fromEntries(ASKED.map((kind) => [`${kind}_requests`, wire.asked.filter((each) => each.kind === kind).length])),
    main_thread_ms: work.all,
    processor_ms: work.processor,
    script_ms: work.script,
    layout_ms: work.layout,
    long_tasks: seen.longTasks.length,
    longest_task_ms: Math.max(0, ...seen.longTasks),
    layout_shift: seen.shift,
    heap_bytes: held.heap,
    wasm_memory_bytes: held.wasm,
    dom_nodes: held.nodes,
    listeners: held.listeners,
  };
}

for (const network of NETWORKS) {
  for (const size of SIZES) {
    bench(`load ${network} ${size}`, async ({ browser, ground }, testInfo) => {
      const here: Ground = await ground(size);
      const seen = { cold: { panel: [], reference: [] }, warm: { panel: [], reference: [] } } as Record<
        'cold' | 'warm',
        Record<Who, Figures[]>
      >;
      for (let run = 0; run <= RUNS; run += 1) {
        for (const who of ['panel', 'reference'] as const) {
          const tab = await openTab(browser, here, who);
          for (const cache of ['cold', 'warm'] as const) {
            const loaded = await tab.load(network);
            const figures = await measure(loaded);
            if (run > 0) seen[cache][who].push(figures);
            await loaded.page.close();
          }
          await tab.close();
        }
      }
      await testInfo.attach('browser', { body: browser.version() });
      for (const [cache, { panel, reference }] of Object.entries(seen)) {
        const scenario = summarize(`load ${network} ${cache} ${size}`, panel, reference);
        await testInfo.attach('scenario', { body: JSON.stringify(scenario) });
      }
    });
  }
}
