/** The panel in a frame of the example portal: one sign-in, routes, height and theme, end to end. */

import { revokeInUse } from './support/end-session.ts';
import { test as base, expect } from './support/fixtures.ts';
import { PortalPage, portalOrigin, startPortal } from './support/frame-portal.ts';
import { isValid } from './support/keystone.ts';
import { seed } from './support/seed.ts';

const test = base.extend<{ portal: PortalPage }>({
  portal: async ({ page, lane }, use, { parallelIndex }) => {
    const portal = await startPortal(portalOrigin(parallelIndex), lane.identity);
    await use(new PortalPage(page, portal.url));
    await portal.close();
  },
});

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
  await expect.poll(() => cinder.count('status=available')).toBe(1);
  await expect(portal.log).toContainText('"state":"started"');
  await expect(portal.log).toContainText('"state":"succeeded"');
  expect(page.url()).not.toContain('token');
});

test('tokens that were revoked are replaced by one that the portal is asked for once; what waited is sent once, with all that was typed', async ({
  portal,
  tenant,
  lane,
  keystone,
  cinder,
  page,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await panel.backups.expectTotal(0);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url() === `${portal.url}token`) asked.push(request.postData() ?? '');
  });
  await panel.backups.create.click();
  await panel.createDialog.root.locator(`[role=option][data-volume-id="${volume.id}"]`).click();
  await panel.createDialog.name.fill('typed before');
  await panel.createDialog.description.fill('and this as well');
  await revokeInUse(lane, tenant, keystone, traffic, 'POST');
  const renewal = await lane.hold({ service: 'identity', method: 'POST', path: /auth\/tokens$/ });
  await panel.createDialog.submit.click();
  await renewal.reached();
  // Nothing is asked of the user, and the form waits as it is.
  await expect(panel.createDialog.name).toHaveValue('typed before');
  await expect(panel.createDialog.description).toHaveValue('and this as well');
  await expect(panel.frame.getByRole('dialog')).toHaveCount(1);
  await renewal.release();
  await expect(panel.createDialog.root).toBeHidden();
  expect(asked.map((body) => JSON.parse(body))).toEqual([{ project: tenant.project.id, renew: true }]);
  const creations = await lane.requests({ service: 'volume', method: 'POST', path: /\/backups$/ });
  expect(creations.map(({ status }) => status)).toEqual([401, 202]);
  const made = (await cinder.backups()).map(({ name, description, volume_id }) => ({ name, description, volume_id }));
  expect(made).toEqual([{ name: 'typed before', description: 'and this as well', volume_id: volume.id }]);
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

test('a frame is as high as the backup that is looked at, whatever stands behind it', async ({ portal, tenant, cinder, page }) => {
  await seed(50, tenant.project.id);
  const volume = await cinder.createVolume({ name: 'lonely' });
  await cinder.createBackup({ volume_id: volume.id, name: 'the only one' });
  await page.setViewportSize({ width: 1200, height: 3000 });
  await portal.signIn(tenant);
  const panel = portal.panel(tenant.project.name);
  await panel.backups.expectTotal(51);
  const frame = page.locator('iframe');
  const height = () => frame.evaluate((element) => element.clientHeight);
  await expect.poll(height).toBeGreaterThan(1_500);
  const many = await height();
  const heights = await frame.evaluateHandle((element) => {
    const seen: number[] = [];
    new ResizeObserver(() => seen.push(element.clientHeight)).observe(element);
    return seen;
  });
  await panel.backups.rows.first().getByRole('link').click();
  await expect(panel.frame.getByRole('region', { name: 'Backups of this volume' })).toContainText('the only one');
  await expect.poll(height).toBeLessThan(many);
  const main = panel.frame.locator('.bp-main');
  await expect.poll(() => main.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);
  // It has come to rest.
  const frames = (count: number) =>
    panel.frame.locator('body').evaluate(async (_, left) => {
      for (; left > 0; left -= 1) await new Promise(requestAnimationFrame);
    }, count);
  await frames(3);
  const settled = await heights.evaluate((seen) => seen.length);
  await panel.frame.getByRole('button', { name: 'Refresh' }).click();
  await frames(20);
  expect(await heights.evaluate((seen) => seen.length)).toBeLessThanOrEqual(settled + 1);
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
