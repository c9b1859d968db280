/** Restores beside each other and after a backup of what they overwrite: each has a volume and an end of its own. */

import { CreateDialog } from '../pages/create-dialog.ts';
import { OperationsPage } from '../pages/operations-page.ts';
import type { Cinder } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { passing } from './support/passing.ts';

/** The backup of that name, once it is available. */
async function backedUp(cinder: Cinder, name: string): Promise<string> {
  const found = (await cinder.backups()).find((backup) => backup.name === name);
  if (!found) throw new Error(`no backup ${name}`);
  await cinder.until('backups', found.id, 'available');
  return found.id;
}

test('of two restores at once one fails: each is told by itself, and the other’s bytes are right', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const [web, db] = await Promise.all(['web', 'db'].map((name) => cinder.createVolume({ name })));
  if (!(web && db)) throw new Error('no volumes');
  const sha256 = await independent.write(web.id, 1);
  const good = await cinder.createBackup({ volume_id: web.id, name: 'of web' });
  const bad = await cinder.createBackup({ volume_id: db.id, name: 'of db' });
  await cinder.setBackupMetadata(bad.id, { restore_error: 'the tape is torn' });
  await page.clock.install();
  await panel.enter(tenant);
  await lane.clear();
  const { restoreDialog: dialog } = panel;
  for (const [backup, name] of [
    [good, 'web-restored'],
    [bad, 'db-restored'],
  ] as const) {
    await panel.backups.act(backup.id, 'Restore…');
    await expect(dialog.name).toHaveValue(name);
    await dialog.restore.click();
    await expect(dialog.root).toBeHidden();
  }
  await panel.header.navigation.getByRole('link', { name: 'Operations' }).click();
  const operations = new OperationsPage(page);
  const [fine, torn] = [operations.operation('Restore of web → web-restored'), operations.operation('Restore of db → db-restored')];
  const text = async (of: typeof fine) => (await of.textContent()) ?? '';
  await passing(panel, async () => /Done/.test(await text(fine)) && /Failed/.test(await text(torn)), 60_000);
  // Cinder's own message for this request; what the driver said is in its log alone.
  await expect(torn).toContainText('Failed to attach volume');
  await expect(torn).toContainText(/req-[0-9a-f-]{36}/);
  await expect(fine).not.toContainText('Failed to attach volume');
  const restored = (await independent.volumes()).filter(({ name }) => name === 'web-restored');
  expect(restored).toHaveLength(1);
  expect(await independent.sha256(restored[0]?.id ?? '')).toBe(sha256);
  expect(await lane.sent()).toEqual(['POST /volumes', 'POST /volumes']);
});

test('a volume is backed up before it is overwritten, and is itself again from that backup', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'web' });
  const old = await independent.write(volume.id, 1);
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  const today = await independent.write(volume.id, 2);
  await page.clock.install();
  await panel.enter(tenant, `/backups/${backup.id}`);
  await lane.clear();
  const { restoreDialog: dialog } = panel;
  await dialog.open();
  await dialog.choose(volume.id);
  await dialog.backUpFirst.click();
  const create = new CreateDialog(page);
  await expect(create.chosen).toContainText('web');
  await create.name.fill('before the restore');
  await create.submit.click();
  await expect(create.root).toHaveCount(0);
  const first = await backedUp(cinder, 'before the restore');
  expect(await lane.sent()).toEqual(['POST /backups']);

  await dialog.open();
  await dialog.choose(volume.id);
  await dialog.confirmation.fill('web');
  await dialog.overwrite.click();
  await expect(dialog.root).toBeHidden();
  await passing(panel, () => dialog.result('Restored').isVisible(), 60_000);
  expect(await independent.sha256(volume.id)).toBe(old);
  expect(await independent.restoredSha256(first)).toBe(today);
});
