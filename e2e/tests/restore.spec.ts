/** A backup becomes a volume again: a new one unless another is chosen on purpose, byte for byte, and once. */

import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { passing } from './support/passing.ts';
import { created, NOW, named, openRestore, store } from './support/restoring.ts';
import { seedVolumes } from './support/seed.ts';

test('a full backup becomes a new volume, byte for byte', async ({ panel, tenant, cinder, independent, lane }) => {
  const { backup, sha256 } = await store(cinder, independent);
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await expect(dialog.toNew).toBeChecked();
  await expect(dialog.root).toContainText('Reads this backup alone: it is a full one.');
  await expect(dialog.size).toHaveValue('1');
  await expect(dialog.root).toContainText('1 of 1,000 used, this takes 1: 998 left');
  await dialog.name.fill('copy of web-data');
  await dialog.size.fill('2');
  await dialog.zone.selectOption('nova');
  await dialog.restore.dblclick();
  await expect(dialog.root).toBeHidden();
  await passing(panel, () => expect(dialog.result('Restored')).toContainText('nightly → copy of web-data', NOW));
  const restored = await named(independent, 'copy of web-data');
  expect(restored).toMatchObject({ size: 2, status: 'available', availability_zone: 'nova' });
  await expect(dialog.result('Restored')).toContainText(restored.id);
  const bytes = await independent.sha256(restored.id);
  await cinder.extend(backup.volume_id, 2);
  expect(bytes).toBe(await independent.sha256(backup.volume_id));
  expect(sha256).not.toBe(bytes);
  expect(await lane.sent()).toEqual(['POST /volumes']);
});

test('an incremental becomes a new volume, with the chain that is read', async ({ panel, tenant, cinder, independent, lane }) => {
  const { volume } = await store(cinder, independent);
  const sha256 = await independent.write(volume.id, 2, 3);
  const second = await cinder.createBackup({ volume_id: volume.id, name: 'monday', incremental: true });
  await independent.write(volume.id, 3, 3);
  await cinder.createBackup({ volume_id: volume.id, name: 'tuesday', incremental: true });
  await openRestore(panel, tenant, second);
  const { restoreDialog: dialog } = panel;
  await dialog.root.getByText('Reads 2 backups, from the full one to this').click();
  await expect(dialog.chain.getByRole('listitem')).toContainText(['nightly', 'monday']);
  await dialog.name.press('Enter');
  await expect(dialog.root).toBeHidden();
  await passing(panel, () => expect(dialog.result('Restored')).toBeVisible(NOW));
  const restored = await named(independent, 'web-data-restored');
  expect(await independent.sha256(restored.id)).toBe(sha256);
  expect(await lane.sent()).toEqual(['POST /volumes']);
});

test('a volume is overwritten only after its name was typed', async ({ panel, tenant, cinder, independent, lane, page }) => {
  const { backup, sha256, volume: source } = await store(cinder, independent);
  const target = await cinder.createVolume({ name: 'old "data"', knobs: { restore_delay: '1' } });
  await independent.write(target.id, 9);
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.toExisting.check();
  await expect(dialog.option(source.id)).toContainText('source');
  await expect(dialog.overwrite).toHaveAttribute('aria-disabled', 'true');
  await dialog.choose(target.id);
  await expect(dialog.overwrite).toHaveText('Overwrite “old "data"”');
  await expect(dialog.meaning).toContainText(target.id);
  await expect(dialog.meaning).toContainText('This volume has no backup');
  await expect(dialog.meaning).toContainText('1 entry is replaced');
  await dialog.overwrite.click({ force: true });
  for (const wrong of ['old', 'OLD "DATA"', '']) {
    await dialog.confirmation.fill(wrong);
    await expect(dialog.overwrite).toHaveAttribute('aria-disabled', 'true');
    await dialog.confirmation.press('Enter');
  }
  expect(await lane.sent()).toEqual([]);
  await dialog.confirmation.fill('old "data"');
  await dialog.confirmation.press('Enter');
  await page.keyboard.press('Enter');
  await expect(dialog.root).toBeHidden();
  await expect(dialog.result('Restoring')).toBeVisible();
  await passing(panel, () => expect(dialog.result('Restored')).toContainText(target.id, NOW));
  expect(await independent.sha256(target.id)).toBe(sha256);
  expect(await lane.sent()).toEqual([`POST /backups/${backup.id}/restore`]);
});

test('volumes that cannot take the backup say why and cannot be chosen', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const { backup, volume } = await store(cinder, independent, { size: 2 });
  const small = await cinder.createVolume({ name: 'small' });
  await cinder.attach(volume.id);
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.toExisting.check();
  await expect(dialog.option(small.id)).toContainText('The backup needs 2 GiB; the volume has 1 GiB.');
  await expect(dialog.option(volume.id)).toContainText('this one is in-use');
  for (const { id } of [small, volume]) {
    await expect(dialog.option(id)).toHaveAttribute('aria-disabled', 'true');
    await dialog.option(id).click({ force: true });
    await expect(dialog.chosen).toHaveCount(0);
  }
  await dialog.search.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog.chosen).toHaveCount(0);
  // The size of a new volume, too.
  await dialog.toNew.check();
  await dialog.size.fill('1');
  await expect(dialog.root).toContainText('The backup needs 2 GiB; the volume has 1 GiB.');
  await dialog.size.press('Enter');
  await dialog.size.fill('1.5');
  await expect(dialog.root).toContainText('A whole number of GiB.');
  await dialog.size.press('Enter');
  expect(await lane.sent()).toEqual([]);
});

test('a failed restore is reported as failed although its backup is available', async ({ panel, tenant, cinder, independent }) => {
  const { backup } = await store(cinder, independent);
  await cinder.setBackupMetadata(backup.id, { restore_error: 'the store has lost a block' });
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.restore.click();
  await expect(dialog.root).toBeHidden();
  await passing(panel, () => expect(dialog.result('Failed')).toContainText('error_restoring', NOW));
  await expect(dialog.result('Failed')).toContainText('restore backup:');
  await expect(dialog.result('Failed')).toContainText('Request ID req-');
  expect((await independent.backup(backup.id)).status).toBe('available');
  expect((await named(independent, 'web-data-restored')).status).toBe('error_restoring');
});

test('a volume that is attached behind the form is refused with the server’s words, and the form stays', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const { backup } = await store(cinder, independent);
  const target = await cinder.createVolume({ name: 'target' });
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.choose(target.id);
  await dialog.confirmation.fill('target');
  // Seen by the look before sending: nothing is sent, and it has to be confirmed anew.
  await cinder.attach(target.id);
  await dialog.overwrite.click();
  await expect(dialog.alert).toContainText('The volume has changed since you chose it');
  await expect(dialog.alert).toContainText('Status: was available, is in-use');
  await expect(dialog.overwrite).toHaveAttribute('aria-disabled', 'true');
  expect(await lane.sent()).toEqual([]);
  // After that look: the server refuses.
  await cinder.detach(target.id);
  await dialog.change.click();
  await dialog.option(target.id).click();
  await dialog.confirmation.fill('target');
  const held = await lane.hold({ method: 'POST', path: '/restore$' });
  await dialog.overwrite.click();
  await held.reached();
  await cinder.attach(target.id);
  await held.release();
  await expect(dialog.alert).toContainText('Volume to be restored to must be available');
  await expect(dialog.alert).toContainText('req-');
  await expect(dialog.confirmation).toHaveValue('target');
  expect(await created(lane)).toHaveLength(1);
});

test('a quota that does not suffice stops the form, or comes back from the server', async ({
  panel,
  tenant,
  cinder,
  independent,
  admin,
  lane,
}) => {
  const { backup } = await store(cinder, independent);
  await admin.setQuota({ volumes: 1 });
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await expect(dialog.root).toContainText('The quota of 1 volumes does not suffice: 1 in use, 1 more wanted.');
  await expect(dialog.restore).toHaveAttribute('aria-disabled', 'true');
  await dialog.name.press('Enter');
  expect(await lane.sent()).toEqual([]);
  await dialog.cancel.click();
  await admin.setQuota({ volumes: 10, gigabytes: 5 });
  await dialog.open();
  await dialog.size.fill('5');
  await expect(dialog.root).toContainText('The quota of 5 GiB for volumes and snapshots does not suffice');
  await dialog.size.fill('3');
  await admin.setQuota({ gigabytes: 2 });
  await dialog.restore.click();
  await expect(dialog.alert).toContainText('exceeds allowed gigabytes quota');
  await expect(dialog.alert).toContainText('req-');
  await expect(dialog.size).toHaveValue('3');
  expect(await created(lane)).toHaveLength(1);
  expect(await independent.volumes()).toHaveLength(1);
});

for (const maximum of ['3.44', '3.46']) {
  test(`a cloud that ends at ${maximum} restores with the older call`, async ({ panel, tenant, cinder, independent, lane }) => {
    const { backup, sha256 } = await store(cinder, independent);
    await lane.capVersion(maximum);
    await openRestore(panel, tenant, backup);
    const { restoreDialog: dialog } = panel;
    for (const field of [dialog.size, dialog.type, dialog.zone]) {
      await expect(field).toBeDisabled();
      await expect(field).toHaveAccessibleDescription(`Needs microversion 3.47; this cloud offers ${maximum}.`);
    }
    await dialog.name.fill('old way');
    await dialog.restore.click();
    await passing(panel, () => expect(dialog.root).toBeHidden(NOW));
    await passing(panel, () => expect(dialog.result('Restored')).toBeVisible(NOW));
    const restored = await named(independent, 'old way');
    expect(await independent.sha256(restored.id)).toBe(sha256);
    expect(await lane.sent()).toEqual([`POST /backups/${backup.id}/restore`]);
    const versions = (await lane.requests({ service: 'volume' })).map(({ version }) => version?.split('.')[1] ?? '0');
    expect(Math.max(...versions.map(Number))).toBeLessThanOrEqual(Number(maximum.split('.')[1]));
  });
}

test('an encrypted backup needs the type of its source (answers edited)', async ({ panel, tenant, cinder, independent, lane }) => {
  const { backup, volume } = await store(cinder, independent);
  const other = await cinder.createVolume({ name: 'other' });
  const encryption_key_id = '4b1f0e9c-5d0a-4a53-9a25-0d1f2f3a4b5c';
  const key = { where: { id: backup.id }, set: { encryption_key_id } };
  await lane.fault({
    method: 'GET',
    path: '/backups/',
    alter: {
      edit: [
        { at: '/backup', ...key },
        { at: '/backups/*', ...key },
      ],
    },
  });
  const luks = { where: { id: volume.id }, set: { volume_type: 'luks' } };
  await lane.fault({
    method: 'GET',
    path: '/volumes/',
    alter: {
      edit: [
        { at: '/volume', ...luks },
        { at: '/volumes/*', ...luks },
      ],
    },
  });
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  const needed = 'The backup is encrypted and can only be restored to a volume of the type luks';
  await dialog.type.selectOption('');
  await expect(dialog.root).toContainText(needed);
  await dialog.name.press('Enter');
  await dialog.toExisting.check();
  await expect(dialog.option(other.id)).toContainText(needed);
  await expect(dialog.option(volume.id)).not.toHaveAttribute('aria-disabled');
  expect(await lane.sent()).toEqual([]);
});

test('a volume is found among 5,000 by name or id without reading them all', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const { backup, volume } = await store(cinder, independent);
  await seedVolumes(5_000, tenant.project.id);
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.toExisting.check();
  await expect(dialog.extent).toHaveText('50 of 5,001 volumes');
  await dialog.readMore.click();
  await expect(dialog.extent).toHaveText('100 of 5,001 volumes');
  await expect(dialog.options).toHaveCount(100);
  // The exact name, which is not among those read.
  await dialog.search.fill('volume-4900');
  await expect(dialog.options).toHaveCount(1);
  await expect(dialog.extent).toContainText('among the 100 of 5,001 volumes read so far');
  // A part of a name, as far as it was read.
  await dialog.search.fill('VOLUME-495');
  await expect(dialog.options).toHaveCount(10);
  // By the keyboard: the first, the one before the last, back, chosen.
  await page.keyboard.press('ArrowDown');
  const first = dialog.options.first();
  await expect(dialog.search).toHaveAttribute('aria-activedescendant', (await first.getAttribute('id')) ?? '');
  await page.keyboard.press('ArrowDown');
  await expect(dialog.options.nth(1)).toHaveAttribute('aria-selected', 'true');
  // The source, by its id.
  await dialog.search.fill(volume.id);
  await expect(dialog.options).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(dialog.chosen).toContainText('web-data');
  await expect(dialog.change).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.search).toBeFocused();
  await dialog.search.fill('nowhere');
  await expect(dialog.extent).toContainText('0 matches');
  await page.keyboard.press('Escape');
  await expect(dialog.search).toHaveValue('');
  await expect(dialog.root).toBeVisible();
  const limits = (await lane.requests({ path: /\/volumes\/detail$/ })).map(({ query }) => /limit=(\d+)/.exec(query)?.[1]);
  expect(new Set(limits)).toEqual(new Set(['50']));
  expect(limits.length).toBeLessThan(8);
});

test('the newest answer wins, and a search ends with its dialog', async ({ panel, tenant, cinder, independent, lane }) => {
  const { backup } = await store(cinder, independent);
  await cinder.createVolume({ name: 'first' });
  await cinder.createVolume({ name: 'second' });
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.toExisting.check();
  await expect(dialog.options).toHaveCount(3);
  const held = await lane.hold({ path: '/volumes/detail', query: 'name=first' });
  await dialog.search.fill('first');
  await held.reached();
  await dialog.search.fill('second');
  await expect(dialog.options).toHaveCount(1);
  await held.release();
  await expect(dialog.options).toHaveCount(1);
  await expect(dialog.options).toContainText('second');
  const hanging = await lane.hold({ path: '/volumes/detail', query: 'name=abc' });
  await dialog.search.fill('abc');
  await hanging.reached();
  await dialog.cancel.click();
  await expect.poll(async () => (await lane.requests({ query: /name=abc/ })).map(({ outcome }) => outcome)).toEqual(['gone']);
});

test('a broken chain is warned of', async ({ panel, tenant, cinder, independent, lane }) => {
  const { backup, volume } = await store(cinder, independent);
  const orphan = await cinder.createBackup({ volume_id: volume.id, name: 'orphan', incremental: true });
  await lane.fault({
    method: 'GET',
    path: '/backups/detail$',
    alter: { edit: [{ at: '/backups/*', where: { id: backup.id }, set: { is_incremental: true } }] },
  });
  await openRestore(panel, tenant, orphan);
  await expect(panel.restoreDialog.root).toContainText('Restoring it will most likely fail.');
});

test('the dialog by the rules that axe knows, and within 360 pixels', async ({ panel, tenant, cinder, independent, page }) => {
  const { backup } = await store(cinder, independent);
  await cinder.createVolume({ name: 'small' });
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await expectAccessible(page, 'restore to a new volume');
  await dialog.toExisting.check();
  await expect(dialog.options).toHaveCount(2);
  await dialog.search.press('ArrowDown');
  await expectAccessible(page, 'choice of a volume');
  await dialog.choose(backup.volume_id);
  await expectAccessible(page, 'what is overwritten');
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await dialog.root.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
});
