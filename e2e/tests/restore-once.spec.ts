/** A restore is sent once, whatever happens to the session, the connection or the page meanwhile, and nothing typed is lost. */

import { expect, test } from './support/fixtures.ts';
import { authenticate, revoke } from './support/keystone.ts';
import { passing } from './support/passing.ts';
import { created, NOW, named, openRestore, store } from './support/restoring.ts';

test('a session that ends at the moment of sending is renewed over the form, and it is sent once', async ({
  panel,
  tenant,
  cinder,
  independent,
  keystone,
  lane,
}) => {
  const { backup, sha256 } = await store(cinder, independent);
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.name.fill('after signing in');
  const dead = await authenticate(tenant, tenant.project.id);
  await revoke(dead, keystone.token);
  const ended = await lane.fault({ service: 'volume', method: 'POST', path: '/volumes$', send: { 'X-Auth-Token': dead } });
  await dialog.restore.click();
  await expect(panel.reauthentication.root).toBeVisible();
  await ended.remove();
  await panel.reauthentication.signIn(tenant.password);
  await expect(dialog.root).toBeHidden();
  await passing(panel, () => expect(dialog.result('Restored')).toBeVisible(NOW));
  const restored = await named(independent, 'after signing in');
  expect(await independent.sha256(restored.id)).toBe(sha256);
  const sent = await lane.requests({ method: 'POST', path: /\/volumes$/ });
  expect(sent.map(({ status }) => status)).toEqual([401, 202]);
});

test('a connection cut after the server acted: the volume is found and followed, nothing is sent again', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const { backup, sha256 } = await store(cinder, independent);
  await cinder.createVolume({ name: 'web-data-restored' });
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await lane.fault({ method: 'POST', path: '/volumes$', cut: 'after' });
  await dialog.restore.click();
  await expect(dialog.root).toContainText('No answer came, so it is not known yet');
  await dialog.name.press('Enter');
  await passing(panel, () => expect(dialog.root).toBeHidden(NOW));
  await passing(panel, () => expect(dialog.result('Restored')).toBeVisible(NOW));
  const found = (await independent.volumes()).filter(({ name }) => name === 'web-data-restored');
  const hashes = await Promise.all(found.map(({ id }) => independent.sha256(id)));
  expect(hashes.filter((hash) => hash === sha256)).toHaveLength(1);
  expect(found).toHaveLength(2);
  expect(await lane.sent()).toEqual(['POST /volumes']);
});

test('a connection cut while a volume is overwritten: what is seen of it decides', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const { backup, sha256 } = await store(cinder, independent);
  const target = await cinder.createVolume({ name: 'target' });
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.choose(target.id);
  await dialog.confirmation.fill(target.id);
  const cut = await lane.fault({ method: 'POST', path: '/restore$', cut: 'before' });
  await dialog.overwrite.click();
  // Somebody else changes the volume meanwhile: no trace of a restore.
  await expect(dialog.root).toContainText('No answer came, so it is not known yet');
  await cinder.call('PUT', `/volumes/${target.id}`, { volume: { description: 'changed elsewhere' } });
  await passing(panel, () => expect(dialog.alert).toContainText('it was most likely not done', NOW));
  await cut.remove();
  await expect(dialog.confirmation).toHaveValue(target.id);
  await dialog.overwrite.click();
  await expect(dialog.alert.first()).toContainText('The volume has changed since you chose it');
  await dialog.confirmation.fill('target');
  await lane.fault({ method: 'POST', path: '/restore$', cut: 'after' });
  await dialog.overwrite.click();
  await passing(panel, () => expect(dialog.root).toBeHidden(NOW));
  await passing(panel, () => expect(dialog.result('Restored')).toBeVisible(NOW));
  expect(await independent.sha256(target.id)).toBe(sha256);
  expect(await created(lane)).toHaveLength(2);
});

test('a connection cut before the server acted: not carried out, kept, and sent again by hand', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const { backup, sha256 } = await store(cinder, independent);
  await openRestore(panel, tenant, backup);
  const { restoreDialog: dialog } = panel;
  await dialog.name.fill('second attempt');
  const cut = await lane.fault({ method: 'POST', path: '/volumes$', cut: 'before' });
  await dialog.restore.click();
  await passing(panel, () => expect(dialog.alert).toContainText('it was most likely not done', NOW));
  await expect(dialog.name).toHaveValue('second attempt');
  await cut.remove();
  await dialog.restore.click();
  await expect(dialog.root).toBeHidden();
  await passing(panel, () => expect(dialog.result('Restored')).toBeVisible(NOW));
  const restored = await named(independent, 'second attempt');
  expect(await independent.sha256(restored.id)).toBe(sha256);
});

test('going back during the request neither loses it nor sends it again', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  const { backup } = await store(cinder, independent);
  await page.clock.install();
  await panel.enter(tenant);
  await panel.backups.link(backup.id).click();
  await panel.restoreDialog.open();
  await expect(panel.restoreDialog.name).toHaveValue('web-data-restored');
  const held = await lane.hold({ method: 'POST', path: '/volumes$' });
  await panel.restoreDialog.restore.click();
  await held.reached();
  await page.goBack();
  await expect(panel.backups.heading).toBeAttached();
  await expect(panel.restoreDialog.root).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel.restoreDialog.root).toBeVisible();
  await held.release();
  await expect(panel.restoreDialog.root).toBeHidden();
  await panel.backups.link(backup.id).click();
  await passing(panel, () => expect(panel.restoreDialog.result('Restored')).toBeVisible(NOW));
  expect(await lane.sent()).toEqual(['POST /volumes']);
  await named(independent, 'web-data-restored');
});
