/** Many volumes backed up at once: names from a template, a mode for each, one queue that can be stopped. */

import { OperationsPage } from '../pages/operations-page.ts';
import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';

const ENDED = { intervals: [200, 400] };

test('each volume says what it becomes; what is sent is what was shown', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const [web, db, broken, idle] = await Promise.all(['web', 'db', 'broken', 'idle'].map((name) => cinder.createVolume({ name })));
  if (!(web && db && broken && idle)) throw new Error('no volumes');
  await cinder.createBackup({ volume_id: db.id, name: 'db-full' });
  await cinder.attach(web.id);
  await cinder.startBackup({ volume_id: broken.id, name: 'in the way' });
  await cinder.setVolumeMetadata(broken.id, {});
  await panel.enter(tenant, '/volumes');
  await lane.clear();
  const { createDialog: dialog } = panel;
  await dialog.openFromSelection();
  // Volumes, backups and limits, however many volumes there are.
  await expect(dialog.row(db.id)).toHaveAttribute('data-fate', 'incremental');
  await expect(dialog.row(db.id)).toContainText('Incremental, on db-full.');
  await expect(dialog.row(web.id)).toHaveAttribute('data-fate', 'full');
  const reads = await lane.requests({ service: 'volume', path: /backups\/detail$|limits$/ });
  expect(reads.length).toBeLessThanOrEqual(2);
  await dialog.template.fill('{volume}-{nr}');
  await dialog.expectError(dialog.template, /There is no placeholder \{nr\}/);
  await dialog.template.fill('nightly {volume} {n}');
  await dialog.description.fill('all at once');
  await dialog.expectPrevented('Confirm first that it may be backed up while in use.');
  await dialog.acknowledge.check();
  await dialog.modeOf('idle').selectOption('Incremental');
  await expect(dialog.row(idle.id)).toContainText('There is no available backup of this volume');
  await dialog.modeOf('broken').selectOption('Leave out');
  await expect(dialog.row(broken.id)).toContainText('Left out.');
  await expect(dialog.root).toContainText('1 full · 1 incremental · 1 cannot be backed up · 1 left out');
  await expectAccessible(page, 'form for many');
  await expect(dialog.submit).toHaveText('Create 2 backups');
  const shown = await dialog.rows.getByRole('listitem').locator('bdi').allInnerTexts();
  await dialog.send();
  await expect(page.getByRole('heading', { name: 'Operations', level: 1 })).toBeVisible();
  const names = async () =>
    (await independent.backups()).filter(({ name }) => name?.startsWith('nightly')).map(({ name, status }) => `${name} ${status}`);
  await expect.poll(async () => (await names()).length, ENDED).toBe(2);
  for (const backup of await independent.backups()) {
    if (!backup.name?.startsWith('nightly')) continue;
    expect(shown).toContain(backup.name);
    expect(backup.description).toBe('all at once');
    expect(backup.is_incremental).toBe(backup.volume_id === db.id);
  }
  expect(await lane.sent()).toEqual(['POST /backups', 'POST /backups']);
});

test('the quota runs along: what does not fit any more is not sent', async ({
  panel,
  tenant,
  cinder,
  admin,
  independent,
  lane,
}) => {
  for (const [name, size] of [
    ['a', 1],
    ['b', 2],
    ['c', 1],
  ] as const)
    await cinder.createVolume({ name, size });
  await admin.setQuota({ backups: 10, backup_gigabytes: 2 });
  await panel.enter(tenant, '/volumes?sort=name:asc');
  const { createDialog: dialog } = panel;
  await dialog.openFromSelection();
  await expect(dialog.root).toContainText('2 full · 1 cannot be backed up');
  await expect(dialog.rows.getByRole('listitem').nth(1)).toContainText('The quota of 2 GiB for backups does not suffice');
  await expect(dialog.submit).toHaveText('Create 2 backups');
  await dialog.send();
  await expect.poll(async () => (await independent.backups()).length, ENDED).toBe(2);
  expect(await lane.sent()).toEqual(['POST /backups', 'POST /backups']);
});

test('twelve are made four at a time', async ({ panel, tenant, cinder, independent, lane, page }) => {
  await Promise.all(Array.from({ length: 12 }, (_, n) => cinder.createVolume({ name: `web-${n + 1}` })));
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromSelection();
  await expect(dialog.submit).toHaveText('Create 12 backups');
  const held = await lane.hold({ method: 'POST', path: /\/backups$/ });
  await dialog.submit.dblclick();
  await held.reached(4);
  await dialog.template.press('Enter');
  expect(await lane.sent()).toHaveLength(4);
  await held.release();
  await expect(dialog.root).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Operations', level: 1 })).toBeVisible();
  const available = async () => (await independent.backups()).filter(({ status }) => status === 'available').length;
  await expect.poll(available, ENDED).toBe(12);
  expect(await lane.sent()).toHaveLength(12);
});

test('twelve stopped midway: nothing more is sent, and the rest can be made later', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  await Promise.all(Array.from({ length: 12 }, (_, n) => cinder.createVolume({ name: `web-${n + 1}` })));
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromSelection();
  await expect(dialog.submit).toHaveText('Create 12 backups');
  const held = await lane.hold({ method: 'POST', path: /\/backups$/, skip: 4 });
  await dialog.send();
  const operation = new OperationsPage(page).operation('Create 12 backups');
  await held.reached();
  await operation.getByRole('button', { name: 'Stop' }).click();
  await held.release();
  await expect(operation).toContainText(/\d of 12 not started/);
  const sent = (await lane.sent()).length;
  expect(sent).toBeGreaterThan(4);
  expect(sent).toBeLessThan(12);
  await expect(operation).toContainText(`${12 - sent} of 12 not started`);
  expect(await independent.backups()).toHaveLength(sent);
  await operation.getByRole('button', { name: `Run the remaining ${12 - sent}` }).click();
  await expect(operation).toContainText('Done');
  const made = await independent.backups();
  expect(new Set(made.map(({ volume_id }) => volume_id)).size).toBe(12);
  expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'available'));
  expect(await lane.sent()).toHaveLength(12);
});
