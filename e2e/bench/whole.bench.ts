/** Every backup is read at once, and then looked through here. */

import { expect } from '@playwright/test';
import { AllBackupsPage } from '../pages/all-backups-page.ts';
import { type Figures, summarize } from './figures.ts';
import { bench, openTab, RUNS } from './ground.ts';

for (const size of [1_000, 10_000, 100_000]) {
  bench(`whole ${size}`, async ({ browser, ground }, testInfo) => {
    const here = await ground(size);
    const measured: Figures[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const tab = await openTab(browser, here, 'panel');
      const { page, wire } = await tab.load('plain', '/all-backups?rows=1000');
      const all = new AllBackupsPage(page);
      await expect(all.complete).toBeVisible({ timeout: 600_000 });
      // Since the start of the page, signing in and the panel's code included.
      const read = await page.evaluate(() => performance.now());
      await all.expectFound(size);
      await wire.quiet();
      const held = await wire.held();
      const figures: Figures = {
        read_ms: read,
        read_longest_task_ms: await page.evaluate(() => Math.max(0, ...window.bench.longTasks)),
        read_long_tasks: await page.evaluate(() => window.bench.longTasks.length),
        requests: wire.asked.filter(
          ({ kind, url }) => kind === 'volume' && url.includes('/backups/detail') && url.includes('limit=1000'),
        ).length,
        wasm_memory_bytes: held.wasm,
        heap_bytes: held.heap,
        dom_nodes: held.nodes,
      };
      // From the event on: what the driver does before it presses (is the button in sight, does it move?) is not the panel's.
      const act = async (name: string, event: 'click' | 'input', press: () => Promise<void>, until: string) => {
        await page.evaluate(() => {
          window.bench.longTasks.length = 0;
        });
        const took = page.evaluate(
          (wanted) => window.bench.timeFrom(wanted.event, () => document.querySelector(wanted.until) !== null),
          { event, until },
        );
        await press();
        figures[`${name}_ms`] = await took;
        await wire.quiet();
        figures[`${name}_longest_task_ms`] = await page.evaluate(() => Math.max(0, ...window.bench.longTasks));
      };
      const found = '[data-found="1"], [data-found="10"], [data-found="100"]';
      await act('sort', 'click', () => all.sortBy(all.table, 'Size'), 'th[aria-sort=descending]:nth-child(5)');
      await act('find', 'input', () => all.search.fill('seeded-000012'), found);
      await act('find_nothing_more', 'input', () => all.search.fill(''), `[data-found="${size}"]`);
      await act('group', 'click', () => all.groupByVolume.click(), '[data-volume-id]');
      if (run > 0) measured.push(figures);
      await tab.close();
    }
    await testInfo.attach('browser', { body: browser.version() });
    await testInfo.attach('scenario', { body: JSON.stringify(summarize(`whole ${size}`, measured, [])) });
  });
}
