/** An administrator helps backups that are stuck; nobody else is offered it. */

import { DeleteDialog } from '../pages/delete-dialog.ts';
import { ResetDialog } from '../pages/reset-dialog.ts';
import { LONG } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';

test.describe('as an administrator', () => {
  test.use({ tenantOptions: { role: 'admin' } });

  test('a backup that is being made is deleted by force', async ({ panel, tenant, cinder, independent, lane, page }) => {
    const volume = await cinder.createVolume({ name: 'v', knobs: { backup_delay: LONG } });
    const id = await cinder.startBackup({ volume_id: volume.id, name: 'stuck' });
    await panel.enter(tenant);
    await expect(await panel.backups.menuItem(id, 'Delete…')).toBeDisabled();
    await page.keyboard.press('Escape');
    await panel.backups.act(id, 'Force delete…');
    const dialog = new DeleteDialog(page);
    await expect(dialog.submit).toHaveText('Force delete “stuck”');
    for (const consequence of ['a backup in the making is cancelled', 'may stay in the backup store', 'Ceph', 'has to answer'])
      await expect(dialog.root).toContainText(consequence);
    await dialog.submit.click();
    await expect(dialog.root).toHaveCount(0);
    await expect(panel.backups.row(id)).toHaveCount(0);
    expect(await independent.has(id)).toBe(false);
    expect(await lane.sent()).toEqual([`POST /backups/${id}/action`]);
  });

  test('force does not help against backups that build on it', async ({ panel, tenant, cinder, lane, page }) => {
    const volume = await cinder.createVolume({ name: 'v' });
    const [full] = await cinder.createChain(volume.id, 2);
    await panel.enter(tenant);
    await panel.backups.act(full?.id ?? '', 'Force delete…');
    const dialog = new DeleteDialog(page);
    await expect(dialog.dependents).toHaveCount(1);
    await expect(dialog.submit).toBeDisabled();
    await expect(dialog.submit).toHaveAccessibleDescription(/builds on it/);
    expect(await lane.sent()).toEqual([]);
  });

  test('a store that cannot do it says so beside the button (the cloud’s answer is edited)', async ({
    panel,
    tenant,
    cinder,
    lane,
    page,
  }) => {
    const volume = await cinder.createVolume({ name: 'v' });
    const backup = await cinder.createBackup({ volume_id: volume.id, name: 'in ceph' });
    const body = { badMethod: { code: 405, message: 'Operation not supported: force delete.' } };
    await lane.fault({
      method: 'POST',
      path: /\/action$/,
      answer: { status: 405, type: 'application/json', body: JSON.stringify(body), cors: true },
    });
    await panel.enter(tenant);
    await panel.backups.act(backup.id, 'Force delete…');
    const dialog = new DeleteDialog(page);
    await dialog.submit.click();
    await expect(dialog.alert).toContainText('Operation not supported: force delete.');
    await expect(dialog.submit).toHaveText('Force delete “in ceph”');
  });

  test('the status of a failed backup is set, and what follows from it is said', async ({
    panel,
    tenant,
    cinder,
    independent,
    lane,
    page,
  }) => {
    const volume = await cinder.createVolume({ name: 'v', knobs: { backup_error: 'the disk is on fire' } });
    const { id } = await cinder.createBackup({ volume_id: volume.id, name: 'failed' }, 'error');
    await panel.enter(tenant);
    await panel.backups.act(id, 'Reset status…');
    const dialog = new ResetDialog(page);
    await expect(dialog.submit).toHaveText('Set “failed” to Available');
    for (const words of ['gives garbage', 'the cloud does not clear it', 'may silently do nothing'])
      await expect(dialog.root).toContainText(words);
    await dialog.status.selectOption({ label: 'Error' });
    await expect(dialog.submit).toHaveText('Set “failed” to Error');
    await expect(dialog.root).not.toContainText('gives garbage');
    await dialog.status.selectOption({ label: 'Available' });
    await dialog.submit.click();
    await expect(dialog.root).toHaveCount(0);
    await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'available');
    expect((await independent.backup(id)).status).toBe('available');
    expect(await lane.sent()).toEqual([`POST /backups/${id}/action`]);
  });

  test('ending a restore names what becomes of the volume', async ({ panel, tenant, cinder, page }) => {
    const volume = await cinder.createVolume({ name: 'v', knobs: { restore_delay: LONG } });
    const target = await cinder.createVolume({ name: 'target', knobs: { restore_delay: LONG } });
    const backup = await cinder.createBackup({ volume_id: volume.id, name: 'read' });
    await cinder.call('POST', `/backups/${backup.id}/restore`, { restore: { volume_id: target.id } });
    await cinder.until('backups', backup.id, 'restoring');
    await panel.enter(tenant);
    await panel.backups.act(backup.id, 'Reset status…');
    const dialog = new ResetDialog(page);
    await expect(dialog.root).toContainText('the volume that is being written becomes Error');
    await dialog.submit.click();
    await expect(dialog.root).toHaveCount(0);
    await cinder.until('volumes', target.id, 'error');
  });

  test('several are set at once', async ({ panel, tenant, cinder, independent, lane, page }) => {
    const volume = await cinder.createVolume({ name: 'v' });
    const backups = [];
    for (const name of ['one', 'two']) backups.push(await cinder.createBackup({ volume_id: volume.id, name }));
    await panel.enter(tenant);
    await panel.backups.selectPage.check();
    await panel.backups.selectionAction('Reset status…').click();
    const dialog = new ResetDialog(page);
    await expect(dialog.submit).toHaveText('Set 2 backups to Error');
    await dialog.submit.click();
    await expect(dialog.root).toHaveCount(0);
    await expect.poll(async () => (await independent.backups()).map(({ status }) => status)).toEqual(['error', 'error']);
    expect((await lane.sent()).sort()).toEqual(backups.map(({ id }) => `POST /backups/${id}/action`).sort());
  });
});

test('a member is not offered it, and is told who may export and import', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'mine' });
  await panel.enter(tenant);
  await panel.backups.checkbox(backup.id).check();
  await expect(panel.backups.selectionAction('Delete…')).toBeEnabled();
  for (const name of ['Reset status…', 'Force delete…']) await expect(panel.backups.selectionAction(name)).toHaveCount(0);
  await expect(panel.backups.import).toBeDisabled();
  await expect(panel.backups.import).toHaveAccessibleDescription('Only administrators can do this.');
  await expect(await panel.backups.menuItem(backup.id, 'Delete…')).toBeEnabled();
  for (const name of ['Reset status…', 'Force delete…'])
    await expect(page.getByRole('menuitem', { name, exact: true })).toHaveCount(0);
});

test('backups are made from the list, from an empty one, from a volume, from several, and from a snapshot', async ({
  panel,
  tenant,
  cinder,
  page,
}) => {
  const dialog = page.getByRole('dialog');
  await panel.enter(tenant);
  await page.getByRole('button', { name: 'Create the first backup…' }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await panel.backups.create.click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  const [one, two] = [await cinder.createVolume({ name: 'one' }), await cinder.createVolume({ name: 'two' })];
  await cinder.createSnapshot(one.id, 'snap');
  await panel.header.navigation.getByRole('link', { name: 'Volumes' }).click();
  await page.getByRole('button', { name: 'Actions for one' }).click();
  await page.getByRole('menuitem', { name: 'Back up…' }).click();
  await expect(dialog).toContainText('one');
  await page.keyboard.press('Escape');
  for (const { name } of [one, two]) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await page.getByRole('button', { name: 'Back up 2 volumes…' }).click();
  for (const { name } of [one, two]) await expect(dialog).toContainText(name);
  await page.keyboard.press('Escape');
  await panel.header.navigation.getByRole('link', { name: 'Snapshots' }).click();
  await page.getByRole('button', { name: 'Actions for snap' }).click();
  await page.getByRole('menuitem', { name: 'Back up…' }).click();
  await expect(dialog).toContainText('snap');
});
