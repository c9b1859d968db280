/** Records that go into several projects, and sessions that end while they do. */

import { ImportDialog } from '../pages/import-dialog.ts';
import type { BackupRecord } from './support/admin.ts';
import type { Cinder } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { authenticate, isValid, revoke } from './support/keystone.ts';
import { forgotten, importRequests, text } from './support/records.ts';

test.use({ tenantOptions: { role: 'admin', projects: 2 } });

type Project = { id: string; name: string };

/** A backup that the cloud has forgotten, with the record that its own project gave of it. */
function lostIn(cinder: Cinder, name: string) {
  const exportRecord = async (id: string) =>
    (await cinder.call('GET', `/backups/${id}/export_record`)).json['backup-record'] as BackupRecord;
  return forgotten(cinder, { exportRecord }, name);
}

test('each goes into its own, without leaving this one; what is out of reach is asked about', async ({
  panel,
  tenant,
  newTenant,
  keystone,
  independent,
  traffic,
  page,
}) => {
  const [here, there] = tenant.projects as [{ id: string; name: string }, { id: string; name: string }];
  const stranger = await newTenant({ role: 'admin' });
  const lost = [];
  for (const cinder of [await tenant.cinder(here), await tenant.cinder(there), await stranger.cinder()]) {
    const record = async (id: string) =>
      (await cinder.call('GET', `/backups/${id}/export_record`)).json['backup-record'] as BackupRecord;
    lost.push(await forgotten(cinder, { exportRecord: record }, `lost-${lost.length}`));
  }
  const [own, others, strange] = lost.map(({ backup }) => backup.id) as [string, string, string];
  const dialog = new ImportDialog(page);
  await panel.signIn(tenant);
  await panel.projectChoice.option(here.name).click();
  await panel.ready();
  await dialog.open();
  await dialog.choose(text(lost.map(({ record }) => record)));
  await expect(dialog.into(there.id)).toHaveValue('own');
  await expect(dialog.into(stranger.project.id)).toHaveValue('skip');
  await expect(dialog.project(stranger.project.id)).toContainText('You cannot sign in to');
  await expect(dialog.submit).toHaveAccessibleName('Import 2 records');
  await dialog.into(stranger.project.id).selectOption({ label: `${here.name}, the current project` });
  await expect(dialog.submit).toHaveAccessibleName('Import 3 records');
  await panel.lane.clear();
  await dialog.submit.click();
  await expect(dialog.dialog).toContainText('3 records have been imported.');
  const posts = await panel.lane.requests({ method: 'POST', path: /import_record$/ });
  expect(posts.map(({ path }) => path.split('/')[2]).sort()).toEqual([here.id, here.id, there.id].sort());
  const ids = async (project: string) => (await independent.as(tenant, project).backups()).map(({ id }) => id).sort();
  expect(await ids(here.id)).toEqual([own, strange].sort());
  expect(await ids(there.id)).toEqual([others]);
  await expect(panel.header.project(here.name)).toBeVisible();
  const tokens = [...traffic.tokens];
  await dialog.action('Close').last().click();
  await panel.header.signOut();
  for (const token of tokens) await expect.poll(() => isValid(token, keystone.token)).toBe(false);
});

test('a session that ends while a record is sent: signed in again over the dialog, and sent once', async ({
  panel,
  tenant,
  keystone,
  independent,
  page,
}) => {
  const [here] = tenant.projects as [Project, Project];
  const { backup, record } = await lostIn(await tenant.cinder(here), 'lost');
  const dialog = new ImportDialog(page);
  await panel.signIn(tenant);
  await panel.projectChoice.option(here.name).click();
  await panel.ready();
  await dialog.open();
  await dialog.text.fill(JSON.stringify(record));
  await dialog.expectState(backup.id, 'ready');
  const dead = await authenticate(tenant, here.id);
  await revoke(dead, keystone.token);
  const ended = await panel.lane.fault({
    service: 'volume',
    method: 'POST',
    path: 'import_record$',
    send: { 'X-Auth-Token': dead },
  });
  await dialog.submit.click();
  await expect(panel.reauthentication.root).toBeVisible();
  await ended.remove();
  await panel.reauthentication.signIn(tenant.password);
  await dialog.expectState(backup.id, 'done');
  const posts = await panel.lane.requests({ method: 'POST', path: /import_record$/ });
  expect(posts.map(({ status }) => status)).toEqual([401, 201]);
  expect((await independent.as(tenant, here.id).backup(backup.id)).status).toBe('available');
});

test('the token of the other project ends midway: it is entered anew beside this one, and each record is sent once', async ({
  panel,
  tenant,
  keystone,
  independent,
  page,
}) => {
  const [here, there] = tenant.projects as [Project, Project];
  const lost = [];
  for (const name of ['lost-0', 'lost-1']) lost.push(await lostIn(await tenant.cinder(there), name));
  const dialog = new ImportDialog(page);
  await panel.signIn(tenant);
  await panel.projectChoice.option(here.name).click();
  await panel.ready();
  await dialog.open();
  await dialog.choose(text(lost.map(({ record }) => record)));
  await expect(dialog.into(there.id)).toHaveValue('own');
  await panel.lane.clear();
  const dead = await authenticate(tenant, there.id);
  await revoke(dead, keystone.token);
  await panel.lane.fault({
    service: 'volume',
    method: 'POST',
    path: 'import_record$',
    send: { 'X-Auth-Token': dead },
    skip: 1,
    times: 1,
  });
  await dialog.submit.click();
  await expect(dialog.dialog).toContainText('2 records have been imported.');
  await expect(panel.reauthentication.root).toBeHidden();
  const posts = await panel.lane.requests({ method: 'POST', path: /import_record$/ });
  expect(posts.map(({ status }) => status).sort()).toEqual([201, 201, 401]);
  const ids = (await independent.as(tenant, there.id).backups()).map(({ id }) => id).sort();
  expect(ids).toEqual(lost.map(({ backup }) => backup.id).sort());
  expect(await importRequests(panel.lane)).toHaveLength(3);
});
