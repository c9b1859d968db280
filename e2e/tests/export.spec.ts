/** An administrator takes the records of backups out of the cloud: to look at, to copy, as a file. */

import { crc32 } from 'node:zlib';
import { ExportDialog, type FileRecord } from '../pages/export-dialog.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';

/** What a record holds. */
function decode(backupUrl: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(backupUrl, 'base64').toString('utf8'));
}

function sumOf({ backup_service, backup_url }: FileRecord): string {
  return crc32(`${backup_service}\n${backup_url}`).toString(16).padStart(8, '0');
}

test.describe('as an administrator', () => {
  test.use({ tenantOptions: { role: 'admin' } });

  test('one record: decoded, raw, as JSON and as a file, as the independent client has it', async ({
    panel,
    tenant,
    cinder,
    independent,
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const volume = await cinder.createVolume({ name: 'v' });
    const backup = await cinder.createBackup({
      volume_id: volume.id,
      name: 'db-weekly',
      description: 'Kept a year',
      metadata: { tier: 'gold' },
    });
    const dialog = new ExportDialog(page);
    await panel.enter(tenant);
    await panel.lane.clear();
    await dialog.openFor('db-weekly');
    await expect(dialog.dialog).toHaveAccessibleName('Export the record of db-weekly');
    const truth = await independent.exportRecord(backup.id);
    const fields = decode(truth.backup_url);
    for (const fact of [backup.id, volume.id, tenant.project.id, 'Kept a year', '1 GiB', 'tier = gold', truth.backup_service]) {
      await expect(dialog.dialog).toContainText(fact);
    }
    for (const field of ['container', 'host', 'availability_zone']) {
      await expect(dialog.dialog).toContainText(String(fields[field]));
    }
    const shown = await dialog.unfold('All fields as JSON');
    // Cinder notes the time of every export.
    const read = JSON.parse((await shown.innerText()).trim());
    expect(read).toEqual({ ...fields, updated_at: expect.any(String) });
    await dialog.dialog.getByText('Raw record').click();
    const raw = { backup_service: '', backup_url: '' };
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    for (const field of ['backup_service', 'backup_url'] as const) {
      raw[field] = (await dialog.dialog.getByRole('group', { name: field }).innerText()).trim();
      await dialog.button(`Copy ${field}`).click();
      await expect.poll(clipboard).toBe(raw[field]);
    }
    expect(raw.backup_service).toBe(truth.backup_service);
    expect(decode(raw.backup_url)).toEqual(read);
    await dialog.button('Copy as JSON').click();
    await expect.poll(async () => JSON.parse(await clipboard())).toEqual(raw);
    const { name, file } = await dialog.download();
    expect(name).toBe(`backup-records-${tenant.project.name}-${new Date().toISOString().slice(0, 10)}.json`);
    expect(file).toMatchObject({ format: 'openstack-backup-records', version: 1, source: { identity: panel.lane.identity } });
    expect(file.records).toEqual([
      {
        id: backup.id,
        name: 'db-weekly',
        project_id: tenant.project.id,
        project_name: tenant.project.name,
        volume_id: volume.id,
        parent_id: null,
        created_at: fields.created_at,
        size: 1,
        crc32: expect.stringMatching(/^[0-9a-f]{8}$/),
        ...raw,
      },
    ]);
    expect(file.records.map(sumOf)).toEqual(file.records.map((record) => record.crc32));
    expect(await panel.lane.sent()).toEqual([]);
  });

  test('what a backup builds on comes along, before it', async ({ panel, tenant, cinder, page }) => {
    const volume = await cinder.createVolume({ name: 'v' });
    const chain = await cinder.createChain(volume.id, 3);
    const dialog = new ExportDialog(page);
    await panel.enter(tenant);
    await dialog.openFor('chain-3');
    await expect(dialog.dialog).toContainText('2 backups that it builds on are included in the file.');
    await expectAccessible(page, 'the records of a chain');
    const { file } = await dialog.download();
    expect(file.records.map((record) => record.id)).toEqual(chain.map((backup) => backup.id));
    expect(file.records.map((record) => record.parent_id)).toEqual([null, chain[0]?.id, chain[1]?.id]);
  });

  test('records that cannot be read are named, and only those are read again', async ({ panel, tenant, cinder, page }) => {
    const volume = await cinder.createVolume({ name: 'v' });
    const good = await cinder.createBackup({ volume_id: volume.id, name: 'good' });
    const bad = await cinder.createBackup({ volume_id: volume.id, name: 'bad' });
    const broken = await cinder.createVolume({ name: 'w', knobs: { backup_error: 'no' } });
    const failed = await cinder.createBackup({ volume_id: broken.id, name: 'failed' }, 'error');
    const dialog = new ExportDialog(page);
    await panel.enter(tenant);
    const fault = await panel.lane.fault({
      method: 'GET',
      path: new RegExp(`${bad.id}/export_record$`),
      answer: {
        status: 500,
        cors: true,
        type: 'application/json',
        body: '{"computeFault":{"code":500,"message":"The server has either erred."}}',
      },
    });
    for (const { id } of [good, bad, failed]) await panel.backups.checkbox(id).check();
    await panel.lane.clear();
    await panel.backups.selectionAction('Export…').click();
    await expect(dialog.dialog).toContainText('1 backup is left out');
    await expect(dialog.dialog).toContainText('failed: Only backups that are Available can be exported');
    await expect(dialog.dialog.getByRole('alert').first()).toContainText('1 record could not be read');
    await expect(dialog.dialog).toContainText('The server has either erred.');
    await fault.remove();
    await dialog.retry.click();
    const { file } = await dialog.download();
    expect(file.records.map((record) => record.id).sort()).toEqual([good.id, bad.id].sort());
    const read = await panel.lane.requests({ method: 'GET', path: /export_record$/ });
    expect(read.filter(({ path }) => path.includes(good.id))).toHaveLength(1);
    expect(read.filter(({ path }) => path.includes(bad.id))).toHaveLength(2);
  });
});

test('a member sees the export greyed, with the reason', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  await cinder.createBackup({ volume_id: volume.id, name: 'mine' });
  await panel.enter(tenant);
  await page.getByRole('button', { name: 'Actions for mine' }).click();
  const item = page.getByRole('menuitem', { name: 'Export record' });
  await expect(item).toHaveAttribute('aria-disabled', 'true');
  await expect(item).toHaveAccessibleDescription(/Only administrators/);
  await page.keyboard.press('Escape');
  const button = page.getByRole('button', { name: 'Import…' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(/Only administrators/);
  await button.click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
