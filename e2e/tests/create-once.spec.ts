/** Whatever happens to the connection or the session while a backup is asked for, it is asked for once. */

import type { Lane } from '../edge/client.mjs';
import type { Panel } from '../pages/panel.ts';
import type { Cinder } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { authenticate, revoke } from './support/keystone.ts';
import type { Tenant } from './support/tenant.ts';

const FOUND_OUT = { timeout: 25_000 };
const POST = { method: 'POST', path: /\/backups$/ };

/** The form of a new backup of a volume, filled in. */
async function fillIn({ panel, tenant, cinder, name }: { panel: Panel; tenant: Tenant; cinder: Cinder; name: string }) {
  await cinder.createVolume({ name: 'shop' });
  await panel.enter(tenant, '/volumes');
  const { createDialog: dialog } = panel;
  await dialog.openFromRow('shop');
  await dialog.name.fill(name);
  await dialog.description.fill('typed by hand');
  await expect(dialog.outcome).toBeVisible();
  return dialog;
}

const statuses = async (lane: Lane) => (await lane.writes()).map(({ status }) => status);

test('a session that ends at the moment of sending is renewed over the form, and it is sent once', async ({
  panel,
  tenant,
  cinder,
  keystone,
  independent,
  lane,
}) => {
  const dialog = await fillIn({ panel, tenant, cinder, name: 'after signing in' });
  const dead = await authenticate(tenant, tenant.project.id);
  await revoke(dead, keystone.token);
  const ended = await lane.fault({ service: 'volume', ...POST, send: { 'X-Auth-Token': dead } });
  await dialog.submit.click();
  await expect(panel.reauthentication.root).toBeVisible();
  await ended.remove();
  await panel.reauthentication.signIn(tenant.password);
  await expect(dialog.root).toBeHidden();
  expect((await independent.backups()).map(({ name }) => name)).toEqual(['after signing in']);
  expect(await statuses(lane)).toEqual([401, 202]);
});

test('a connection cut before the cloud was reached: not done, nothing lost, sent again by the user', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
}) => {
  await page.clock.install();
  const dialog = await fillIn({ panel, tenant, cinder, name: 'second try' });
  await lane.fault({ ...POST, cut: 'before', times: 1 });
  await dialog.submit.click();
  await expect(dialog.root).toContainText('No answer came, so it is not known yet whether this was done.');
  await dialog.name.press('Enter');
  // It looks several times, seconds apart.
  await expect(async () => {
    await page.clock.fastForward(2_000);
    await expect(dialog.alert).toContainText('the cloud shows no trace of it', { timeout: 200 });
  }).toPass(FOUND_OUT);
  await expect(dialog.description).toHaveValue('typed by hand');
  expect(await independent.backups()).toEqual([]);
  expect(await lane.sent()).toEqual(['POST /backups']);
  await dialog.send();
  expect((await independent.backups()).map(({ name }) => name)).toEqual(['second try']);
  expect(await lane.sent()).toEqual(['POST /backups', 'POST /backups']);
});

test('a connection cut after the cloud has acted: the backup is found and followed, and not made again', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
}) => {
  const dialog = await fillIn({ panel, tenant, cinder, name: 'made all the same' });
  await lane.fault({ ...POST, cut: 'after' });
  await dialog.submit.dblclick();
  await expect(dialog.root).toBeHidden(FOUND_OUT);
  expect((await independent.backups()).map(({ name }) => name)).toEqual(['made all the same']);
  expect(await lane.sent()).toEqual(['POST /backups']);
});
