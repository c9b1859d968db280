/** What a backup cannot be made of is stopped in the form; what only the cloud can know is shown there, with nothing lost. */

import { LONG } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';

test('what the fields cannot take is said beside them, and nothing is sent', async ({
  panel,
  tenant,
  cinder,
  lane,
  independent,
}) => {
  await cinder.createVolume({ name: 'shop' });
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('shop');
  await expect(dialog.outcome).toBeVisible();
  const some = 'Some fields have to be corrected first.';
  await dialog.name.fill('n'.repeat(256));
  await dialog.expectError(dialog.name, /At most 255 characters; these are 256/);
  await dialog.expectPrevented(some);
  await dialog.name.fill('n'.repeat(255));
  for (const [text, error] of [
    ['done 😀', /U\+1F600.*refuses emoji/],
    ['one\ntwo', /One line only/],
    ['a\u200db', /cannot be printed \(U\+200D\)/],
    ['d'.repeat(256), /At most 255 characters/],
  ] as const) {
    await dialog.description.fill(text);
    await dialog.expectError(dialog.description, error);
    await dialog.expectPrevented(some);
  }
  await dialog.description.fill('plain');
  await dialog.more.click();
  for (const [text, error] of [
    ['a/b', /Holds “\/”/],
    ['..', /are not names of containers/],
  ] as const) {
    await dialog.container.fill(text);
    await dialog.expectError(dialog.container, error);
    await dialog.expectPrevented(some);
  }
  await dialog.container.fill('');
  await dialog.zone.fill('z'.repeat(256));
  await dialog.expectError(dialog.zone, /At most 255 characters/);
  await dialog.zone.fill('');
  await dialog.setMetadata(1, 'größe', '1');
  await dialog.expectError(dialog.metadata.getByLabel('Key 1'), /Holds “ö”/);
  await dialog.expectPrevented(some);
  await dialog.metadata.getByLabel('Key 1').fill('size');
  await dialog.setMetadata(2, 'size', '2');
  await dialog.expectError(dialog.metadata.getByLabel('Key 2'), /Row 1 has the same key/);
  await dialog.expectPrevented(some);
  expect(await lane.sent()).toEqual([]);
  await dialog.metadata.getByLabel('Key 2').fill('more');
  await dialog.send();
  const [backup] = await independent.backups();
  expect(backup).toMatchObject({ name: 'n'.repeat(255), description: 'plain', metadata: { size: '1', more: '2' } });
  expect(await lane.sent()).toEqual(['POST /backups']);
});

test('a quota that is used up prevents it; once there is room again it goes on', async ({ panel, tenant, cinder, admin, lane }) => {
  const volume = await cinder.createVolume({ name: 'shop', size: 2 });
  await cinder.createBackup({ volume_id: volume.id, name: 'first' });
  await admin.setQuota({ backups: 1, backup_gigabytes: 3 });
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('shop');
  await expect(dialog.obstacle).toContainText('The quota of 1 backups does not suffice: 1 in use, 1 more wanted.');
  await expect(dialog.obstacle).toContainText('The quota of 3 GiB for backups does not suffice: 2 GiB in use, 2 GiB more wanted.');
  await expect(dialog.root).toContainText('1 of 1 used, this takes 1: 1 too many');
  await dialog.name.fill('second');
  await dialog.expectPrevented(/The quota of 1 backups does not suffice/);
  expect(await lane.sent()).toEqual([]);
  await admin.setQuota({ backups: 2, backup_gigabytes: 4 });
  await dialog.checkAgain.click();
  await expect(dialog.obstacle).toHaveCount(0);
  await expect(dialog.name).toHaveValue('second');
  await dialog.send();
  expect(await lane.sent()).toEqual(['POST /backups']);
});

test('a quota lowered behind the form: the refusal is shown, the form keeps its content', async ({
  panel,
  tenant,
  cinder,
  admin,
  independent,
  lane,
}) => {
  await cinder.createVolume({ name: 'shop' });
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('shop');
  await dialog.name.fill('wanted');
  await dialog.description.fill('kept');
  await expect(dialog.outcome).toBeVisible();
  await admin.setQuota({ backups: 0 });
  await dialog.submit.click();
  await expect(dialog.alert).toContainText("The project's quota does not allow it");
  await expect(dialog.alert).toContainText('Maximum number of backups allowed (0) exceeded');
  await expect(dialog.alert).toContainText('req-');
  await expect(dialog.obstacle).toContainText('The quota of 0 backups does not suffice');
  await expect(dialog.description).toHaveValue('kept');
  expect(await independent.backups()).toEqual([]);
  await admin.setQuota({ backups: 1 });
  await dialog.checkAgain.click();
  await dialog.send();
  expect((await independent.backups()).map(({ name, description }) => [name, description])).toEqual([['wanted', 'kept']]);
  expect((await lane.writes()).map(({ status }) => status)).toEqual([413, 202]);
});

test('a volume deleted behind the form', async ({ panel, tenant, cinder, independent, lane }) => {
  const volume = await cinder.createVolume({ name: 'gone' });
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('gone');
  await dialog.name.fill('too late');
  await expect(dialog.outcome).toBeVisible();
  await cinder.deleteVolume(volume.id);
  await dialog.submit.click();
  const refused = dialog.alert.filter({ hasText: `Volume ${volume.id} could not be found.` });
  // Beside the volume, which was looked at again, and beside the button.
  await expect(refused).toHaveCount(2);
  await expect(refused.first()).toContainText('req-');
  await expect(dialog.name).toHaveValue('too late');
  await dialog.expectPrevented('The volume is not there any more.');
  expect((await lane.writes()).map(({ status }) => status)).toEqual([404]);
  expect(await independent.backups()).toEqual([]);
});

test('of a backup whose volume is gone: another one can be chosen', async ({ panel, tenant, cinder, lane }) => {
  const volume = await cinder.createVolume({ name: 'gone' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'left' });
  await cinder.deleteVolume(volume.id);
  await cinder.createVolume({ name: 'other' });
  await panel.enter(tenant, `/backups/${backup.id}`);
  const { createDialog: dialog } = panel;
  await dialog.openFromBackup();
  await expect(dialog.alert).toContainText(`Volume ${volume.id} could not be found.`);
  await dialog.expectPrevented('The volume is not there any more.');
  await dialog.root.getByRole('button', { name: 'Choose another volume' }).click();
  await dialog.choose('other');
  await expect(dialog.alert).toHaveCount(0);
  await dialog.send();
  expect(await lane.sent()).toEqual(['POST /backups']);
});

test('a volume that is being backed up by somebody else', async ({ panel, tenant, cinder, independent, lane }) => {
  const volume = await cinder.createVolume({ name: 'shop', knobs: { backup_delay: LONG } });
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('shop');
  await dialog.name.fill('second');
  await expect(dialog.outcome).toBeVisible();
  const other = await cinder.startBackup({ volume_id: volume.id, name: 'of somebody else' });
  await dialog.submit.click();
  await expect(dialog.alert).toContainText('the current status is "backing-up"');
  await expect(dialog.alert).toContainText('req-');
  await expect(dialog.obstacle).toContainText('this one is backing-up');
  await dialog.expectPrevented(/this one is backing-up/);
  await expect(dialog.name).toHaveValue('second');
  expect((await independent.backups()).map(({ id }) => id)).toEqual([other]);
  expect((await lane.writes()).map(({ status }) => status)).toEqual([400]);
});

test('a volume attached behind the form needs its use acknowledged', async ({ panel, tenant, cinder, lane }) => {
  const volume = await cinder.createVolume({ name: 'shop' });
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('shop');
  await expect(dialog.outcome).toBeVisible();
  await cinder.attach(volume.id);
  await dialog.submit.click();
  await expect(dialog.alert).toContainText('Backing up an in-use volume must use the force flag.');
  await dialog.expectPrevented('Confirm first that it may be backed up while in use.');
  await dialog.acknowledge.check();
  await dialog.send();
  expect((await lane.writes()).map(({ status }) => status)).toEqual([400, 202]);
});

test('a parent deleted behind the form', async ({ panel, tenant, cinder, lane, independent }) => {
  const volume = await cinder.createVolume({ name: 'shop' });
  const parent = await cinder.createBackup({ volume_id: volume.id, name: 'parent' });
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('shop');
  await dialog.mode.selectOption('Incremental');
  await expect(dialog.outcome).toContainText('since parent');
  await cinder.deleteBackup(parent.id);
  await dialog.submit.click();
  await expect(dialog.alert).toContainText('No backups available to do an incremental backup.');
  await dialog.expectError(dialog.mode, /There is no available backup of this volume/);
  expect(await independent.backups()).toEqual([]);
  expect((await lane.writes()).map(({ status }) => status)).toEqual([400]);
});

test.describe('as a reader', () => {
  test.use({ tenantOptions: { role: 'reader' } });

  test('the cloud refuses, by a policy that is named from then on', async ({ panel, tenant, admin, lane }) => {
    await admin.createVolume({ name: 'shop' });
    await panel.enter(tenant, '/volumes');
    const { createDialog: dialog } = panel;
    await dialog.openFromRow('shop');
    await dialog.name.fill('not mine to make');
    await dialog.submit.click();
    await expect(dialog.alert).toContainText("Policy doesn't allow backup:create to be performed.");
    await expect(dialog.alert).toContainText('req-');
    await dialog.expectPrevented("The cloud's policy backup:create does not allow it.");
    await expect(dialog.name).toHaveValue('not mine to make');
    expect((await lane.writes()).map(({ status }) => status)).toEqual([403]);
  });
});

test.describe('as a reader of a cloud that lets readers write', () => {
  test.use({ tenantOptions: { role: 'reader', lenient: true } });

  test('it is made', async ({ panel, tenant, admin, independent }) => {
    await admin.createVolume({ name: 'shop' });
    await panel.enter(tenant, '/volumes');
    const { createDialog: dialog } = panel;
    await dialog.openFromRow('shop');
    await dialog.name.fill('mine to make');
    await dialog.send();
    expect((await independent.backups()).map(({ name }) => name)).toEqual(['mine to make']);
  });
});

for (const [cap, zone, metadata] of [
  ['3.0', 'Needs microversion 3.51; this cloud offers 3.0.', 'Needs microversion 3.43; this cloud offers 3.0.'],
  ['3.42', 'Needs microversion 3.51; this cloud offers 3.42.', 'Needs microversion 3.43; this cloud offers 3.42.'],
  ['3.50', 'Needs microversion 3.51; this cloud offers 3.50.', null],
] as const) {
  test(`in a cloud that ends at ${cap}: what it does not know is greyed and not sent`, async ({
    panel,
    tenant,
    cinder,
    independent,
    lane,
  }) => {
    await cinder.createVolume({ name: 'shop' });
    await lane.capVersion(cap);
    await panel.enter(tenant, '/volumes');
    const { createDialog: dialog } = panel;
    await dialog.openFromRow('shop');
    await dialog.name.fill('from an old cloud');
    await dialog.more.click();
    await expect(dialog.zone).toBeDisabled();
    await expect(dialog.zone).toHaveAccessibleDescription(zone);
    if (metadata === null) {
      await dialog.setMetadata(1, 'ticket', '4711');
    } else {
      await expect(dialog.metadata).toContainText(metadata);
      await expect(dialog.addMetadata).toHaveCount(0);
    }
    await dialog.send();
    const [backup] = await independent.backups();
    expect(backup).toMatchObject({ name: 'from an old cloud', metadata: metadata === null ? { ticket: '4711' } : {} });
    const minors = (await lane.requests({ service: 'volume' })).map(({ version }) => Number(version?.split('.')[1] ?? 0));
    expect(Math.max(...minors)).toBeLessThanOrEqual(Number(cap.split('.')[1]));
    expect(await lane.sent()).toEqual(['POST /backups']);
  });
}
