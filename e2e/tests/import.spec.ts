/** An administrator brings backups back from their records: looked through first, then followed to the end. */

import { ExportDialog } from '../pages/export-dialog.ts';
import { ImportDialog } from '../pages/import-dialog.ts';
import { expectAccessible } from './support/accessible.ts';
import type { BackupRecord } from './support/admin.ts';
import type { Backup } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { altered, fileOf, forgotten, importRequests, text } from './support/records.ts';
import { copyBackups, dropBackups } from './support/seed.ts';

test.use({ tenantOptions: { role: 'admin' } });

test('500 records to one file, forgotten by the cloud, and all back from the file', async ({
  panel,
  tenant,
  cinder,
  independent,
  page,
}) => {
  test.setTimeout(600_000);
  const volume = await cinder.createVolume({ name: 'v' });
  await independent.write(volume.id, 1);
  const chain: Backup[] = [];
  const hashes: string[] = [];
  for (const number of [1, 2, 3]) {
    hashes.push(await independent.write(volume.id, number));
    chain.push(await cinder.createBackup({ volume_id: volume.id, name: `chain-${number}`, incremental: number > 1 }));
    await cinder.until('volumes', volume.id, 'available');
  }
  await copyBackups(497, tenant.project.id);
  const before = new Map((await independent.backups()).map((backup) => [backup.id, backup]));
  expect(before.size).toBe(500);

  await panel.enter(tenant, '/backups?rows=500');
  await panel.backups.selectPage.check();
  const exporting = new ExportDialog(page);
  await panel.backups.selectionAction('Export…').click();
  await expect(exporting.save).toHaveAccessibleName('Save file with 500 records', { timeout: 120_000 });
  const { file, text: content } = await exporting.download();
  expect(new Set(file.records.map((record) => record.id))).toEqual(new Set(before.keys()));
  const places = new Map(file.records.map((record, place) => [record.id, place]));
  for (const [place, { parent_id }] of file.records.entries()) {
    if (parent_id) expect(places.get(parent_id)).toBeLessThan(place);
  }
  await exporting.button('Close').last().click();

  await dropBackups(tenant.project.id);
  expect(await independent.backups()).toEqual([]);
  const importing = new ImportDialog(page);
  await importing.open();
  await panel.lane.clear();
  await importing.choose(content);
  await expect(importing.submit).toHaveAccessibleName('Import 500 records');
  await expect(importing.submit).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
  // The cloud is read once, in pages of its whole size; how many there are is up to what other tests have made meanwhile.
  // A page comes again only where one of them has taken away the backup to continue after.
  const looks = await panel.lane.requests({ service: 'volume', method: 'GET', path: /\/backups$/ });
  for (const { query } of looks) expect(query).toMatch(/^all_tenants=1&sort=created_at:desc&limit=1000&/);
  const read = looks.filter(({ status }) => status === 200);
  const markers = read.map(({ query }) => new URLSearchParams(query).get('marker'));
  expect(markers).toContain(null);
  expect(markers.length - new Set(markers).size).toBeLessThanOrEqual(looks.length - read.length);
  expect(await panel.lane.sent()).toEqual([]);
  await importing.submit.click();
  await expect(importing.dialog).toContainText('500 records have been imported.', { timeout: 240_000 });
  expect(await panel.lane.sent()).toEqual(Array(500).fill('POST /backups/import_record'));

  const after = new Map((await independent.backups()).map((backup) => [backup.id, backup]));
  expect(new Set(after.keys())).toEqual(new Set(before.keys()));
  for (const [id, backup] of after) {
    const was = before.get(id);
    expect([backup.status, backup.name, backup.volume_id, backup.is_incremental]).toEqual([
      'available',
      was?.name,
      was?.volume_id,
      was?.is_incremental,
    ]);
  }
  // The last of the chain, and the last of a copy of it, each of three parts.
  const copied = file.records.find((record) => record.name === 'chain-3-0001');
  for (const id of [chain[2]?.id, copied?.id]) expect(await independent.restoredSha256(String(id))).toBe(hashes[2]);
  // So that other tests have less to list.
  await dropBackups(tenant.project.id);
});

test('one damaged record is named, and the others can be imported', async ({ panel, tenant, cinder, admin, independent, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const chain = await cinder.createChain(volume.id, 2);
  const other = await cinder.createBackup({ volume_id: volume.id, name: 'other' });
  const records = await Promise.all([...chain, other].map(({ id }) => admin.exportRecord(id)));
  await dropBackups(tenant.project.id);
  const file = fileOf(records);
  const [first] = file.records;
  if (first) first.backup_url = first.backup_url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const dialog = new ImportDialog(page);
  await panel.enter(tenant);
  await dialog.open();
  await dialog.drop(JSON.stringify(file));
  const [full, incremental] = chain;
  await dialog.expectState(full?.id ?? '', 'damaged');
  await dialog.expectState(incremental?.id ?? '', 'parent-missing');
  await dialog.expectState(other.id, 'ready');
  await expect(dialog.row(full?.id ?? '')).toContainText('chain-1');
  await expect(dialog.row(full?.id ?? '')).toContainText('checksum does not fit');
  await expect(dialog.checkbox(full?.id ?? '')).toBeDisabled();
  await expect(dialog.checkbox(incremental?.id ?? '')).not.toBeChecked();
  await dialog.show('Problems').click();
  await expect(dialog.rows).toHaveCount(2);
  await dialog.show('All').click();
  await expect(dialog.submit).toHaveAccessibleName('Import 1 record');
  await dialog.submit.click();
  await expect(dialog.dialog).toContainText('1 record has been imported.');
  expect((await independent.backups()).map(({ id }) => id)).toEqual([other.id]);
});

test('what is pasted may be what the command line prints; what is there already is not sent', async ({
  panel,
  tenant,
  cinder,
  admin,
  independent,
  page,
}) => {
  const { backup, record } = await forgotten(cinder, admin);
  const volume = await cinder.createVolume({ name: 'w' });
  const there = await cinder.createBackup({ volume_id: volume.id, name: 'there' });
  const second = await admin.exportRecord(there.id);
  const dialog = new ImportDialog(page);
  await panel.enter(tenant);
  await dialog.open();
  await expect(dialog.action(/^Import 0/)).toHaveAttribute('aria-disabled', 'true');
  const row = (name: string, value: string) => `| ${name} | ${value} |`;
  const table = ['+--+', ...Object.entries(record).map(([name, value]) => row(name, value)), '+--+'].join('\n');
  await dialog.text.fill(`${table}\n${table.replaceAll(record.backup_url, second.backup_url)}`);
  await dialog.expectState(backup.id, 'ready');
  await dialog.expectState(there.id, 'exists');
  await expect(dialog.checkbox(there.id)).toBeDisabled();
  const details = await dialog.details('there');
  await expect(details).toContainText('The cloud takes an ID only once.');
  await expect(details).toContainText(volume.id);
  await expectAccessible(page, 'the records to import');
  await dialog.submit.dblclick();
  await expect(dialog.dialog).toContainText('1 record has been imported.');
  expect(await importRequests(panel.lane)).toHaveLength(1);
  expect((await independent.backup(backup.id)).status).toBe('available');
});

test('with a record its parents are chosen, and with a parent what builds on it is given up', async ({
  panel,
  tenant,
  cinder,
  admin,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const chain = await cinder.createChain(volume.id, 3);
  const [a, b, c] = chain.map(({ id }) => id) as [string, string, string];
  const records = await Promise.all(chain.map(({ id }) => admin.exportRecord(id)));
  await dropBackups(tenant.project.id);
  const dialog = new ImportDialog(page);
  await panel.enter(tenant);
  await dialog.open();
  await dialog.choose(text(records));
  await expect(dialog.submit).toHaveAccessibleName('Import 3 records');
  await dialog.checkbox(b).uncheck();
  await expect(dialog.checkbox(c)).not.toBeChecked();
  await expect(dialog.checkbox(a)).toBeChecked();
  await dialog.checkbox(a).uncheck();
  await dialog.checkbox(c).check();
  for (const id of [a, b, c]) await expect(dialog.checkbox(id)).toBeChecked();
  expect(await panel.lane.sent()).toEqual([]);
});

test('files that are none: each refused with its reason, and nothing is sent', async ({ panel, tenant, cinder, admin, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const record = await admin.exportRecord((await cinder.createBackup({ volume_id: volume.id, name: 'b' })).id);
  const good = text([record]);
  const dialog = new ImportDialog(page);
  await panel.enter(tenant);
  await dialog.open();
  await panel.lane.clear();
  const refused: Array<[string, RegExp]> = [
    [JSON.stringify(fileOf([record], 2)), /version 2 of the format, and this panel knows version 1/],
    [good.slice(0, 200), /line 1, column \d+ is not as JSON has to be/],
    [good.replace('openstack-backup-records', 'something-else'), /holds no backup records/],
    ['{}', /holds no backup records/],
    ['[]', /no record in this/],
    ['   ', /no record in this/],
    ['null', /No backup record was found/],
    ['Policy does not allow it (HTTP 403)', /No backup record was found/],
    [JSON.stringify({ ...fileOf([]), records: [] }), /no record in this/],
    ['{"backup":{"id":"x"}}', /holds no backup records/],
  ];
  for (const [content, why] of refused) {
    await dialog.choose(content, 'odd.json');
    await expect(dialog.alert).toContainText(why);
    await expect(dialog.submit).toHaveAttribute('aria-disabled', 'true');
  }
  const coded = (value: unknown) => ({
    ...record,
    backup_url: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64'),
  });
  const damaged: Array<[BackupRecord, RegExp]> = [
    [{ ...record, backup_url: 'YQ' }, /not base64/],
    [{ ...record, backup_url: record.backup_url.slice(0, -7) }, /not base64/],
    [coded('not json'), /is not JSON/],
    [coded([1]), /is no backup/],
    [coded(null), /is no backup/],
    [coded({}), /no usable ID/],
    [altered(record, { id: '..' }), /no usable ID/],
    [altered(record, { size: 'big' }), /no size/],
    // Of a backup that the cloud has, it would soon say that instead.
    [altered(record, { id: '5a1f0d6e-3b1c-4a53-9b7e-0c6f7f1f2a10', container: undefined }), /Field is|A field is|missing/],
    [{ ...record, backup_service: 's'.repeat(256) }, /longer than 255/],
  ];
  for (const [content, why] of damaged) {
    await dialog.choose(JSON.stringify(content), 'odd.json');
    await expect(dialog.rows).toHaveCount(1);
    await expect(dialog.rows.first()).toContainText(why);
    await expect(dialog.submit).toHaveAttribute('aria-disabled', 'true');
    await dialog.action('Choose others').click();
  }
  expect(await panel.lane.sent()).toEqual([]);
});

test('a record for a service that the cloud has not ends in an error, is explained, and can be cleared away', async ({
  panel,
  tenant,
  cinder,
  admin,
  independent,
  page,
}) => {
  const { backup, record } = await forgotten(cinder, admin);
  const dialog = new ImportDialog(page);
  await panel.enter(tenant);
  await dialog.open();
  await dialog.text.fill(JSON.stringify({ ...record, backup_service: 'cinder.backup.drivers.nowhere.Driver' }));
  await dialog.expectState(backup.id, 'ready');
  await dialog.submit.click();
  await dialog.expectState(backup.id, 'failed');
  await expect(dialog.alert.first()).toContainText('left an entry in Error behind');
  const details = await dialog.details('lost');
  await expect(details).toContainText('cannot find backup service to perform the import');
  await expect(details).toContainText('No backup service of this cloud has the driver');
  expect((await independent.backup(backup.id)).status).toBe('error');
  await panel.lane.clear();
  await dialog.action('Delete 1 failed entry and try again').click();
  await expect.poll(() => panel.lane.sent()).toEqual([`DELETE /backups/${backup.id}`, 'POST /backups/import_record']);
  await dialog.expectState(backup.id, 'failed');
  // What the store holds has stayed: the right record brings it back.
  await cinder.deleteBackup(backup.id);
  expect(await admin.importRecord(record)).toBe(backup.id);
  await independent.restoredSha256(backup.id);
});

test('a backup that appears behind the form is refused by the cloud, with the request’s id', async ({
  panel,
  tenant,
  cinder,
  admin,
  page,
}) => {
  const { backup, record } = await forgotten(cinder, admin);
  const dialog = new ImportDialog(page);
  await panel.enter(tenant);
  await dialog.open();
  await dialog.text.fill(JSON.stringify(record));
  await dialog.expectState(backup.id, 'ready');
  await admin.importRecord(record);
  await dialog.submit.click();
  await dialog.expectState(backup.id, 'failed');
  const details = await dialog.details('lost');
  await expect(details).toContainText('Backup already exists in database');
  await expect(details).toContainText(/req-[0-9a-f-]{36}/);
});

for (const cut of ['before', 'after'] as const) {
  test(`the network is cut ${cut} the server has acted: found out, and never sent twice`, async ({
    panel,
    tenant,
    cinder,
    admin,
    independent,
    page,
  }) => {
    const { backup, record } = await forgotten(cinder, admin);
    const dialog = new ImportDialog(page);
    await panel.enter(tenant);
    await dialog.open();
    await dialog.text.fill(JSON.stringify(record));
    await dialog.expectState(backup.id, 'ready');
    await panel.lane.fault({ method: 'POST', path: /import_record$/, cut, times: 1 });
    await dialog.submit.click();
    if (cut === 'after') {
      await dialog.expectState(backup.id, 'done');
    } else {
      await dialog.expectState(backup.id, 'looking');
      await dialog.expectState(backup.id, 'failed');
      expect(await independent.has(backup.id)).toBe(false);
      await dialog.action('Try the 1 again').click();
      await dialog.expectState(backup.id, 'done');
    }
    expect(await importRequests(panel.lane)).toHaveLength(cut === 'after' ? 1 : 2);
    expect((await independent.backup(backup.id)).status).toBe('available');
  });
}
