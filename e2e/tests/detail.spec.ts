/** Someone looks at one backup, whatever kind it is. */

import { LONG } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';

test('a full backup: every fact, its metadata, and the way back', async ({ panel, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({
    volume_id: volume.id,
    name: 'nightly',
    description: 'Kept for two weeks',
    metadata: { owner: 'team-a', tier: 'gold' },
  });
  await panel.enter(tenant);
  await panel.backups.link(backup.id).click();
  await expect(panel.backup.heading('nightly')).toBeVisible();
  const details = panel.backup.section('Details');
  for (const fact of [backup.id, 'Kept for two weeks', '1 GiB', 'database', String(backup.object_count)]) {
    await expect(details).toContainText(fact);
  }
  await expect(details).toContainText(/full/i);
  await expect(details).toContainText(/available/i);
  const metadata = panel.backup.section('Metadata');
  for (const text of ['owner', 'team-a', 'tier', 'gold']) await expect(metadata).toContainText(text);
  await expect(panel.backup.section('Failure')).toHaveCount(0);
  await panel.backup.back.click();
  await expect(panel.backups.heading).toBeVisible();
});

test('an incremental backup is told from the full one that it builds upon', async ({ panel, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'chain' });
  const full = await cinder.createBackup({ volume_id: volume.id, name: 'monday' });
  const incremental = await cinder.createBackup({ volume_id: volume.id, name: 'tuesday', incremental: true });
  await panel.enter(tenant);
  await panel.backups.link(incremental.id).click();
  await expect(panel.backup.heading('tuesday')).toBeVisible();
  await expect(panel.backup.section('Details')).toContainText(/incremental/i);
  const siblings = panel.backup.section('Backups of this volume');
  await siblings.getByRole('link', { name: 'monday' }).click();
  await expect(panel.backup.heading('monday')).toBeVisible();
  await expect(panel.backup.section('Details')).toContainText(/full/i);
  await expect(panel.backup.section('Details')).toContainText(full.id);
});

test('a backup of a snapshot names the snapshot', async ({ panel, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const snapshot = await cinder.createSnapshot(volume.id, 'before the upgrade');
  const backup = await cinder.createBackup({ volume_id: volume.id, snapshot_id: snapshot, name: 'of-a-snapshot' });
  await panel.enter(tenant, `/backups/${backup.id}`);
  await expect(panel.backup.heading('of-a-snapshot')).toBeVisible();
  await expect(panel.backup.section('Details')).toContainText(snapshot.slice(0, 8));
});

test('a failed backup says why, in Cinder’s words', async ({ panel, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'v', knobs: { connect_error: 'the array is on fire' } });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'failed' }, 'error');
  await panel.enter(tenant, `/backups/${backup.id}`);
  await expect(panel.backup.heading('failed')).toBeVisible();
  const failure = panel.backup.section('Failure');
  await expect(failure).toContainText('the array is on fire');
  const { json } = await cinder.call('GET', `/messages?resource_uuid=${backup.id}`);
  for (const message of json.messages) await expect(failure).toContainText(message.user_message.split(':').pop());
});

test('a backup without a name is still one that can be opened', async ({ panel, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: null });
  await panel.enter(tenant);
  const link = panel.backups.link(backup.id);
  await expect(link).toContainText('Unnamed');
  await expect(link).toContainText(backup.id.slice(0, 8));
  await link.click();
  await expect(panel.backup.heading(/Unnamed/)).toBeVisible();
});

test('the address of a backup leads to it, signed in or not, and after a reload', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'linked' });
  await panel.enter(tenant, `/backups/${backup.id}`);
  await expect(panel.backup.heading('linked')).toBeVisible();
  await page.reload();
  await expect(panel.backup.heading('linked')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(backup.id));
});

test('the JSON is the service’s own, with fields that the panel does not know', async ({ panel, tenant, cinder, lane }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'raw' });
  const edit = [{ at: '/backup', set: { a_field_of_tomorrow: 'yes' } }];
  await lane.fault({ path: new RegExp(`/backups/${backup.id}$`), alter: { edit } });
  await panel.enter(tenant, `/backups/${backup.id}`);
  const section = panel.backup.json;
  await expect(section).toBeVisible();
  const disclosure = section.getByText('JSON').last();
  if (!(await section.getByText('a_field_of_tomorrow').isVisible())) await disclosure.click();
  await expect(section).toContainText('"a_field_of_tomorrow": "yes"');
  await expect(section).toContainText(backup.id);
});

test('what one copies is what was shown', async ({ panel, tenant, cinder, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'copied' });
  await panel.enter(tenant, `/backups/${backup.id}`);
  await panel.backup.section('Details').getByRole('button', { name: 'Copy ID', exact: true }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(backup.id);
});

test('a status that changes is seen without a reload', async ({ panel, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'v', knobs: { backup_delay: LONG } });
  const id = await cinder.startBackup({ volume_id: volume.id, name: 'in the making' });
  await panel.enter(tenant, `/backups/${id}`);
  await expect(panel.backup.section('Details')).toContainText(/creating/i);
  await cinder.endDelay(volume.id);
  await expect(panel.backup.section('Details')).toContainText(/available/i);
});

test('times are local, with UTC within reach', async ({ panel, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'timed' });
  await panel.enter(tenant, `/backups/${backup.id}`);
  const made = new Date(`${backup.created_at}Z`);
  const local = made.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
  const utc = made.toLocaleTimeString('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });
  await expect(panel.backup.section('Details')).toContainText(local);
  await expect(panel.backup.section('Details')).toContainText(utc);
});
