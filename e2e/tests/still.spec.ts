/** What does not change does not move: rows, the page as it comes up, and the files of a second visit. */

import type { Page } from '@playwright/test';
import { LONG } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { seed } from './support/seed.ts';

/** Counts the mutations of the rows by the backups they show; the answer is asked for by the next function. */
async function watchRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const body = document.querySelector('[data-backup-id]')?.closest('tbody');
    if (!body) throw new Error('there is no row to watch');
    const seen: MutationRecord[] = [];
    Object.assign(window, { seen });
    const observer = new MutationObserver((records) => seen.push(...records));
    observer.observe(body, { attributes: true, characterData: true, childList: true, subtree: true });
  });
}

/** The ids of the rows that were touched since; what is no row's is `(table)`. */
function touched(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const records = (window as { seen?: MutationRecord[] }).seen?.splice(0) ?? [];
    const row = ({ target }: MutationRecord) => (target instanceof Element ? target : target.parentElement)?.closest('tr');
    return [...new Set(records.map((record) => row(record)?.getAttribute('data-backup-id') ?? '(table)'))].sort();
  });
}

for (const rows of [50, 500]) {
  for (const changes of [0, 2]) {
    test(`a look at ${rows} rows, ${changes} of them changed, touches ${changes}`, async ({
      panel,
      tenant,
      cinder,
      lane,
      page,
      traffic,
    }) => {
      await seed(520, tenant.project.id, { allAvailable: true });
      await page.clock.install();
      await panel.enter(tenant, `/backups?rows=${rows}`);
      await traffic.settled();
      // The words for times change by the minute: none passes from now on but what is let pass.
      await traffic.stopClock();
      await page.reload();
      await panel.readyAtStoppedClock();
      await traffic.settled();
      const chosen = (await panel.backups.ids()).slice(0, changes);
      for (const id of chosen) await cinder.updateBackup(id, { name: `renamed ${id}` });
      await watchRows(page);
      await lane.clear();
      await traffic.pass(31);
      const looks = await lane.requests({ path: /\/backups\/detail$/ });
      expect(looks.filter(({ query }) => !/\blimit=0\b/.test(query)).length).toBe(1);
      for (const id of chosen) await expect(panel.backups.link(id)).toHaveText(`renamed ${id}`);
      expect(await touched(page)).toEqual(chosen.sort());
    });
  }
}

for (const [width, height] of [
  [1440, 900],
  [1280, 720],
  [900, 700],
  [360, 740],
] as const) {
  test(`nothing moves while the list comes up, ${width} pixels wide`, async ({ panel, tenant, page, traffic }) => {
    await page.setViewportSize({ width, height });
    await seed(1_000, tenant.project.id);
    await panel.enter(tenant);
    await traffic.settled();
    await page.addInitScript(() => {
      const shifts: object[] = [];
      Object.assign(window, { shifts });
      const seen = (entries: PerformanceEntryList) => {
        for (const entry of entries as Array<PerformanceEntry & { value: number; sources: Array<{ node?: Node }> }>) {
          const moved = entry.sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 120) : node?.nodeName));
          shifts.push({ value: entry.value, moved });
        }
      };
      new PerformanceObserver((list) => seen(list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    });
    await page.reload();
    await panel.ready();
    await expect(page.getByRole('group', { name: 'Quota' })).toBeVisible();
    await traffic.settled();
    expect(await page.evaluate(() => (window as { shifts?: object[] }).shifts)).toEqual([]);
  });
}

test('what turns and fades needs no work of the page from frame to frame', async ({ panel, tenant, cinder, page, lane }) => {
  const volume = await cinder.createVolume({ name: 'slow', knobs: { backup_delay: LONG } });
  const id = await cinder.startBackup({ volume_id: volume.id, name: 'slow' });
  await panel.enter(tenant);
  await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'creating');
  await page.evaluate(() => {
    const moving = new Set<string>();
    Object.assign(window, { moving });
    const look = () => {
      for (const { effect } of document.getAnimations() as Array<Animation & { effect: KeyframeEffect }>) {
        // What is over at once does not move.
        if (Number(effect.getTiming().duration) <= 1) continue;
        const steps = new Set(effect.getKeyframes().flatMap((step) => Object.keys(step)));
        for (const own of ['offset', 'computedOffset', 'easing', 'composite']) steps.delete(own);
        moving.add(`${effect.target?.localName}${effect.pseudoElement ?? ''} ${[...steps].join()}`);
      }
    };
    look();
    document.addEventListener('animationstart', look);
  });
  const held = await lane.hold({ path: /\/backups\/detail$/ });
  await expect(panel.backups.table).not.toHaveAttribute('aria-busy');
  await panel.backups.columnHeader('Size').getByRole('button').click();
  await expect(panel.backups.table).toHaveAttribute('aria-busy', 'true');
  // By themselves browsers move and fade what has transform or opacity; an SVG does not turn by `rotate`.
  const moving = () => page.evaluate(() => [...((window as { moving?: Set<string> }).moving ?? [])].sort());
  await expect.poll(moving).toEqual(['svg transform', 'table::before opacity', 'table::before transform']);
  await held.release();
  await expect(panel.backups.table).not.toHaveAttribute('aria-busy');
});
