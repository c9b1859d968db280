/** Someone looks at a backup, or elsewhere, and comes back to the list that was left. */

import { DeleteDialog } from '../pages/delete-dialog.ts';
import { EditDialog } from '../pages/edit-dialog.ts';
import { scrollDown, scrollOffset } from '../pages/scrolling.ts';
import { expect, test } from './support/fixtures.ts';
import { LIST, pageOf } from './support/list-requests.ts';
import { mark, unmarked } from './support/row-elements.ts';
import { seed } from './support/seed.ts';

test.beforeEach(async ({ tenant }) => {
  await seed(310, tenant.project.id);
});

test('who comes back from a backup finds the list where it was, before the cloud has answered, and then what is new', async ({
  panel,
  tenant,
  page,
  lane,
  cinder,
}) => {
  await panel.enter(tenant);
  const { pager, table } = panel.backups;
  await pager.choose(100);
  await pager.expectRange(1, 100, 310);
  await scrollDown(table, 1_500);
  const id = (await cinder.backups('limit=100'))[50]?.id ?? '';
  await panel.openBackup(id);
  await cinder.call('PUT', `/backups/${id}`, { backup: { name: 'renamed meanwhile' } });
  await lane.clear();
  const list = pageOf(100);
  const held = await lane.hold(list);
  await page.goBack();
  await held.reached();
  await expect(panel.backups.row(id)).toBeInViewport();
  await expect(panel.backups.row(id)).not.toContainText('renamed meanwhile');
  expect(await scrollOffset(table)).toBe(1_500);
  await expect(table).not.toHaveAttribute('aria-busy');
  expect(await lane.requests(list)).toHaveLength(1);
  await held.release();
  await expect(panel.backups.row(id)).toContainText('renamed meanwhile');
  expect(await scrollOffset(table)).toBe(1_500);
});

test('rows stay behind the backup that is looked at, and what is selected stays selected', async ({ panel, tenant, page }) => {
  await panel.enter(tenant);
  const { rows, pager } = panel.backups;
  await pager.choose(100);
  await pager.expectRange(1, 100, 310);
  const [first = '', second = ''] = await panel.backups.ids();
  await panel.backups.checkbox(first).check();
  await mark(rows);
  const drawn = await rows.count();
  await panel.openBackup(second);
  await expect(panel.backups.heading).toHaveCount(0);
  await expect(panel.backups.row(second)).toBeHidden();
  await page.goBack();
  await expect(panel.backups.row(second)).toBeVisible();
  await expect(panel.backup.section('Details')).toHaveCount(0);
  expect(await unmarked(rows)).toEqual([]);
  await expect(rows).toHaveCount(drawn);
  await expect(panel.backups.checkbox(first)).toBeChecked();
  await expect(panel.backups.selection).toContainText('1 selected');
});

test('on a phone, where the list scrolls with the page, who comes back finds the row that was opened', async ({
  panel,
  tenant,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await panel.enter(tenant);
  const id = (await panel.backups.ids())[8] ?? '';
  await panel.openBackup(id);
  await expect(panel.backup.heading(/./)).toBeInViewport();
  await page.goBack();
  await expect(panel.backups.link(id)).toBeInViewport();
});

test('what was open over the list, or half typed in it, does not come in the way of the backup that comes before it', async ({
  panel,
  tenant,
  page,
}) => {
  await panel.enter(tenant);
  const { pager } = panel.backups;
  await pager.expectRange(1, 50, 310);
  const [id = ''] = await panel.backups.ids();
  const toBackup = async () => {
    await page.goForward();
    await expect(panel.backup.section('Details')).toBeVisible();
  };
  await panel.openBackup(id);
  await page.goBack();
  // A dialog of the list.
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('menuitem', { name: 'Status' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await toBackup();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // A number that was not confirmed: the field says that it has changed when it is covered.
  await pager.number.fill('3');
  await toBackup();
  expect(new URL(page.url()).hash).toBe(`#/backups/${id}`);
  await page.goBack();
  await expect(pager.root).toContainText('1–50 of 310');
});

test('a name that was typed when a backup came before the list is looked for when one comes back', async ({
  panel,
  tenant,
  page,
  traffic,
}) => {
  await page.clock.install();
  await panel.enter(tenant);
  const { search } = panel.backups;
  const [id = ''] = await panel.backups.ids();
  await panel.openBackup(id);
  await page.goBack();
  await expect(search).toBeVisible();
  await traffic.settled();
  await traffic.stopClock();
  await search.fill('no such');
  await page.goForward();
  await expect(panel.backup.section('Details')).toBeVisible();
  await traffic.pass(2);
  expect(new URL(page.url()).hash).toBe(`#/backups/${id}`);
  await page.goBack();
  await traffic.pass(2);
  await expect(search).toHaveValue('no such');
  await expect(panel.backups.activeFilters).toContainText('no such');
});

test('the focus goes to the row that was opened, in the view that it was opened from, and else to the heading', async ({
  panel,
  tenant,
  page,
}) => {
  await panel.enter(tenant);
  const { pager, heading, link } = { ...panel.backups, link: (id: string) => panel.backups.link(id) };
  await pager.expectRange(1, 50, 310);
  const [first = '', second = ''] = await panel.backups.ids();
  const open = async (id: string) => {
    await panel.openBackup(id);
    await expect(panel.backup.heading(/./)).toBeFocused();
  };
  for (const id of [first, second]) {
    await open(id);
    await page.goBack();
    await expect(link(id)).toBeFocused();
  }
  // By way of another list.
  await open(first);
  await panel.header.navigation.getByRole('link', { name: 'Volumes' }).click();
  await expect(page.getByRole('heading', { name: 'Volumes', level: 1 })).toBeFocused();
  await panel.header.navigation.getByRole('link', { name: 'Backups' }).click();
  await expect(heading).toBeFocused();
  // To another view.
  await pager.next.click();
  await pager.expectRange(51, 100, 310);
  const [third = ''] = await panel.backups.ids();
  await open(third);
  await panel.backup.back.click();
  await pager.expectRange(1, 50, 310);
  await expect(heading).toBeFocused();
});

test('a menu that was open when another page came is closed when one comes back', async ({ panel, tenant, page }) => {
  await panel.enter(tenant);
  const [id = ''] = await panel.backups.ids();
  await panel.openBackup(id);
  await page.goBack();
  const menu = page.getByRole('menu');
  for (const open of [() => panel.backups.menuItem(id, 'Restore…'), () => page.getByRole('button', { name: 'Columns' }).click()]) {
    await open();
    await expect(menu).toBeVisible();
    await page.goForward();
    await expect(panel.backup.section('Details')).toBeVisible();
    await page.goBack();
    await expect(panel.backups.row(id)).toBeVisible();
    await expect(menu).toHaveCount(0);
  }
});

test('who comes back after something was started finds the list under a veil until the cloud has answered', async ({
  panel,
  tenant,
  page,
  lane,
  cinder,
}) => {
  await panel.enter(tenant);
  const id = (await cinder.backups('status=error&limit=1'))[0]?.id ?? '';
  await panel.backups.link(id).click();
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Actions/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Delete…', exact: true }).click();
  await new DeleteDialog(page).submit.click();
  await expect.poll(() => cinder.backups(`limit=1000`).then((all) => all.some((backup) => backup.id === id))).toBe(false);
  const held = await lane.hold(pageOf(50));
  await panel.header.navigation.getByRole('link', { name: 'Backups' }).click();
  await held.reached();
  await expect(panel.backups.row(id)).toBeVisible();
  await expect(panel.backups.table).toHaveAttribute('aria-busy', 'true');
  await held.release();
  await expect(panel.backups.row(id)).toHaveCount(0);
  await expect(panel.backups.table).not.toHaveAttribute('aria-busy');
});

test('the focus goes to the row that was opened also when a dialog was open over its backup', async ({ panel, tenant, page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await panel.enter(tenant);
  const id = (await panel.backups.ids())[8] ?? '';
  await panel.openBackup(id);
  await new EditDialog(page).open();
  await expect(new EditDialog(page).name).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(panel.backups.link(id)).toBeFocused();
  await expect(panel.backups.link(id)).toBeInViewport();
});

test('a page that goes on after a row does so when one comes back, though a number was half typed', async ({
  panel,
  tenant,
  page,
  lane,
}) => {
  await panel.enter(tenant);
  const { pager } = panel.backups;
  await pager.next.click();
  await pager.expectRange(51, 100, 310);
  const [id = ''] = await panel.backups.ids();
  await panel.openBackup(id);
  await page.goBack();
  await pager.number.fill('3');
  await page.goForward();
  await expect(panel.backup.section('Details')).toBeVisible();
  const held = await lane.hold(pageOf(50));
  await lane.clear();
  await page.goBack();
  await held.reached();
  const [asked] = await lane.requests(pageOf(50));
  expect(new URLSearchParams(asked?.query).has('marker')).toBe(true);
  await held.release();
});

test('while the cloud cannot be reached, old rows stay wherever one goes and comes from', async ({ panel, tenant, page, lane }) => {
  await page.clock.install();
  await panel.enter(tenant);
  const [id = ''] = await panel.backups.ids();
  await panel.openBackup(id);
  await lane.fault({ ...LIST, cut: 'before' });
  await page.clock.fastForward(31_000);
  await page.goBack();
  await expect(panel.alert).toBeVisible();
  await expect(panel.backups.row(id)).toBeVisible();
  const { navigation } = panel.header;
  await navigation.getByRole('link', { name: 'Volumes' }).click();
  await expect(page.getByRole('heading', { name: 'Volumes', level: 1 })).toBeVisible();
  await navigation.getByRole('link', { name: 'Backups' }).click();
  await expect(panel.backups.row(id)).toBeVisible();
  await expect(panel.alert).toBeVisible();
});

test('a list that is not counted ends where it ended, also before it has been read anew', async ({
  panel,
  newTenant,
  page,
  lane,
}) => {
  const few = await newTenant();
  await seed(3, few.project.id, { allAvailable: true });
  await lane.capVersion('3.44');
  await page.clock.install();
  await panel.enter(few);
  await expect(panel.backups.rows).toHaveCount(3);
  await expect(panel.backups.pager.next).toBeDisabled();
  const [id = ''] = await panel.backups.ids();
  await panel.openBackup(id);
  const held = await lane.hold(LIST);
  await page.clock.fastForward(31_000);
  await page.goBack();
  await held.reached();
  await expect(panel.backups.table).toHaveAttribute('aria-busy', 'true');
  await expect(panel.backups.pager.next).toBeDisabled();
  await held.release();
  await expect(panel.backups.table).not.toHaveAttribute('aria-busy');
  await expect(panel.backups.pager.next).toBeDisabled();
});
