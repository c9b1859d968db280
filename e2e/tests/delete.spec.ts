/** Someone deletes a backup, alone or with all that builds on it, and nothing is sent twice or unsaid. */

import { DeleteDialog } from '../pages/delete-dialog.ts';

import { OperationsPage } from '../pages/operations-page.ts';
import type { Panel } from '../pages/panel.ts';
import type { Backup, Cinder } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { passing } from './support/passing.ts';

const paths = (backups: Backup[]): string[] => backups.map(({ id }) => `DELETE /backups/${id}`);
const newestFirst = (chain: Backup[]): Backup[] => [...chain].reverse();

async function makeOne(cinder: Cinder, name = 'nightly'): Promise<Backup> {
  const volume = await cinder.createVolume({ name: 'database' });
  return cinder.createBackup({ volume_id: volume.id, name });
}

/** The dialog of a backup, when nothing stands in the way any more. */
async function ready(panel: Panel, id: string): Promise<DeleteDialog> {
  await panel.backups.act(id, 'Delete…');
  const dialog = new DeleteDialog(panel.page);
  await expect(dialog.submit).toBeEnabled();
  return dialog;
}

test('one backup: what is lost is said, the button names it, and it is gone', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'database', size: 2 });
  const first = await cinder.createBackup({ volume_id: volume.id, name: 'first' });
  const second = await cinder.createBackup({ volume_id: volume.id, name: 'second' });
  await panel.enter(tenant);
  const dialog = new DeleteDialog(page);
  await panel.backups.act(first.id, 'Delete…');
  await expect(dialog.submit).toHaveText('Delete “first”');
  for (const fact of ['database', '2 GiB', 'Full', 'will be gone for good']) await expect(dialog.root).toContainText(fact);
  await expect(dialog.submit).toBeEnabled();
  await expect(dialog.submit).not.toBeFocused();
  await expect(dialog.root).not.toContainText('the last available backup');
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await expect(panel.backups.row(first.id)).toHaveCount(0);
  expect(await independent.has(first.id)).toBe(false);

  await panel.backups.act(second.id, 'Delete…');
  await expect(dialog.root).toContainText('It is the last available backup of its volume');
  await dialog.cancel.click();
  await expect(dialog.root).toHaveCount(0);
  expect(await independent.has(second.id)).toBe(true);
  expect(await lane.sent()).toEqual(paths([first]));
});

test('a backup that others build on is not sent: the reason and the others are shown', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const [full, ...rest] = await cinder.createChain(volume.id, 3);
  await panel.enter(tenant, `/backups/${full?.id}`);
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete…', exact: true }).click();
  const dialog = new DeleteDialog(page);
  await expect(dialog.submit).toBeDisabled();
  await expect(dialog.submit).toHaveAccessibleDescription(/^2 incremental backups build on it/);
  await expect(dialog.dependents).toHaveCount(2);
  for (const [at, name] of ['chain-3', 'chain-2'].entries()) await expect(dialog.dependents.nth(at)).toContainText(name);
  await dialog.submit.click({ force: true });
  await dialog.submit.press('Enter');
  await expect(dialog.submit).toHaveText('Delete “chain-1”');
  await dialog.include.check();
  await expect(dialog.submit).toHaveText('Delete 3 backups');
  await expect(dialog.submit).toBeEnabled();
  await expect(dialog.root).toContainText('nothing of that volume can be restored');
  await dialog.include.uncheck();
  await expect(dialog.submit).toBeDisabled();
  await dialog.cancel.click();
  expect(await lane.sent()).toEqual([]);
  expect(await cinder.count()).toBe(1 + rest.length);
});

test('a child made behind the form’s back: the cloud’s refusal is shown, then the child, and both go together', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const parent = await makeOne(cinder, 'parent');
  await panel.enter(tenant);
  // The form looks at what builds on it when it opens; the child comes after that.
  const looked = page.waitForResponse((response) => /\/backups\/detail\?.*volume_id/.test(response.url()));
  const dialog = await ready(panel, parent.id);
  await looked;
  const child = await cinder.createBackup({ volume_id: parent.volume_id, name: 'child', incremental: true });
  await dialog.submit.click();
  await expect(dialog.alert).toContainText('Incremental backups exist for this backup');
  await expect(dialog.alert).toContainText(/req-[0-9a-f-]{36}/);
  await expect(dialog.dependents).toHaveText([/child/]);
  await expect(dialog.submit).toBeDisabled();
  await dialog.include.check();
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await expect.poll(() => independent.has(parent.id)).toBe(false);
  expect(await lane.sent()).toEqual(paths([parent, child, parent]));
});

test('a chain of six goes whole, the newest first, each when the one before is gone', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const chain = await cinder.createChain(volume.id, 6);
  await page.clock.install();
  await panel.enter(tenant);
  await panel.backups.act(chain[0]?.id ?? '', 'Delete…');
  const dialog = new DeleteDialog(page);
  await dialog.include.check();
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await passing(panel, async () => (await independent.backups()).length === 0);
  expect(await lane.sent()).toEqual(paths(newestFirst(chain)));
  const answers = await lane.writes();
  expect(answers.map(({ status }) => status)).toEqual(chain.map(() => 202));
});

for (const [way, press] of Object.entries({
  'a double click': async (dialog: DeleteDialog) => dialog.submit.dblclick(),
  'Enter twice': async (dialog: DeleteDialog) => {
    await dialog.submit.focus();
    await dialog.submit.press('Enter', { noWaitAfter: true });
    await dialog.submit.press('Enter', { noWaitAfter: true });
  },
})) {
  test(`${way} sends one request`, async ({ panel, tenant, cinder, independent, lane }) => {
    const backup = await makeOne(cinder);
    await panel.enter(tenant);
    const dialog = await ready(panel, backup.id);
    const held = await lane.hold({ method: 'DELETE', path: /\/backups\// });
    await press(dialog);
    await held.reached();
    await held.release();
    await expect(dialog.root).toHaveCount(0);
    await expect(panel.backups.row(backup.id)).toHaveCount(0);
    expect(await independent.has(backup.id)).toBe(false);
    expect(await lane.sent()).toEqual(paths([backup]));
  });
}

test('no answer although the cloud has acted: it is looked up, and not sent again', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const backup = await makeOne(cinder);
  await page.clock.install();
  await panel.enter(tenant);
  const dialog = await ready(panel, backup.id);
  await lane.fault({ method: 'DELETE', path: /\/backups\//, cut: 'after', times: 1 });
  await dialog.submit.click();
  await expect(dialog.root).toContainText('it is not known yet whether this was done');
  await passing(panel, async () => (await dialog.root.count()) === 0);
  await expect(panel.backups.row(backup.id)).toHaveCount(0);
  expect(await independent.has(backup.id)).toBe(false);
  expect(await lane.sent()).toEqual(paths([backup]));
});

test('no answer because the request never arrived: it is said that nothing happened, and it can be sent again', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const backup = await makeOne(cinder);
  await page.clock.install();
  await panel.enter(tenant);
  const dialog = await ready(panel, backup.id);
  const { remove } = await lane.fault({ method: 'DELETE', path: /\/backups\//, cut: 'before' });
  await dialog.submit.click();
  await expect(dialog.root).toContainText('it is not known yet whether this was done');
  await passing(panel, async () => (await dialog.alert.count()) > 0);
  await expect(dialog.alert).toContainText('the cloud shows no trace of it');
  expect(await independent.has(backup.id)).toBe(true);
  expect(await lane.sent()).toEqual(paths([backup]));
  await remove();
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await passing(panel, async () => !(await independent.has(backup.id)));
  expect(await lane.sent()).toEqual(paths([backup, backup]));
});

test('the session ends at the moment of deleting: signed in again, it is sent once more and done', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const backup = await makeOne(cinder);
  await panel.enter(tenant);
  const dialog = await ready(panel, backup.id);
  await lane.fault({ method: 'DELETE', path: /\/backups\//, send: { 'X-Auth-Token': 'dead' }, times: 1 });
  await dialog.submit.click();
  await panel.reauthentication.signIn(tenant.password);
  await expect(dialog.root).toHaveCount(0);
  await expect(panel.backups.row(backup.id)).toHaveCount(0);
  expect(await independent.has(backup.id)).toBe(false);
  expect((await lane.writes()).map(({ status }) => status)).toEqual([401, 202]);
});

test.describe('with the role reader', () => {
  test.use({ tenantOptions: { role: 'reader' } });

  test('it is not refused beforehand; after the cloud’s refusal it is, by the name of the policy', async ({
    panel,
    tenant,
    admin,
    lane,
  }) => {
    const backup = await makeOne(admin);
    await panel.enter(tenant);
    const dialog = await ready(panel, backup.id);
    await dialog.submit.click();
    await expect(dialog.alert).toContainText("Policy doesn't allow backup:delete to be performed");
    await expect(dialog.alert).toContainText(/req-/);
    await expect(dialog.submit).toBeDisabled();
    await expect(dialog.submit).toHaveAccessibleDescription(/policy backup:delete/);
    await dialog.cancel.click();
    const item = await panel.backups.menuItem(backup.id, 'Delete…');
    await expect(item).toBeDisabled();
    expect(await lane.sent()).toEqual(paths([backup]));
  });
});

test('a parent in another project, where the cloud would not look: an administrator is warned and kept from it', async ({
  panel,
  newTenant,
  lane,
  page,
}) => {
  const [administrator, member] = [await newTenant({ role: 'admin' }), await newTenant()];
  const cinder = await member.cinder();
  const volume = await cinder.createVolume({ name: 'theirs' });
  const [full, child] = await cinder.createChain(volume.id, 2, 'theirs');
  await panel.enter(administrator, `/backups?volume_id=${volume.id}&all_projects=1`);
  const dialog = new DeleteDialog(page);
  await panel.backups.act(full?.id ?? '', 'Delete…');
  await expect(dialog.root).toContainText('The cloud does not look there for incremental backups');
  await expect(dialog.root).toContainText(member.project.name);
  await expect(dialog.dependents).toHaveText([/theirs-2/]);
  await expect(dialog.submit).toBeDisabled();
  await dialog.cancel.click();
  await panel.backups.act(child?.id ?? '', 'Delete…');
  await expect(dialog.submit).toBeEnabled();
  // Made meanwhile: the cloud would delete its parent all the same.
  const late = await cinder.createBackup({ volume_id: volume.id, name: 'late', incremental: true });
  await dialog.submit.click();
  await expect(dialog.dependents).toHaveText([/late/]);
  await expect(dialog.submit).toBeDisabled();
  expect(await lane.sent()).toEqual([]);
  await dialog.include.check();
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await expect(panel.backups.row(child?.id ?? '')).toHaveCount(0);
  expect(await lane.sent()).toEqual(['late', 'child'].map((which) => `DELETE /backups/${which === 'late' ? late.id : child?.id}`));
  expect((await cinder.backups()).map(({ id }) => id)).toEqual([full?.id]);
});

test('a chain stopped in the middle keeps its older part, and is resumed where it stopped', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const chain = await cinder.createChain(volume.id, 6);
  await cinder.setBackupMetadata(chain[3]?.id ?? '', { delete_delay: '2' });
  await page.clock.install();
  await panel.enter(tenant);
  await panel.backups.act(chain[0]?.id ?? '', 'Delete…');
  const dialog = new DeleteDialog(page);
  await dialog.include.check();
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await panel.header.navigation.getByRole('link', { name: 'Operations' }).click();
  const operation = new OperationsPage(page).operation('Delete 6 backups');
  await passing(panel, async () => (await lane.sent()).length === 3);
  await operation.getByRole('button', { name: 'Stop' }).click();
  const retry = operation.getByRole('button', { name: 'Run the remaining 3' });
  await passing(panel, () => retry.isVisible());
  expect(await lane.sent()).toEqual(paths(newestFirst(chain).slice(0, 3)));
  const left = (await independent.backups()).map(({ id }) => id).sort();
  expect(left).toEqual(
    chain
      .slice(0, 3)
      .map(({ id }) => id)
      .sort(),
  );
  await retry.click();
  await passing(panel, async () => (await independent.backups()).length === 0);
  expect(await lane.sent()).toEqual(paths(newestFirst(chain)));
});

test('a failure in the middle of a chain stops it there; what failed and what was not started are tried again', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const chain = await cinder.createChain(volume.id, 4);
  const failing = chain[1] as Backup;
  await cinder.setBackupMetadata(failing.id, { delete_error: 'the disk is on fire' });
  await page.clock.install();
  await panel.enter(tenant);
  await panel.backups.act(chain[0]?.id ?? '', 'Delete…');
  const dialog = new DeleteDialog(page);
  await dialog.include.check();
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await panel.header.navigation.getByRole('link', { name: 'Operations' }).click();
  const operations = new OperationsPage(page);
  const operation = operations.operation('Delete 4 backups');
  const retry = operation.getByRole('button', { name: 'Run the remaining 2' });
  await passing(panel, () => retry.isVisible());
  await operations.showResults(operation);
  await expect(operations.result(operation, 'chain-2')).toContainText('the disk is on fire');
  await expect(operations.result(operation, 'chain-1')).toContainText('What had to be done before has failed.');
  expect(await lane.sent()).toEqual(paths(newestFirst(chain).slice(0, 3)));
  expect((await independent.backup(failing.id)).status).toBe('error');
  expect((await independent.backup(chain[0]?.id ?? '')).status).toBe('available');
  await cinder.setBackupMetadata(failing.id, {});
  await retry.click();
  await passing(panel, async () => (await independent.backups()).length === 0);
  expect(await lane.sent()).toEqual(paths([...newestFirst(chain).slice(0, 3), failing, chain[0] as Backup]));
});
