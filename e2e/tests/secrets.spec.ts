/** Tokens and passwords are where docs/SECURITY.md says, and nowhere else: looked for after everything that people do. */

import type { Page } from '@playwright/test';
import type { Lane } from '../edge/client.mjs';
import { DeleteDialog } from '../pages/delete-dialog.ts';
import type { Panel } from '../pages/panel.ts';
import { expect, test } from './support/fixtures.ts';
import { authenticate, type KeystoneAdmin, revoke } from './support/keystone.ts';
import { Secrets } from './support/secret-watch.ts';
import type { Project, Tenant } from './support/tenant.ts';

const WRONG = 'not-the-password-7Gh2';

test.use({ tenantOptions: { projects: 2 } });

/** Signs in, at the second attempt. */
async function arrive(panel: Panel, tenant: Tenant, project: Project): Promise<void> {
  await panel.signIn({ user: tenant.user, password: WRONG });
  await expect(panel.alert).toBeVisible();
  await panel.signInPage.password.fill(tenant.password);
  await panel.signInPage.submit.click();
  await panel.projectChoice.option(project.name).click();
  await panel.ready();
}

/** The session ends behind the panel, and is renewed over the page. */
async function expire(panel: Panel, tenant: Tenant, lane: Lane, keystone: KeystoneAdmin): Promise<void> {
  const dead = await authenticate(tenant, tenant.project.id);
  await revoke(dead, keystone.token);
  const ended = await lane.fault({ service: 'volume', path: '/v3/', send: { 'X-Auth-Token': dead } });
  // The panel may have asked by itself already, and the dialog be there.
  await panel.backups.refresh.dispatchEvent('click');
  await panel.reauthentication.signIn(WRONG);
  await expect(panel.reauthentication.root.getByRole('alert')).toBeVisible();
  await ended.remove();
  await panel.reauthentication.signIn(tenant.password);
  await expect(panel.reauthentication.root).toBeHidden();
}

/** The page that says that the panel has stopped, with its report. */
async function stop(page: Page): Promise<void> {
  await page.evaluate(() => {
    const error = new WebAssembly.RuntimeError('unreachable');
    // A trap of the panel's own says where it was.
    Object.defineProperty(error, 'stack', { value: 'at wasm://wasm/backup-panel' });
    dispatchEvent(new ErrorEvent('error', { error }));
  });
  await expect(page.getByRole('heading', { name: 'The panel has stopped' })).toBeVisible();
}

test('after a tour with mistakes, failures and an expiry they are in the tab’s storage only, then nowhere', async ({
  panel,
  tenant,
  cinder,
  lane,
  keystone,
  page,
}) => {
  const [first, second] = tenant.projects as [Project, Project];
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  const secrets = await Secrets.watch(page);
  await arrive(panel, tenant, first);
  await panel.backups.expectTotal(1);

  // Failures of every kind, told on the page.
  const broken = await lane.fault({ path: /backups\/detail/, cut: 'before' });
  await panel.backups.refresh.click();
  await expect(panel.alert.first()).toBeVisible();
  await broken.remove();
  await panel.backups.refresh.click();
  await panel.backups.expectTotal(1);

  // Forms with their commands, one of them refused.
  await panel.backups.act(backup.id, 'Delete…');
  const deletion = new DeleteDialog(page);
  await deletion.root.getByText('Copy as command').click();
  await expect(deletion.root).toContainText('volume backup delete');
  const refused = await lane.fault({ method: 'DELETE', path: /backups/, answer: { status: 409, body: 'no', cors: true } });
  await deletion.submit.click();
  await expect(panel.alert.first()).toBeVisible();
  await refused.remove();
  await deletion.cancel.click();
  await panel.backups.link(backup.id).click();
  await expect(panel.backup.heading('nightly')).toBeVisible();
  await page.goBack();
  await expire(panel, tenant, lane, keystone);
  await panel.header.switchProject(second.name);
  await panel.backups.expectTotal(0);

  expect(secrets.count).toBeGreaterThanOrEqual(5);
  expect(await secrets.found({ kept: true })).toEqual([]);
  // What is looked for is there to be found: it is the search that is tested here.
  expect(await secrets.found({ kept: false })).toEqual(['sessionStorage']);

  await page.reload();
  await panel.ready();
  expect(await secrets.found({ kept: true })).toEqual([]);
  await panel.header.signOut();
  await expect(panel.signInPage.heading).toBeVisible();
  expect(await secrets.found({ kept: false })).toEqual([]);
});

test('kept in memory they are nowhere at any time, not even in the report of a panel that has stopped', async ({
  panel,
  tenant,
  lane,
  keystone,
  page,
}) => {
  await page.route('**/config.json', (route) => route.fulfill({ json: { session_storage: 'memory' } }));
  const secrets = await Secrets.watch(page);
  await arrive(panel, tenant, tenant.project);
  await expire(panel, tenant, lane, keystone);
  expect(await secrets.found({ kept: false })).toEqual([]);
  await stop(page);
  expect(secrets.count).toBeGreaterThanOrEqual(4);
  expect(await secrets.found({ kept: false })).toEqual([]);
  await page.reload();
  await expect(panel.signInPage.heading).toBeVisible();
  expect(await secrets.found({ kept: false })).toEqual([]);
});
