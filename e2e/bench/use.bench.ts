/** What somebody does with the list, once it is there. */

import { expect, type Locator, type Page } from '@playwright/test';
import { BackupsPage } from '../pages/backups-page.ts';
import { setHidden } from '../tests/support/visibility.ts';
import { type Figures, summarize } from './figures.ts';
import { bench, type Ground, openTab, RUNS } from './ground.ts';
import type { Wire } from './wire.ts';

const VIEWS = [
  { size: 1_000, rows: 50 },
  { size: 10_000, rows: 50 },
  { size: 100_000, rows: 50 },
  { size: 10_000, rows: 1_000 },
];

/** What the panel fetches in quiet a while after the first list; measured before that, figures would hold the fetching. */
const PARTS = ['dialogs', 'gate', 'pages'];

/** How many rows change in a tick with changes. */
const CHANGED = 5;

/** When what was done is on screen; judged in the page. */
type Until = 'other rows' | 'other total' | 'no rows' | 'rows' | 'all selected';

/**
 * Presses an element, and measures from there until it is on screen and everything that follows is over. The body stands
 * for the browser's own button back; the reference has no buttons and is told what to ask by `query`.
 */
async function act(page: Page, wire: Wire, name: string, on: Locator, until: Until, query?: string): Promise<Figures> {
  await wire.quiet();
  // After that: a look at the cloud may have replaced it.
  const element = await on.elementHandle();
  if (!element) throw new Error(`nothing to ${name}`);
  const before = await wire.work();
  const asked = wire.asked.length;
  const { took, longest } = await element.evaluate(
    async (target, wanted) => {
      const first = () => document.querySelector('[data-backup-id]')?.getAttribute('data-backup-id');
      // A page that one may come back to can stay behind the next one.
      const seen = () => document.querySelector('[data-backup-id]')?.checkVisibility({ visibilityProperty: true }) === true;
      const total = () => document.querySelector('[data-total]')?.getAttribute('data-total');
      const [oldFirst, oldTotal] = [first(), total()];
      window.bench.longTasks.length = 0;
      const conditions = {
        'other rows': () => first() !== undefined && first() !== oldFirst,
        'other total': () => total() !== undefined && total() !== oldTotal,
        'no rows': () => !seen() && [...document.querySelectorAll('h1')].some((one) => one.checkVisibility()),
        rows: seen,
        'all selected': () => document.querySelector('[role=status][data-selected]')?.getAttribute('data-selected') === oldTotal,
      };
      const press = () => {
        if (wanted.query !== undefined) location.hash = wanted.query;
        else if (target instanceof HTMLBodyElement) history.back();
        else (target as HTMLElement).click();
      };
      const took = await window.bench.time(press, conditions[wanted.until]);
      return { took, longest: window.bench.longTasks };
    },
    { until, ...(query !== undefined && { query }) },
  );
  await wire.quiet();
  const after = await wire.work();
  const late = await page.evaluate(() => window.bench.longTasks);
  const seen = wire.asked.slice(asked);
  return {
    [`${name}_ms`]: took,
    [`${name}_main_thread_ms`]: after.all - before.all,
    [`${name}_processor_ms`]: after.processor - before.processor,
    [`${name}_longest_task_ms`]: Math.max(0, ...longest, ...late),
    [`${name}_requests`]: seen.filter(({ kind }) => kind === 'volume').length,
  };
}

/** One look of the panel at what it shows, as when its tab is seen again. */
async function tick(page: Page, wire: Wire, name: string): Promise<Figures> {
  await setHidden(page, true);
  await wire.quiet();
  const changed = await page.evaluateHandle(() => window.bench.watchRows());
  const before = await wire.work();
  const asked = wire.asked.length;
  await setHidden(page, false);
  await wire.quiet();
  const after = await wire.work();
  const { rows, mutations } = await changed.evaluate((end) => end());
  return {
    [`${name}_main_thread_ms`]: after.all - before.all,
    [`${name}_processor_ms`]: after.processor - before.processor,
    [`${name}_rows_touched`]: rows,
    [`${name}_mutations`]: mutations,
    [`${name}_requests`]: wire.asked.slice(asked).filter(({ kind }) => kind === 'volume').length,
  };
}

async function rename({ cinder }: Ground, ids: string[], run: number): Promise<void> {
  for (const id of ids) await cinder.call('PUT', `/backups/${id}`, { backup: { name: `renamed-${run}-${id.slice(0, 4)}` } });
}

async function panelRun(here: Ground, { page, wire }: { page: Page; wire: Wire }, run: number): Promise<Figures> {
  const backups = new BackupsPage(page);
  const figures: Figures = {};
  const add = async (...made: Parameters<typeof act> extends [Page, Wire, ...infer Rest] ? Rest : never) =>
    Object.assign(figures, await act(page, wire, ...made));
  const missing = () => PARTS.filter((part) => !wire.asked.some(({ done, url }) => done && url.includes(`/${part}-`)));
  await expect.poll(missing).toEqual([]);
  await wire.quiet();
  Object.assign(figures, await tick(page, wire, 'tick_without_changes'));
  const ids = (await backups.ids()).slice(0, CHANGED);
  await setHidden(page, true);
  await rename(here, ids, run);
  Object.assign(figures, await tick(page, wire, 'tick_with_changes'));
  await add('open_detail', backups.rows.first().getByRole('link'), 'no rows');
  await add('back', page.locator('body'), 'rows');
  await add('next_page', backups.pager.next, 'other rows');
  await add('last_page', backups.pager.last, 'other rows');
  await add('first_page', backups.pager.first, 'other rows');
  await add('sort', backups.columnHeader('Size').getByRole('button'), 'other rows');
  await add('filter', backups.status('Error'), 'other total');
  await backups.clearFilters.click();
  await add('select_page', backups.selectPage, 'rows');
  await add('select_all', backups.selection.getByRole('button', { name: /^Select all \S+ that match$/ }), 'all selected');
  return figures;
}

/** The requests that the panel sends for the same, one after the other. */
async function referenceRun({ page, wire }: { page: Page; wire: Wire }, size: number, rows: number): Promise<Figures> {
  const body = page.locator('body');
  const asking = (query: string) => `${query}&with_count=True`;
  const marker = await page.evaluate(async (limit) => {
    const { root, project, token } = JSON.parse(sessionStorage.getItem('backup-reference') ?? '{}');
    const answer = await fetch(`${root}v3/${project}/backups?limit=${limit}`, { headers: { 'X-Auth-Token': token } });
    return (await answer.json()).backups.at(-1).id;
  }, rows);
  return {
    ...(await act(page, wire, 'next_page', body, 'other rows', asking(`limit=${rows}&marker=${marker}`))),
    ...(await act(page, wire, 'last_page', body, 'other rows', asking(`limit=${rows}&offset=${size - rows}`))),
    ...(await act(page, wire, 'first_page', body, 'other rows', asking(`limit=${rows}`))),
    ...(await act(page, wire, 'sort', body, 'other rows', asking(`sort=size:desc&limit=${rows}`))),
    ...(await act(page, wire, 'filter', body, 'other total', asking(`status=error&sort=size:desc&limit=${rows}`))),
  };
}

for (const { size, rows } of VIEWS) {
  bench(`use ${size} by ${rows}`, async ({ browser, ground }, testInfo) => {
    const here = await ground(size);
    const [ours, theirs]: [Figures[], Figures[]] = [[], []];
    for (let run = 0; run <= RUNS; run += 1) {
      const panel = await openTab(browser, here, 'panel');
      const reference = await openTab(browser, here, 'reference');
      const figures = await panelRun(here, await panel.load('plain', rows === 50 ? '' : `/backups?rows=${rows}`), run);
      const limit = await referenceRun(await reference.load('plain', `limit=${rows}&with_count=True`), size, rows);
      if (run > 0) {
        ours.push(figures);
        theirs.push(limit);
      }
      await panel.close();
      await reference.close();
    }
    await testInfo.attach('browser', { body: browser.version() });
    const scenario = summarize(`use plain ${size} by ${rows}`, ours, theirs);
    await testInfo.attach('scenario', { body: JSON.stringify(scenario) });
  });
}
