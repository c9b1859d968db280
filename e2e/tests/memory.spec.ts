/** A page that is open for long holds no more than at the start. `make bench SCENARIOS=soak` is the same for longer. */

import { expect, test } from './support/fixtures.ts';
import { watchMemories } from './support/held.ts';
import { seed } from './support/seed.ts';
import { expectNoGrowth, Soak } from './support/soak.ts';

// A trace keeps what the page has shown in the page itself.
test.use({ trace: 'off' });

test('100 looks and 40 navigations leave nothing behind', async ({ panel, tenant, cinder, page, traffic }, testInfo) => {
  test.setTimeout(600_000);
  await seed(120, tenant.project.id);
  await page.clock.install();
  await watchMemories(page);
  await panel.enter(tenant);
  await traffic.settled();
  const soak = await Soak.of(page, traffic, cinder);
  const [looks, navigations] = [await soak.growsByLooks(100), await soak.growsByNavigations(40)];
  testInfo.annotations.push({ type: 'held', description: JSON.stringify({ looks, navigations }) });
  expect(looks.before.wasm).toBeGreaterThan(0);
  expectNoGrowth(looks, '100 looks');
  expectNoGrowth(navigations, '40 navigations');
});
