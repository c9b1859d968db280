/** What was started is followed wherever the user is, told when it ends, and warned of only while the page is needed. */

import type { Page } from '@playwright/test';
import { DeleteDialog } from '../pages/delete-dialog.ts';
import { OperationsPage } from '../pages/operations-page.ts';
import type { Panel } from '../pages/panel.ts';
import { expectAccessible } from './support/accessible.ts';
import type { Cinder } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { passing } from './support/passing.ts';

const BURNS = { delete_error: 'the disk is on fire' };

async function makeBackups(cinder: Cinder, ...names: string[]): Promise<string[]> {
  const volume = await cinder.createVolume({ name: 'database' });
  const made = [];
  for (const name of names) made.push((await cinder.createBackup({ volume_id: volume.id, name })).id);
  return made;
}

async function remove(panel: Panel, id = ''): Promise<void> {
  await panel.backups.act(id, 'Delete…');
  const dialog = new DeleteDialog(panel.page);
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
}

const goTo = (panel: Panel, name: string): Promise<void> => panel.header.navigation.getByRole('link', { name }).click();

/** Whether closing the page would ask first. */
const asks = (page: Page): Promise<boolean> => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

test('good news go by themselves, a failure stays until it is dismissed, whatever the page', async ({
  panel,
  tenant,
  cinder,
  page,
}) => {
  const [good, bad] = await makeBackups(cinder, 'good', 'bad');
  await cinder.setBackupMetadata(bad ?? '', BURNS);
  await page.clock.install();
  await panel.enter(tenant);
  const operations = new OperationsPage(page);
  const [done, failed] = [operations.news('Delete good: done'), operations.news('Delete bad: failed')];
  await remove(panel, good);
  await passing(panel, () => done.isVisible());
  await passing(panel, async () => (await done.count()) === 0);
  await remove(panel, bad);
  await passing(panel, () => failed.isVisible());
  await expect(failed).toContainText('the disk is on fire');
  await page.clock.runFor(120_000);
  await goTo(panel, 'Volumes');
  await expect(failed).toBeVisible();
  await failed.getByRole('button', { name: 'Dismiss' }).click();
  await expect(failed).toHaveCount(0);
});

test('it goes on while the user is elsewhere, and the list tells how it ended', async ({ panel, tenant, cinder, lane, page }) => {
  const [, , bad] = await makeBackups(cinder, 'one', 'two', 'three');
  await cinder.setBackupMetadata(bad ?? '', BURNS);
  await page.clock.install();
  await panel.enter(tenant);
  await panel.backups.selectPage.check();
  await panel.backups.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  await dialog.submit.click();
  await expect(dialog.root).toHaveCount(0);
  await goTo(panel, 'Volumes');
  await goTo(panel, 'Operations');
  const operations = new OperationsPage(page);
  const operation = operations.operation('Delete 3 backups');
  await passing(panel, async () => (await operation.textContent())?.includes('1 of 3 failed') ?? false);
  await expect(operation).toContainText(/took \d+ (s|min)/);
  await operations.showResults(operation);
  const failed = operations.result(operation, 'three');
  await expect(failed).toContainText('the disk is on fire');
  await expect(failed).toContainText(/req-[0-9a-f-]{36}/);
  for (const name of ['one', 'two']) await expect(operations.result(operation, name)).toContainText('Done');
  expect(await lane.sent()).toHaveLength(3);
  await expectAccessible(page, 'operations');
});

test('closing the page is warned of while something is to be sent, and not while it is only followed', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
}) => {
  const [only] = await makeBackups(cinder, 'nightly');
  await page.clock.install();
  await panel.enter(tenant);
  expect(await asks(page)).toBe(false);
  const held = await lane.hold({ method: 'DELETE', path: /\/backups\// });
  await panel.backups.act(only ?? '', 'Delete…');
  const dialog = new DeleteDialog(page);
  await dialog.submit.click();
  await held.reached();
  expect(await asks(page)).toBe(true);
  // From here on it is only followed, for as long as no look is answered.
  const look = await lane.hold({ service: 'volume', method: 'GET', path: new RegExp(`/backups/${only}$`) });
  await held.release();
  await expect(dialog.root).toHaveCount(0);
  await goTo(panel, 'Operations');
  const operation = new OperationsPage(page).operation('Delete nightly');
  await expect(operation).toContainText('Under way');
  expect(await asks(page)).toBe(false);
  await look.release();
  await passing(panel, async () => (await operation.textContent())?.includes('Done') ?? false);
  expect(await asks(page)).toBe(false);
});

test('signing out empties the list for whoever comes next', async ({ panel, tenant, newTenant, cinder, page }) => {
  const [only] = await makeBackups(cinder, 'nightly');
  await page.clock.install();
  await panel.enter(tenant);
  await remove(panel, only);
  const operations = new OperationsPage(page);
  await goTo(panel, 'Operations');
  await expect(operations.operation('Delete nightly')).toBeVisible();
  await panel.header.signOut();
  const next = await newTenant();
  await panel.signInPage.signIn({ identity: panel.lane.identity, user: next.user, password: next.password });
  await panel.ready();
  await goTo(panel, 'Operations');
  await expect(page.getByText('Nothing started yet')).toBeVisible();
  await expect(operations.operation('Delete nightly')).toHaveCount(0);
  await expect(page.getByText(/Delete nightly/)).toHaveCount(0);
});

test('while the cloud cannot be looked at, the reason is shown, and goes when it can', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
}) => {
  const [only] = await makeBackups(cinder, 'nightly');
  await page.clock.install();
  await panel.enter(tenant);
  const look = { service: 'volume', method: 'GET', path: new RegExp(`/backups/${only}$`) } as const;
  const { remove: mend } = await lane.fault({ ...look, cut: 'before' });
  await remove(panel, only);
  await goTo(panel, 'Operations');
  const operation = new OperationsPage(page).operation('Delete nightly');
  const text = async () => (await operation.textContent()) ?? '';
  await passing(panel, async () => (await text()).includes('The newest look at the cloud failed'));
  await expect(operation).toContainText('Under way');
  await mend();
  await passing(panel, async () => (await text()).includes('Done'));
  await expect(operation).not.toContainText('The newest look');
});
