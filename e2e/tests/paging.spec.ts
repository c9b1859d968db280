/** Someone pages through a long list and comes back to a place in it. */

import { EditDialog } from '../pages/edit-dialog.ts';
import { scrollDown, scrollOffset } from '../pages/scrolling.ts';
import { expect, test } from './support/fixtures.ts';
import { pageOf } from './support/list-requests.ts';
import { mark, unmarked } from './support/row-elements.ts';
import { seed } from './support/seed.ts';

test.beforeEach(async ({ tenant }) => {
  await seed(310, tenant.project.id);
});

test('next shows every one of 310 backups exactly once', async ({ panel, tenant, cinder }) => {
  await panel.enter(tenant);
  await panel.backups.pager.choose(100);
  const seen: string[] = [];
  for (const [from, to] of [
    [1, 100],
    [101, 200],
    [201, 300],
    [301, 310],
  ] as const) {
    await panel.backups.pager.expectRange(from, to, 310);
    seen.push(...(await panel.backups.allIds()));
    if (to < 310) await panel.backups.pager.next.click();
  }
  await expect(panel.backups.pager.next).toBeDisabled();
  expect(new Set(seen).size).toBe(310);
  expect(seen).toEqual((await cinder.backups('limit=1000')).map(({ id }) => id));
});

test('the next page is written into the rows that are there, and all in a row is of its own backup', async ({
  panel,
  tenant,
  page,
  cinder,
}) => {
  await panel.enter(tenant);
  const { pager, rows } = panel.backups;
  await pager.expectRange(1, 50, 310);
  const first = (await panel.backups.ids())[0] ?? '';
  await panel.backups.checkbox(first).check();
  await mark(rows);
  await pager.next.click();
  await pager.expectRange(51, 100, 310);
  await expect(panel.backups.row(first)).toHaveCount(0);
  const wanted = (await cinder.backups('limit=1&offset=50'))[0];
  if (!wanted) throw new Error('there is no second page');
  const row = panel.backups.row(wanted.id);
  await expect(row).toHaveAttribute('aria-rowindex', '52');
  expect(await unmarked(rows)).toEqual([]);

  await expect(panel.backups.link(wanted.id)).toHaveText(wanted.name ?? '');
  await expect(panel.backups.link(wanted.id)).toHaveAttribute('href', `#/backups/${wanted.id}`);
  await expect(panel.backups.checkbox(wanted.id)).not.toBeChecked();
  await expect(row).toHaveAttribute('data-status', wanted.status);
  await panel.backups.act(wanted.id, 'Edit…');
  const edit = new EditDialog(page);
  await expect(edit.name).toHaveValue(wanted.name ?? '');
  await edit.cancel.click();
  await panel.backups.checkbox(wanted.id).check();
  await expect(panel.backups.selection).toContainText('2 selected');
  await pager.previous.click();
  await expect(panel.backups.checkbox(first)).toBeChecked();
});

test('a row with the focus, or one that is being pressed, is not handed on to another backup', async ({
  panel,
  tenant,
  page,
  lane,
}) => {
  await panel.enter(tenant);
  const { pager, rows } = panel.backups;
  await pager.expectRange(1, 50, 310);
  const third = (await panel.backups.ids())[2] ?? '';
  await mark(rows);
  await panel.backups.link(third).focus();
  await pager.next.evaluate((button: HTMLElement) => button.click());
  await pager.expectRange(51, 100, 310);
  await expect(panel.backups.row(third)).toHaveCount(0);
  expect(await unmarked(rows)).toEqual([2]);

  await pager.next.focus();
  await mark(rows);
  const fifth = (await panel.backups.ids())[4] ?? '';
  const held = await lane.hold(pageOf(50));
  await pager.next.evaluate((button: HTMLElement) => button.click());
  await held.reached();
  // With shift the browser gives the focus to nothing.
  await page.keyboard.down('Shift');
  await panel.backups.checkbox(fifth).hover();
  await page.mouse.down();
  await held.release();
  await pager.expectRange(101, 150, 310);
  await expect(panel.backups.row(fifth)).toHaveCount(0);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  expect(await unmarked(rows)).toEqual([4]);
  await expect(panel.backups.selection).toHaveCount(0);
});

test('a list that was moved a little begins with its first row on the next page', async ({ panel, tenant }) => {
  await panel.enter(tenant);
  const { pager, table } = panel.backups;
  await pager.choose(100);
  await pager.expectRange(1, 100, 310);
  await scrollDown(table, 40);
  await pager.next.click();
  await pager.expectRange(101, 200, 310);
  await expect.poll(() => scrollOffset(table)).toBe(0);
});

test('one jumps to a page, to the last, and back', async ({ panel, tenant, cinder }) => {
  const all = (await cinder.backups('limit=1000')).map(({ id }) => id);
  await panel.enter(tenant);
  const { pager } = panel.backups;
  await pager.choose(20);
  await pager.goTo(9);
  await pager.expectRange(161, 180, 310);
  await panel.backups.expectIds(all.slice(160, 180));
  await pager.last.click();
  await pager.expectRange(301, 310, 310);
  await panel.backups.expectIds(all.slice(300));
  await pager.previous.click();
  await panel.backups.expectIds(all.slice(280, 300));
  await pager.first.click();
  await panel.backups.expectIds(all.slice(0, 20));
  await expect(pager.previous).toBeDisabled();
  await expect(pager.number).toHaveValue('1');
});

test('the address holds the view: a reload and the back button show it again', async ({ panel, tenant, page }) => {
  await panel.enter(tenant);
  await panel.backups.pager.choose(20);
  await panel.backups.sortBy('Size');
  await panel.backups.pager.next.click();
  await panel.backups.pager.expectRange(21, 40, 310);
  const ids = await panel.backups.ids();
  const address = page.url();

  await page.reload();
  await panel.ready();
  await panel.backups.expectIds(ids);
  expect(page.url()).toBe(address);

  await panel.backups.pager.next.click();
  await panel.backups.pager.expectRange(41, 60, 310);
  await page.goBack();
  await panel.backups.pager.expectRange(21, 40, 310);
  await panel.backups.expectIds(ids);
});

test('an address handed to somebody signed out leads to the same view after signing in', async ({ panel, tenant, page }) => {
  await panel.enter(tenant);
  await panel.backups.pager.choose(20);
  await panel.backups.pager.goTo(3);
  await panel.backups.pager.expectRange(41, 60, 310);
  const ids = await panel.backups.ids();
  const hash = new URL(page.url()).hash.slice(1);
  await panel.header.signOut();
  await page.goto('about:blank');
  await panel.enter(tenant, hash);
  await panel.backups.pager.expectRange(41, 60, 310);
  await panel.backups.expectIds(ids);
});

test('the row at the end of a page may vanish before one goes on', async ({ panel, tenant, cinder }) => {
  const all = (await cinder.backups('status=available&limit=1000')).filter((each) => !each.has_dependent_backups);
  await panel.enter(tenant);
  await panel.backups.status('Available').click();
  await panel.backups.pager.choose(20);
  await expect.poll(() => panel.backups.ids().then((ids) => ids.length)).toBe(20);
  const shown = await panel.backups.ids();
  const last = all.findLast(({ id }) => shown.includes(id));
  await cinder.deleteBackup(last?.id ?? '');
  await panel.backups.pager.next.click();
  await expect.poll(() => panel.backups.ids().then((ids) => ids.some((id) => shown.slice(0, 19).includes(id)))).toBe(false);
  await expect.poll(() => panel.backups.ids().then((ids) => ids.length)).toBe(20);
  await expect(panel.alert).toHaveCount(0);
});

test('a double click on Next goes on by two pages, and leaves nothing out', async ({ panel, tenant, cinder }) => {
  await seed(50, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant, '/backups?rows=20');
  await panel.backups.pager.expectRange(1, 20, 50);
  await panel.backups.pager.next.dblclick();
  await panel.backups.pager.expectRange(41, 50, 50);
  await panel.backups.expectIds((await cinder.backups('limit=20&offset=40')).map(({ id }) => id));
  await panel.backups.pager.previous.click();
  await panel.backups.pager.expectRange(21, 40, 50);
  await panel.backups.expectIds((await cinder.backups('limit=20&offset=20')).map(({ id }) => id));
});

test('typing a name is one step in the history', async ({ panel, tenant, page }) => {
  await seed(20, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant, '/backups?rows=100');
  await panel.backups.search.fill('seed');
  await expect(page).toHaveURL(/name~=seed(&|$)|name%7E=seed(&|$)/i);
  await panel.backups.search.fill('seeded-00');
  await expect(page).toHaveURL(/seeded-00/);
  await page.goBack();
  await expect(page).not.toHaveURL(/name/);
  await expect(panel.backups.search).toHaveValue('');
});
