/** A backup is made: of a volume, of a snapshot, with every field or none; and holds what it should. */

import { expectAccessible } from './support/accessible.ts';
import type { Backup } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import type { IndependentClient } from './support/independent.ts';

/** Real work of the cloud. */
const ENDED = { intervals: [100, 200, 400] };

/** The backup of that name once it is available; an empty name is none. */
async function made(independent: IndependentClient, name: string): Promise<Backup> {
  const find = async () => (await independent.backups()).filter((backup) => (backup.name ?? '') === name);
  await expect.poll(async () => (await find()).map(({ status }) => status), ENDED).toEqual(['available']);
  const [backup] = await find();
  if (!backup) throw new Error(`There is no backup ${name}.`);
  return backup;
}

test('of a volume found by its name, with every field', async ({ panel, tenant, cinder, independent, lane }) => {
  for (const name of ['mail', 'web-data']) await cinder.createVolume({ name });
  const [volume] = await cinder.volumes('name=web-data');
  const sha256 = await independent.write(volume?.id ?? '', 1);
  await panel.enter(tenant);
  const { createDialog: dialog } = panel;
  await dialog.openFromList();
  await dialog.expectPrevented('Choose a volume first.');
  await dialog.choose('web-data');
  await dialog.name.fill('  before the upgrade ');
  await dialog.description.fill('Überprüfung, 备份');
  await dialog.more.click();
  await dialog.container.fill('nightly');
  await expect(dialog.root).toContainText('Zones of the volumes here: nova');
  await dialog.zone.fill('nova');
  await dialog.setMetadata(1, 'ticket', 'OPS 4711');
  await expect(dialog.outcome).toContainText('Becomes a full backup, 1 GiB.');
  await expect(dialog.submit).toHaveText('Create full backup');
  await dialog.send();
  const backup = await made(independent, 'before the upgrade');
  expect(backup).toMatchObject({
    volume_id: volume?.id,
    description: 'Überprüfung, 备份',
    container: 'nightly',
    availability_zone: 'nova',
    metadata: { ticket: 'OPS 4711' },
    is_incremental: false,
    snapshot_id: null,
  });
  expect(await independent.restoredSha256(backup.id)).toBe(sha256);
  expect((await lane.writes()).map(({ version }) => version)).toEqual(['volume 3.51']);
  expect(await lane.sent()).toEqual(['POST /backups']);
  await expect(panel.backups.link(backup.id)).toHaveText('before the upgrade');
});

test('automatically: full, then what has changed, and full again once the volume has grown', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const volume = await cinder.createVolume({ name: 'db' });
  await independent.write(volume.id, 1);
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('db');
  await expect(dialog.outcome).toContainText('Becomes a full backup, 1 GiB. There is no available backup of this volume');
  await dialog.name.fill('first');
  await dialog.send();
  await made(independent, 'first');

  const sha256 = await independent.write(volume.id, 2);
  await dialog.openFromRow('db');
  await expect(dialog.outcome).toContainText('Becomes an incremental backup of what changed since first');
  await expect(dialog.outcome).toContainText('Its chain then holds 2 backups');
  await expect(dialog.submit).toHaveText('Create incremental backup');
  await dialog.name.fill('second');
  await dialog.send();
  const second = await made(independent, 'second');
  expect(second.is_incremental).toBe(true);
  expect(await independent.restoredSha256(second.id)).toBe(sha256);

  await cinder.extend(volume.id, 2);
  await dialog.openFromRow('db');
  await expect(dialog.outcome).toContainText('Becomes a full backup, 2 GiB. The volume has grown from 1 to 2 GiB');
  await dialog.mode.selectOption('Incremental');
  await dialog.expectError(dialog.mode, /The volume has grown from 1 to 2 GiB/);
  await dialog.expectPrevented(/The volume has grown from 1 to 2 GiB/);
  await dialog.mode.selectOption('Full');
  await dialog.name.fill('third');
  await dialog.send();
  expect((await made(independent, 'third')).is_incremental).toBe(false);
  expect(await lane.sent()).toEqual(['POST /backups', 'POST /backups', 'POST /backups']);
});

test('of a snapshot, which holds what the volume was; not as an incremental of newer data', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const volume = await cinder.createVolume({ name: 'shop' });
  const sha256 = await independent.write(volume.id, 1);
  const snapshot = await cinder.createSnapshot(volume.id, 'monday');
  await independent.write(volume.id, 2);
  await cinder.createBackup({ volume_id: volume.id, name: 'tuesday' });
  await panel.enter(tenant, '/snapshots');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('monday');
  await expect(dialog.chosen).toContainText('shop');
  await expect(dialog.what).toHaveValue(snapshot);
  await expect(dialog.outcome).toContainText('Every available backup holds newer data than this snapshot');
  await dialog.mode.selectOption('Incremental');
  await dialog.expectError(dialog.mode, /Every available backup holds newer data/);
  await dialog.expectPrevented(/Every available backup holds newer data/);
  expect(await lane.sent()).toEqual([]);
  await dialog.mode.selectOption('Automatic');
  await dialog.name.fill('of monday');
  await dialog.send();
  const backup = await made(independent, 'of monday');
  expect(backup).toMatchObject({ snapshot_id: snapshot, is_incremental: false });
  expect(await independent.restoredSha256(backup.id)).toBe(sha256);
});

test('of a volume in use: only once that was acknowledged, for each volume anew', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const volume = await cinder.createVolume({ name: 'attached' });
  const sha256 = await independent.write(volume.id, 1);
  await cinder.attach(volume.id);
  await cinder.createVolume({ name: 'idle' });
  await panel.enter(tenant);
  const { createDialog: dialog } = panel;
  await dialog.openFromList();
  await dialog.choose('attached');
  await expect(dialog.root).toContainText('as after a power failure');
  await dialog.expectPrevented('Confirm first that it may be backed up while in use.');
  await dialog.acknowledge.check();
  await dialog.root.getByRole('button', { name: 'Choose another volume' }).click();
  await dialog.choose('idle');
  await expect(dialog.acknowledge).toHaveCount(0);
  await dialog.root.getByRole('button', { name: 'Choose another volume' }).click();
  await dialog.choose('attached');
  await expect(dialog.acknowledge).not.toBeChecked();
  expect(await lane.sent()).toEqual([]);
  await dialog.acknowledge.check();
  await dialog.name.fill('while running');
  await dialog.send();
  const backup = await made(independent, 'while running');
  expect(await independent.restoredSha256(backup.id)).toBe(sha256);
  expect((await independent.volume(volume.id)).status).toBe('in-use');
});

test('without a name, from the page of another backup, by the keyboard alone', async ({
  panel,
  tenant,
  cinder,
  independent,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'home' });
  const first = await cinder.createBackup({ volume_id: volume.id, name: 'first' });
  await panel.enter(tenant, `/backups/${first.id}`);
  const { createDialog: dialog } = panel;
  await dialog.openFromBackup();
  await expect(dialog.chosen).toContainText('home');
  await expect(dialog.outcome).toContainText('since first');
  await dialog.name.focus();
  await page.keyboard.press('Enter');
  await expect(dialog.root).toBeHidden();
  const second = await made(independent, '');
  expect(second).toMatchObject({ is_incremental: true, volume_id: volume.id });
});

test('two presses and Enter while it is sent make one backup; going back leaves it alone', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  await cinder.createVolume({ name: 'busy' });
  await panel.enter(tenant);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Volumes' }).click();
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('busy');
  await dialog.name.fill('once');
  await expect(dialog.outcome).toBeVisible();
  const held = await lane.hold({ method: 'POST', path: /\/backups$/ });
  await dialog.submit.dblclick();
  await held.reached();
  await dialog.name.press('Enter');
  await dialog.submit.dispatchEvent('click');
  await page.keyboard.press('Escape');
  await page.goBack();
  await expect(dialog.root).toBeVisible();
  await expect(dialog.name).toHaveValue('once');
  await held.release();
  await expect(dialog.root).toBeHidden();
  await made(independent, 'once');
  expect(await lane.sent()).toEqual(['POST /backups']);
});

test('the form by the rules of axe', async ({ panel, tenant, cinder, admin, page }) => {
  const volume = await cinder.createVolume({ name: 'shop' });
  await cinder.createSnapshot(volume.id, 'monday');
  await cinder.createBackup({ volume_id: volume.id, name: 'full' });
  await cinder.attach(volume.id);
  await panel.enter(tenant);
  const { createDialog: dialog } = panel;
  await dialog.openFromList();
  await expect(dialog.root.getByRole('option')).toHaveCount(1);
  await expectAccessible(page, 'choice of a volume');
  await dialog.choose('shop');
  await dialog.more.click();
  await dialog.setMetadata(1, 'ö', '');
  await dialog.description.fill('done 😀');
  await admin.setQuota({ backups: 1 });
  await panel.backups.refresh.dispatchEvent('click');
  await dialog.mode.selectOption('Incremental');
  await expectAccessible(page, 'form');
});
