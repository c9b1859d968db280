/** The panel inside a real Horizon, signed in as the user is there. */

import type { Page } from '@playwright/test';
import { BackupsPage } from '../../pages/backups-page.ts';
import { CreateDialog } from '../../pages/create-dialog.ts';
import { expect, test } from '../../tests/support/fixtures.ts';
import { isValid, revoke } from '../../tests/support/keystone.ts';
import type { Tenant } from '../../tests/support/tenant.ts';

const PANEL = 'project/backup_panel/';

async function signIn(page: Page, { user, password }: Tenant, next = PANEL): Promise<void> {
  await page.goto(`auth/login/?next=/${next}`);
  await page.getByLabel('User Name').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign In' }).click();
}

const notice = (page: Page) => page.locator('#backup-panel-notice');

test('under Project, Volumes: the real backups, and a new one', async ({ page, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await signIn(page, tenant, 'project/volumes/');
  const entry = page.locator('#sidebar-accordion').getByRole('link', { name: 'Backups' });
  await expect(entry).toHaveCount(1);
  await entry.click();
  const backups = new BackupsPage(page);
  await expect(backups.row(backup.id)).toContainText('nightly');
  await backups.create.click();
  const create = new CreateDialog(page);
  await create.root.locator(`[role=option][data-volume-id="${volume.id}"]`).click();
  await create.name.fill('from Horizon');
  await create.submit.click();
  await expect(create.root).toHaveCount(0);
  await expect.poll(() => cinder.count('status=available'), { timeout: 20_000 }).toBe(2);
  await backups.expectTotal(2);
  await page.screenshot({ path: test.info().outputPath('horizon.png') });
  await page.reload();
  await backups.expectTotal(2);
});

test('a route is in Horizon’s address, and a reload leads back to it', async ({ page, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await signIn(page, tenant);
  await new BackupsPage(page).link(backup.id).click();
  const heading = page.getByRole('heading', { name: 'nightly', level: 1 });
  await expect(heading).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`route=%2Fbackups%2F${backup.id}`));
  await page.reload();
  await expect(heading).toBeVisible();
});

test('a token that was revoked is replaced without a word, for Horizon as well', async ({
  page,
  tenant,
  cinder,
  keystone,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  await signIn(page, tenant);
  const backups = new BackupsPage(page);
  await backups.expectTotal(0);
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'made meanwhile' });
  const before = traffic.tokens;
  for (const token of before) await revoke(token, keystone.token);
  await backups.refresh.click();
  await expect(backups.row(backup.id)).toBeVisible();
  await expect(notice(page)).toBeHidden();
  expect(traffic.tokens.length).toBeGreaterThan(before.length);
  await page.goto('project/volumes/');
  await expect(page.getByRole('link', { name: 'database' })).toBeVisible();
  const current = traffic.tokens.at(-1) ?? '';
  expect(await isValid(current, keystone.token)).toBe(true);
});

test('when Horizon’s session has ended, the panel waits for the user to sign in again', async ({
  page,
  context,
  tenant,
  cinder,
  keystone,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'kept' });
  await signIn(page, tenant);
  const backups = new BackupsPage(page);
  await backups.checkbox(backup.id).check();
  const other = await context.newPage();
  await context.clearCookies({ name: 'sessionid' });
  for (const token of traffic.tokens) await revoke(token, keystone.token);
  await backups.refresh.click();
  await expect(notice(page)).toContainText('Your session in this dashboard has ended');
  await signIn(other, tenant);
  await new BackupsPage(other).expectTotal(1);
  const another = await cinder.createBackup({ volume_id: volume.id, name: 'made meanwhile' });
  await page.getByRole('button', { name: 'I have signed in' }).click();
  await expect(backups.row(another.id)).toBeVisible();
  await expect(backups.checkbox(backup.id)).toBeChecked();
  await expect(notice(page)).toBeHidden();
});

test('the token is in no page and goes to nobody else', async ({ page, tenant, traffic, request }) => {
  await signIn(page, tenant);
  await new BackupsPage(page).expectTotal(0);
  expect(traffic.tokens.length).toBeGreaterThan(0);
  const html = await (await page.request.get(PANEL)).text();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
  );
  for (const token of traffic.tokens) for (const text of [html, kept, await page.content()]) expect(text).not.toContain(token);
  // With the session but without Django's token against forged requests; by GET; without the session.
  const project = { project: tenant.project.id };
  expect((await page.request.post(`${PANEL}token/`, { form: project, maxRedirects: 0 })).status()).toBe(302);
  expect((await page.request.get(`${PANEL}token/`)).status()).toBe(405);
  const stranger = await request.post(`${PANEL}token/`, { form: project, headers: { 'X-Requested-With': 'XMLHttpRequest' } });
  expect(stranger.status()).toBe(401);
});

test.describe('with two projects', () => {
  test.use({ tenantOptions: { projects: 2 } });

  test('switching projects in another tab does not pull this page along', async ({ page, context, tenant, keystone, traffic }) => {
    await signIn(page, tenant);
    const backups = new BackupsPage(page);
    await backups.expectTotal(0);
    const here = await page.locator('backup-panel').getAttribute('project');
    const there = tenant.projects.find(({ id }) => id !== here)?.id ?? '';
    const other = await context.newPage();
    await other.goto(`auth/switch/${there}/?next=/${PANEL}`);
    await expect(other.locator('backup-panel')).toHaveAttribute('project', there);
    await new BackupsPage(other).expectTotal(0);
    for (const token of traffic.tokens) await revoke(token, keystone.token);
    await backups.refresh.click();
    await expect(notice(page)).toContainText('another project in another tab');
  });
});
