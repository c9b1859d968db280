/** Someone chooses many backups: rows of a page, of several pages, or all that match. */

import { DeleteDialog } from '../pages/delete-dialog.ts';

import { OperationsPage } from '../pages/operations-page.ts';
import type { Panel } from '../pages/panel.ts';
import { type Cinder, LONG } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { passing } from './support/passing.ts';
import { copyBackups, seed } from './support/seed.ts';

/** So many backups of one real one, which can be deleted. */
async function manyReal(cinder: Cinder, projectId: string, count: number): Promise<void> {
  const volume = await cinder.createVolume({ name: 'database' });
  await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await copyBackups(count - 1, projectId);
}

/** For a whole page of deletions. */
const PATIENCE_MS = 60_000;

const deleted = async (panel: Panel): Promise<string[]> =>
  (await panel.lane.writes({ method: 'DELETE' })).map(({ path }) => path.split('/').at(-1) ?? '');

test('a page is deleted: each once, and nothing of another page', async ({ panel, tenant, cinder, independent, page }) => {
  await manyReal(cinder, tenant.project.id, 25);
  await page.clock.install();
  await panel.enter(tenant, '/backups?rows=20');
  await panel.backups.expectTotal(25);
  const onPage = await panel.backups.allIds();
  await panel.backups.selectPage.check();
  await expect(panel.backups.selection).toContainText('20 selected');
  await panel.backups.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  await expect(dialog.submit).toHaveText('Delete 20 backups');
  await expect(dialog.number).toHaveCount(0);
  await expect(dialog.root.getByRole('list', { name: 'To be deleted' })).toContainText('and 12 more');
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await expect(panel.backups.selection).toHaveCount(0);
  await passing(panel, async () => (await independent.backups()).length === 5, PATIENCE_MS);
  expect((await deleted(panel)).sort()).toEqual([...onPage].sort());
  await panel.backups.expectTotal(5);
});

test('all that match are read beyond the page, their number is typed, and they are deleted', async ({
  panel,
  tenant,
  cinder,
  independent,
  page,
}) => {
  await manyReal(cinder, tenant.project.id, 120);
  const bad = await cinder.createVolume({ name: 'bad', knobs: { backup_error: 'the disk is on fire' } });
  const kept = await cinder.createBackup({ volume_id: bad.id, name: 'kept' }, 'error');
  const wanted = (await cinder.backups('status=available&limit=1000')).map(({ id }) => id);
  expect(wanted).toHaveLength(120);
  await page.clock.install();
  await panel.enter(tenant, '/backups?status=available');
  await panel.backups.expectTotal(wanted.length);
  await panel.backups.selectPage.check();
  await panel.backups.selectionAction('Select all 120 that match').click();
  await expect(panel.backups.selection).toContainText('All 120 that match selected');
  await panel.backups.pager.next.click();
  await panel.backups.pager.expectRange(51, 100, 120);
  await expect(panel.backups.selectPage).toBeChecked();
  await panel.lane.clear();
  await panel.backups.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  await expect(dialog.root).toBeVisible();
  // One request for up to a thousand of them, with the filter of the list.
  const whole = await panel.lane.requests({ path: /\/backups\/detail$/, query: /limit=1000/ });
  expect(whole.filter(({ query }) => !query.includes('volume_id')).map(({ query }) => query)).toEqual([
    expect.stringMatching(/^status=available&.*limit=1000/),
  ]);
  await expect(dialog.leftOut).toHaveCount(0);
  await expect(dialog.submit).toHaveText('Delete 120 backups');
  await expect(dialog.submit).toBeDisabled();
  await dialog.number.fill('119');
  await expect(dialog.submit).toHaveAccessibleDescription('Type 120 in the field above first.');
  await dialog.number.fill('120');
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await passing(panel, async () => (await independent.backups()).length === 1, PATIENCE_MS);
  expect((await independent.backups()).map(({ id }) => id)).toEqual([kept.id]);
  expect((await deleted(panel)).sort()).toEqual([...wanted].sort());
});

test('reading all that match can be broken off, and fails without a dialog', async ({ panel, tenant, page }) => {
  await seed(120, tenant.project.id);
  await panel.enter(tenant);
  await panel.backups.selectPage.check();
  await panel.backups.selectionAction('Select all 120 that match').click();
  const held = await panel.lane.hold({ path: /\/backups\/detail$/, query: /limit=1000/ });
  await panel.backups.selectionAction('Delete…').click();
  await held.reached();
  await expect(panel.backups.selection).toContainText('Reading 0 of 120');
  await panel.backups.selectionAction('Cancel').click();
  await held.release();
  const dialog = new DeleteDialog(page);
  await expect(panel.backups.selectionAction('Delete…')).toBeVisible();
  await expect(dialog.root).toHaveCount(0);
  await panel.lane.fault({ path: /\/backups\/detail$/, query: /limit=1000/, cut: 'before' });
  await panel.backups.selectionAction('Delete…').click();
  await expect(panel.backups.selection.getByRole('alert')).toContainText('cannot be reached');
  await expect(dialog.root).toHaveCount(0);
});

test('all that match are offered only where it is known what matches', async ({ panel, tenant }) => {
  await seed(120, tenant.project.id);
  await panel.enter(tenant);
  // A member finds part of a name on the page shown only.
  await panel.backups.search.fill('seeded');
  await expect(panel.backups.activeFilters).toContainText('on this page only');
  await panel.backups.selectPage.check();
  const all = panel.backups.selectionAction('Select all that match');
  await expect(all).toBeDisabled();
  await expect(all).toHaveAccessibleDescription(/applies to this page only/);
});

test('a cloud that does not count offers the page alone', async ({ panel, tenant }) => {
  await seed(60, tenant.project.id);
  await panel.lane.capVersion('3.44');
  await panel.enter(tenant);
  await panel.backups.selectPage.check();
  await expect(panel.backups.selection).toContainText('50 selected');
  await expect(panel.backups.selectionAction('Select all that match')).toHaveAccessibleDescription(/microversion 3\.45/);
});

test('rows stay selected from page to page; another filter selects none', async ({ panel, tenant, page }) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant);
  const [first = ''] = await panel.backups.ids();
  await panel.backups.checkbox(first).check();
  await panel.backups.pager.next.click();
  await panel.backups.pager.expectRange(51, 60, 60);
  const [second = ''] = await panel.backups.ids();
  await panel.backups.checkbox(second).check();
  await expect(panel.backups.selection).toContainText('2 selected');
  await panel.backups.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  await expect(dialog.submit).toHaveText('Delete 2 backups');
  await expect(dialog.root.locator(`[data-backup-id="${first}"]`)).toBeVisible();
  await dialog.cancel.click();
  await panel.backups.pager.previous.click();
  await expect(panel.backups.checkbox(first)).toBeChecked();
  await panel.backups.status('Available').click();
  await expect(panel.backups.selection).toHaveCount(0);
  await expect(panel.backups.checkbox(first)).not.toBeChecked();
  expect(await panel.lane.sent()).toEqual([]);
});

test('what none of the selected allows is greyed with its reason; what some do leaves the others out', async ({
  panel,
  tenant,
  cinder,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'v', knobs: { backup_delay: LONG } });
  const good = await cinder.createVolume({ name: 'good' });
  const done = await cinder.createBackup({ volume_id: good.id, name: 'done' });
  const busy = await cinder.startBackup({ volume_id: volume.id, name: 'busy' });
  await panel.enter(tenant);
  await panel.backups.checkbox(busy).check();
  const remove = panel.backups.selectionAction('Delete…');
  await expect(remove).toBeDisabled();
  await expect(remove).toHaveAccessibleDescription(/Only backups that are Available or Error can be deleted/);
  await expect(panel.backups.selectionAction('Export…')).toHaveAccessibleDescription('Only administrators can do this.');
  await expect(panel.backups.selectionAction('Force delete…')).toHaveCount(0);
  await panel.backups.checkbox(done.id).check();
  await remove.click();
  const dialog = new DeleteDialog(page);
  await expect(dialog.leftOut).toHaveText([/busy.*this one is Creating/]);
  await expect(dialog.submit).toHaveText('Delete 1 backup');
});

test('what builds on the selected ones is found, and goes along when wanted', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const [full, second, third] = await cinder.createChain(volume.id, 3);
  const single = await cinder.createBackup({ volume_id: (await cinder.createVolume({ name: 'w' })).id, name: 'single' });
  await page.clock.install();
  await panel.enter(tenant);
  for (const backup of [full, second, single]) await panel.backups.checkbox(backup?.id ?? '').check();
  await panel.backups.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  await expect(dialog.dependents).toHaveText([/chain-3/]);
  await expect(dialog.submit).toHaveText('Delete 1 backup');
  await expect(dialog.leftOut).toHaveCount(2);
  await dialog.include.check();
  await expect(dialog.leftOut).toHaveCount(0);
  await expect(dialog.submit).toHaveText('Delete 4 backups');
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await passing(panel, async () => (await independent.backups()).length === 0, PATIENCE_MS);
  const order = await deleted(panel);
  expect(order.filter((id) => id !== single.id)).toEqual([third?.id, second?.id, full?.id]);
  expect(await lane.sent()).toHaveLength(4);
});

test('of several, each has its own result, and only what failed is tried again', async ({
  panel,
  tenant,
  cinder,
  independent,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const made = [];
  for (const name of ['one', 'two', 'three']) made.push(await cinder.createBackup({ volume_id: volume.id, name }));
  const failing = made[1]?.id ?? '';
  await cinder.setBackupMetadata(failing, { delete_error: 'the disk is on fire' });
  await page.clock.install();
  await panel.enter(tenant);
  await panel.backups.selectPage.check();
  await panel.backups.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await panel.header.navigation.getByRole('link', { name: 'Operations' }).click();
  const operations = new OperationsPage(page);
  const operation = operations.operation('Delete 3 backups');
  const retry = operation.getByRole('button', { name: 'Retry 1 failed' });
  await passing(panel, () => retry.isVisible(), PATIENCE_MS);
  await operations.showResults(operation);
  await expect(operations.result(operation, 'two')).toContainText('the disk is on fire');
  for (const name of ['one', 'three']) await expect(operations.result(operation, name)).toContainText('Done');
  await cinder.setBackupMetadata(failing, {});
  await panel.lane.clear();
  await retry.click();
  await passing(panel, async () => (await independent.backups()).length === 0, PATIENCE_MS);
  expect(await deleted(panel)).toEqual([failing]);
});
