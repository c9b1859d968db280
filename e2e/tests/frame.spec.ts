/** The panel in a frame of the example portal: one sign-in, routes, height and theme, end to end. */

import type { Lane } from '../edge/client.mjs';
import { test as base, expect } from './support/fixtures.ts';
import { PortalPage, portalOrigin, startPortal } from './support/frame-portal.ts';
import { authenticate, isValid, type KeystoneAdmin, revoke } from './support/keystone.ts';
import type { Tenant } from './support/tenant.ts';

const test = base.extend<{ portal: PortalPage }>({
  portal: async ({ page, lane }, use, { parallelIndex }) => {
    const portal = await startPortal(portalOrigin(parallelIndex), lane.identity);
    await use(new PortalPage(page, portal.url));
    await portal.close();
  },
});

/** Cinder refuses from now on, as when a session has ended; the tokens in use are left alone in its cache. */
async function endSession(lane: Lane, tenant: Tenant, keystone: KeystoneAdmin, spared: { path?: string } = {}) {
  const dead = await authenticate(tenant, tenant.project.id);
  await revoke(dead, keystone.token);
  return lane.fault({ service: 'volume', path: '/v3/', send: { 'X-Auth-Token': dead }, ...spared });
}

test('the portal’s sign-in is the panel’s; a backup made there is a real one, and the portal hears of it', async ({
  portal,
  tenant,
  cinder,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await panel.backups.expectTotal(0);
  await expect(panel.signInPage.heading).toHaveCount(0);
  await panel.backups.create.click();
  await panel.createDialog.root.locator(`[role=option][data-volume-id="${volume.id}"]`).click();
  await panel.createDialog.name.fill('from the portal');
  await panel.createDialog.submit.click();
  await expect(panel.createDialog.root).toHaveCount(0);
  await expect.poll(() => cinder.count('status=available'), { timeout: 20_000 }).toBe(1);
  await expect(portal.log).toContainText('"state":"started"');
  await expect(portal.log).toContainText('"state":"succeeded"', { timeout: 40_000 });
  expect(page.url()).not.toContain('token');
});

test('the portal is asked for another token when the cloud refuses the last one, and nothing else is seen of it', async ({
  portal,
  tenant,
  lane,
  keystone,
  cinder,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await panel.backups.expectTotal(0);
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'made meanwhile' });
  const before = traffic.tokens.length;
  const ended = await endSession(lane, tenant, keystone);
  await lane.hold({ service: 'identity', method: 'POST', path: '/auth/tokens$' }).then(async (held) => {
    await panel.backups.refresh.click();
    // The portal makes the new token: by then the refusal is over.
    await held.reached();
    await ended.remove();
    await held.release();
  });
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await expect(panel.frame.getByRole('dialog')).toHaveCount(0);
  expect(traffic.tokens.length).toBeGreaterThan(before);
});

test('the portal’s tokens are not the panel’s to revoke, and are kept nowhere', async ({
  portal,
  tenant,
  keystone,
  page,
  traffic,
}) => {
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await panel.backups.expectTotal(0);
  const tokens = traffic.tokens;
  expect(tokens.length).toBeGreaterThan(0);
  for (const frame of page.frames()) {
    const kept = await frame.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie]),
    );
    const html = await frame.content();
    for (const token of tokens) for (const text of [kept, html]) expect(text).not.toContain(token);
  }
  await page.goto('about:blank');
  for (const token of tokens) expect(await isValid(token, keystone.token)).toBe(true);
});

test('the places in the panel are the portal’s history, and a reload leads back', async ({ portal, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await panel.backups.link(backup.id).click();
  const heading = panel.frame.getByRole('heading', { name: 'nightly', level: 1 });
  await expect(heading).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`route=%2Fbackups%2F${backup.id}`));
  await page.reload();
  await expect(heading).toBeVisible();
  await page.goBack();
  await expect(panel.backups.heading).toBeVisible();
});

test('the frame is as high as the panel asks for', async ({ portal, tenant, cinder, page }) => {
  await page.setViewportSize({ width: 1200, height: 2000 });
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await panel.backups.expectTotal(0);
  const height = () => page.locator('iframe').evaluate((frame) => frame.clientHeight);
  await expect.poll(height).toBeLessThan(1_000);
  const few = await height();
  const volume = await cinder.createVolume({ name: 'database' });
  for (let count = 0; count < 12; count += 1) await cinder.createBackup({ volume_id: volume.id, name: `backup ${count}` });
  await panel.backups.refresh.click();
  await panel.backups.expectTotal(12);
  await expect.poll(height).toBeGreaterThan(few);
  // All of it is in sight, and it does not go on growing.
  const scrollers = panel.frame.locator('.bp-main, .bp-table-scroll');
  await expect
    .poll(() => scrollers.evaluateAll((all) => Math.max(...all.map((one) => one.scrollHeight - one.clientHeight))))
    .toBe(0);
  const many = await height();
  await panel.backups.refresh.click();
  await panel.backups.expectTotal(12);
  expect(await height()).toBe(many);
});

test('the theme follows the portal’s', async ({ portal, tenant, page }) => {
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await expect(panel.root).toHaveAttribute('data-theme', 'light');
  await page.getByLabel('Theme').selectOption('dark');
  await expect(panel.root).toHaveAttribute('data-theme', 'dark');
});

test('a frame that is loaded anew is connected again', async ({ portal, tenant, page }) => {
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await panel.backups.expectTotal(0);
  await page.locator('iframe').evaluate((frame: HTMLIFrameElement) => {
    // biome-ignore lint/correctness/noSelfAssign: this is how a portal loads a frame anew
    frame.src = frame.src;
  });
  await expect(portal.log.getByText(/: connected /)).toHaveCount(2);
  await panel.backups.expectTotal(0);
  await expect(panel.signInPage.heading).toHaveCount(0);
});

test('signing out of the portal leaves nothing in the frame', async ({ portal, tenant, page }) => {
  await portal.signIn(tenant);
  await portal.panel(tenant.project.name).backups.expectTotal(0);
  await page.getByRole('button', { name: 'Sign out of the portal' }).click();
  await expect(page.getByRole('button', { name: 'Sign in to the portal' })).toBeVisible();
  await expect(page.locator('iframe')).toHaveCount(0);
});

test.describe('with two projects', () => {
  test.use({ tenantOptions: { projects: 2 } });

  test('two frames on a page each show their own', async ({ portal, tenant, page }) => {
    for (const [index, project] of tenant.projects.entries()) {
      const cinder = await tenant.cinder(project);
      const volume = await cinder.createVolume({ name: `volume ${index}` });
      await cinder.createBackup({ volume_id: volume.id, name: `backup of ${index}` });
    }
    await portal.signIn(tenant);
    for (const { name } of tenant.projects) await page.getByRole('button', { name: `Open ${name}` }).click();
    for (const [index, { name }] of tenant.projects.entries()) {
      const panel = portal.panel(name);
      await panel.backups.expectTotal(1);
      await expect(panel.backups.table).toContainText(`backup of ${index}`);
      await expect(panel.backups.table).not.toContainText(`backup of ${1 - index}`);
    }
  });
});
