/** Someone changes a backup's name, description and metadata, while others may do the same. */

import type { Page } from '@playwright/test';
import { EditDialog } from '../pages/edit-dialog.ts';
import type { Panel } from '../pages/panel.ts';
import { expectAccessible } from './support/accessible.ts';
import type { Backup, Cinder } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import type { Tenant } from './support/tenant.ts';

async function makeBackup(cinder: Cinder): Promise<Backup> {
  const volume = await cinder.createVolume({ name: 'database' });
  return cinder.createBackup({
    volume_id: volume.id,
    name: 'nightly',
    description: 'Kept for two weeks',
    metadata: { owner: 'team-a', tier: 'gold' },
  });
}

async function openForm(panel: Panel, tenant: Tenant, page: Page, { id, name }: Backup): Promise<EditDialog> {
  await panel.enter(tenant, `/backups/${id}`);
  await expect(panel.backup.heading(name ?? /./)).toBeVisible();
  const form = new EditDialog(page);
  await form.open();
  await expect(form.name).toHaveValue(name ?? '');
  return form;
}

test('name, description and metadata: the difference is shown, only that is sent, and it is so afterwards', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const backup = await makeBackup(cinder);
  const form = await openForm(panel, tenant, page, backup);
  await expect(form.name).toBeFocused();
  await expect(form.save).toBeDisabled();
  await expect(form.save).toHaveAccessibleDescription('Nothing is changed yet.');
  await form.name.fill('nightly 2 ☃');
  await form.value(2).fill('silver');
  await form.remove(1).click();
  await form.add(2, 'app/part', 'Ω 😀');
  await expect(form.changes).toHaveText([
    'Name: nightly → nightly 2 ☃',
    'app/part is added: Ω 😀',
    'owner is removed; it is team-a',
    'tier: gold → silver',
  ]);
  await form.save.click();
  await expect(form.root).toHaveCount(0);
  await expect(panel.backup.heading('nightly 2 ☃')).toBeVisible();
  await expect(panel.backup.section('Metadata')).toContainText('silver');
  const changed = await independent.backup(backup.id);
  expect(changed).toMatchObject({
    name: 'nightly 2 ☃',
    description: 'Kept for two weeks',
    metadata: { tier: 'silver', 'app/part': 'Ω 😀' },
  });
  expect(changed.metadata).not.toHaveProperty('owner');
  expect(await lane.sent()).toEqual([`PUT /backups/${backup.id}`]);
});

test('a name can be taken away, by Enter pressed twice, and is so once', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const backup = await makeBackup(cinder);
  const form = await openForm(panel, tenant, page, backup);
  const held = await lane.hold({ service: 'volume', method: 'PUT' });
  await form.name.fill('');
  await form.name.press('Enter');
  await form.name.press('Enter');
  await held.reached();
  await form.name.press('Enter');
  await held.release();
  await expect(form.root).toHaveCount(0);
  expect((await independent.backup(backup.id)).name).toBeNull();
  expect(await lane.sent()).toEqual([`PUT /backups/${backup.id}`]);
});

test('what somebody else changed meanwhile is told and taken over, and what was typed stays', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const backup = await makeBackup(cinder);
  const form = await openForm(panel, tenant, page, backup);
  await form.value(1).fill('team-mine');
  await form.description.fill('Mine');
  await cinder.updateBackup(backup.id, { name: 'theirs', metadata: { owner: 'team-theirs', tier: 'gold', extra: '1' } });
  await form.save.click();
  await expect(form.alert).toContainText('changed meanwhile; nothing was saved yet');
  await expect(form.alert.getByRole('listitem')).toHaveText([
    'Name was changed from nightly to theirs',
    'extra was added: 1',
    'owner was changed from team-a to team-theirs',
  ]);
  expect(await lane.sent()).toEqual([]);
  await expect(form.name).toHaveValue('theirs');
  await expect(form.description).toHaveValue('Mine');
  await expect(form.changes).toHaveText(['Description: Kept for two weeks → Mine', 'owner: team-theirs → team-mine']);
  await form.saveAllTheSame.click();
  await expect(form.root).toHaveCount(0);
  expect(await independent.backup(backup.id)).toMatchObject({
    name: 'theirs',
    description: 'Mine',
    metadata: { owner: 'team-mine', tier: 'gold', extra: '1' },
  });
  expect(await lane.sent()).toEqual([`PUT /backups/${backup.id}`]);
});

test('what the cloud would refuse is said by the field, and nothing is sent', async ({ panel, tenant, cinder, lane, page }) => {
  const form = await openForm(panel, tenant, page, await makeBackup(cinder));
  await form.name.fill('n'.repeat(256));
  await expect(form.root).toContainText('At most 255 characters; these are 256.');
  await form.name.fill('fine');
  await form.description.fill('done 😀');
  await expect(form.description).toHaveAccessibleDescription(/Holds 😀/);
  await form.description.fill('two\nlines');
  await expect(form.description).toHaveAccessibleDescription(/One line only/);
  await form.description.fill('fine');
  await form.add(3, 'schlüssel', 'x');
  await expect(form.key(3)).toHaveAccessibleDescription(/Holds “ü”/);
  await form.key(3).fill('owner');
  await expect(form.key(3)).toHaveAccessibleDescription(/Row 1 has the same key/);
  await form.key(3).fill('');
  await expect(form.key(3)).toHaveAccessibleDescription(/A value needs a key/);
  await form.key(3).fill('long');
  await form.value(3).fill('v'.repeat(256));
  await expect(form.value(3)).toHaveAccessibleDescription(/this one has 256/);
  await expect(form.save).toBeDisabled();
  await form.name.press('Enter');
  expect(await lane.sent()).toEqual([]);
  await form.remove(3).click();
  await expect(form.addMetadata).toBeFocused();
  await expect(form.save).toBeEnabled();
});

test('a refusal keeps the form as it is, with the server’s words and the request', async ({
  panel,
  newTenant,
  tenant,
  cinder,
  lane,
  page,
}) => {
  const backup = await makeBackup(cinder);
  const reader = await newTenant({ projects: 0 });
  await tenant.keystone.grant(reader.userId, 'reader', tenant.project.id);
  await panel.enterByForm(reader, `/backups/${backup.id}`);
  await expect(panel.backup.heading('nightly')).toBeVisible();
  const form = new EditDialog(page);
  await form.open();
  await form.name.fill('mine');
  await form.save.click();
  await expect(form.alert).toContainText('Your role does not allow this.');
  await expect(form.alert).toContainText("Policy doesn't allow backup:update to be performed.");
  await expect(form.alert).toContainText('req-');
  await expect(form.name).toHaveValue('mine');
  await expect(form.save).toHaveAccessibleDescription("The cloud's policy backup:update does not allow it.");
  expect(await lane.sent()).toEqual([`PUT /backups/${backup.id}`]);
  expect((await cinder.backup(backup.id)).name).toBe('nightly');
});

test('a cloud of 3.8 edits nothing, one of 3.42 no metadata, and both say why', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const backup = await makeBackup(cinder);
  await lane.capVersion('3.8');
  await panel.enter(tenant, `/backups/${backup.id}`);
  await expect(panel.backup.heading('nightly')).toBeVisible();
  const form = new EditDialog(page);
  const item = await form.item();
  await expect(item).toBeDisabled();
  await expect(item).toHaveAccessibleDescription('Needs microversion 3.9; this cloud offers 3.8.');
  await page.keyboard.press('Escape');
  await panel.header.signOut();

  await lane.capVersion('3.42');
  await panel.enter(tenant, `/backups/${backup.id}`);
  await expect(panel.backup.heading('nightly')).toBeVisible();
  await form.open();
  await expect(form.root.getByRole('group', { name: 'Metadata' })).toContainText(
    'Needs microversion 3.43; this cloud offers 3.42.',
  );
  await expect(form.addMetadata).toHaveCount(0);
  await form.name.fill('renamed');
  await form.save.click();
  await expect(form.root).toHaveCount(0);
  expect(await independent.backup(backup.id)).toMatchObject({ name: 'renamed', metadata: { owner: 'team-a', tier: 'gold' } });
  const versions = (await lane.writes()).map(({ version }) => version);
  expect(versions).toEqual(['volume 3.42']);
});

test('the same as a command, for three tools, without the token', async ({ panel, tenant, cinder, page, traffic }) => {
  const backup = await makeBackup(cinder);
  const form = await openForm(panel, tenant, page, backup);
  await expect(form.command).toHaveCount(0);
  await form.name.fill("it's new");
  await form.command.click();
  const code = form.root.locator('pre').first();
  await expect(code).toContainText(`volume backup set ${backup.id} --name 'it'\\''s new'`);
  await form.tool('cinder').click();
  await expect(code).toContainText(`backup-update ${backup.id}`);
  await form.tool('curl').click();
  await expect(code).toContainText('X-Auth-Token: $OS_TOKEN');
  await expect(code).toContainText('"name":"it');
  for (const token of traffic.tokens) await expect(form.root).not.toContainText(token);
  await form.name.fill('newer');
  await expect(code).toContainText('"name":"newer"');
});

test('the form by the rules that axe knows: as it is, changed, and with what the cloud would refuse', async ({
  panel,
  tenant,
  cinder,
  page,
}) => {
  const form = await openForm(panel, tenant, page, await makeBackup(cinder));
  await expectAccessible(page, 'the form');
  await form.name.fill('another name');
  await form.add(3, 'tier', 'twice the same key');
  await expectAccessible(page, 'the form with changes and a problem');
});
