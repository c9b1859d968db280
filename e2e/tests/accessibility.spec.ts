/** Every page by the rules that axe knows, light and dark; and the keyboard. */

import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { seed } from './support/seed.ts';

test('signing in, with and without an error', async ({ panel, tenant, page }) => {
  await panel.open();
  await expect(panel.signInPage.heading).toBeVisible();
  await expectAccessible(page, 'sign-in page');
  await panel.signInPage.signIn({ identity: panel.lane.identity, user: tenant.user, password: 'wrong' });
  await expect(panel.alert).toBeVisible();
  await expectAccessible(page, 'sign-in page with an error');
});

test.describe('with a choice', () => {
  test.use({ tenantOptions: { projects: 9, groups: ['region-one', 'region-two'] } });

  test('choosing a project and a region', async ({ panel, tenant, page }) => {
    await panel.signIn(tenant);
    await expect(panel.projectChoice.heading).toBeVisible();
    await expectAccessible(page, 'choice of project');
    await panel.projectChoice.option(tenant.project.name).click();
    await expect(panel.regionChoice.heading).toBeVisible();
    await expectAccessible(page, 'choice of region');
    await panel.regionChoice.option('RegionOne').click();
    await panel.ready();
    for (const button of [panel.header.project(), panel.header.region(), panel.header.account()]) {
      await button.click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page, 'menu of the header');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
      await expect(button).toBeFocused();
    }
  });
});

test('the list: empty, full, filtered, with a selection', async ({ panel, tenant, page }) => {
  // Eight runs of axe, each some seconds of a slow machine.
  test.slow();
  await panel.enter(tenant);
  await expectAccessible(page, 'empty list');
  await seed(200, tenant.project.id);
  await panel.backups.refresh.click();
  await panel.backups.expectTotal(200);
  await expectAccessible(page, 'list');
  await panel.backups.checkbox((await panel.backups.ids())[0] ?? '').check();
  await expectAccessible(page, 'list with a selection');
  await panel.backups.status('Error').click();
  await expect(panel.backups.status('Error')).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(page, 'filtered list');
});

test('the list with menus open', async ({ panel, tenant, page }) => {
  await seed(20, tenant.project.id);
  await panel.enter(tenant);
  for (const name of ['Columns', 'Add filter']) {
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectAccessible(page, `menu ${name}`);
    await page.keyboard.press('Escape');
  }
});

test('an error over the list', async ({ panel, tenant, page, lane }) => {
  await lane.fault({ path: /backups\/detail/, cut: 'before' });
  await panel.enter(tenant);
  await expect(panel.alert).toBeVisible();
  await expectAccessible(page, 'error');
});

test('one backup, whole and failed, and one that is gone', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v', knobs: { connect_error: 'no route to the array' } });
  const failed = await cinder.createBackup({ volume_id: volume.id, name: 'failed', metadata: { a: 'b' } }, 'error');
  await panel.enter(tenant, `/backups/${failed.id}`);
  await expect(panel.backup.heading('failed')).toBeVisible();
  await expect(panel.backup.section('Failure')).toBeVisible();
  await expectAccessible(page, 'failed backup');
  await panel.open('/backups/00000000-0000-4000-8000-000000000000');
  await expect(page.getByText('This backup is gone')).toBeVisible();
  await expectAccessible(page, 'missing backup');
  await panel.open('/nowhere');
  await expect(page.getByText('There is no such page')).toBeVisible();
  await expectAccessible(page, 'unknown page');
});

test('volumes and snapshots', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  await cinder.createSnapshot(volume.id, 's');
  await panel.enter(tenant);
  for (const name of ['Volumes', 'Snapshots']) {
    await panel.header.navigation.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByRole('table', { name })).toBeVisible();
    await expectAccessible(page, name);
  }
});

test('signing in again over the page', async ({ panel, tenant, page, lane, traffic }) => {
  await panel.enter(tenant);
  await traffic.settled();
  await lane.fault({ service: 'volume', path: '/v3/', send: { 'X-Auth-Token': 'none' } });
  await panel.backups.refresh.click();
  await expect(panel.reauthentication.root).toBeVisible();
  await expectAccessible(page, 'dialog');
});

test('the theme is chosen by hand and remembered', async ({ panel, tenant, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await panel.enter(tenant);
  const background = () => panel.root.evaluate((root) => getComputedStyle(root).backgroundColor);
  const light = await background();
  await panel.header.theme('Dark');
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  await panel.ready();
  await expect.poll(background).toBe(dark);
  await panel.header.theme('Light');
  await expect.poll(background).toBe(light);
});

test('the keyboard alone leads from the top of the list into a backup and back', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'by keyboard' });
  await panel.enter(tenant);
  await expect(panel.backups.row(backup.id)).toBeVisible();
  const link = panel.backups.link(backup.id);
  for (let presses = 0; presses < 60 && !(await link.evaluate((node) => node === document.activeElement)); presses += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.backup.heading(/./)).toBeFocused();
  await expect(panel.backup.heading('by keyboard')).toBeFocused();
  await page.goBack();
  await expect(link).toBeFocused();
  await expect(panel.backups.row(backup.id)).toBeVisible();
  // From elsewhere it is another list.
  await panel.header.navigation.getByRole('link', { name: 'Volumes' }).click();
  await expect(page.getByRole('heading', { name: 'Volumes', level: 1 })).toBeFocused();
  await page.goBack();
  await expect(panel.backups.heading).toBeFocused();
});

test('who filters and sorts with the keyboard keeps the focus on what was pressed', async ({
  panel,
  tenant,
  cinder,
  page,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'shop' });
  for (const name of ['first', 'second']) await cinder.createBackup({ volume_id: volume.id, name });
  await panel.enter(tenant);
  await expect(panel.backups.rows).toHaveCount(2);
  await traffic.settled();
  for (const [status, rows] of [
    ['Available', 2],
    ['Error', 0],
    ['Error', 2],
  ] as const) {
    await panel.backups.status(status).press('Enter');
    await expect(panel.backups.rows).toHaveCount(rows);
    await traffic.settled();
    await expect(panel.backups.status(status)).toBeFocused();
  }
  const name = panel.backups.columnHeader('Name');
  for (const order of ['ascending', 'descending']) {
    await name.getByRole('button').press('Enter');
    await expect(name).toHaveAttribute('aria-sort', order);
    await traffic.settled();
    await expect(name.getByRole('button')).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(panel.backups.columnHeader('Status').getByRole('button')).toBeFocused();
});

test('at 400 pixels nothing sticks out of the page', async ({ panel, tenant, cinder, page }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  const volume = await cinder.createVolume({ name: 'a volume with quite a long name' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'a-backup-with-a-name-that-is-rather-long-2026-11-23' });
  const sticksOut = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await panel.open();
  await expect(panel.signInPage.heading).toBeVisible();
  expect(await sticksOut()).toBeLessThanOrEqual(0);
  await panel.enter(tenant);
  await expect(panel.backups.row(backup.id)).toBeVisible();
  expect(await sticksOut()).toBeLessThanOrEqual(0);
  await panel.backups.link(backup.id).click();
  await expect(panel.backup.heading(/rather-long/)).toBeVisible();
  expect(await sticksOut()).toBeLessThanOrEqual(0);
});

test('the dialogs that delete, one with all that builds on it and many, and that reset a status', async ({
  panel,
  newTenant,
  page,
}) => {
  const admin = await newTenant({ role: 'admin' });
  const cinder = await admin.cinder();
  const [full] = await cinder.createChain((await cinder.createVolume({ name: 'v' })).id, 2);
  await seed(60, admin.project.id);
  await panel.enter(admin);
  for (const name of ['Delete…', 'Force delete…', 'Reset status…']) {
    await panel.backups.act(full?.id ?? '', name);
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeVisible();
    if (name.includes('elete')) await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
    await expectAccessible(page, name);
    await page.keyboard.press('Escape');
  }
  await panel.backups.selectPage.check();
  await panel.backups.selectionAction('Select all 62 that match').click();
  await panel.backups.selectionAction('Delete…').click();
  await expect(page.getByRole('dialog').getByText(/left out$/)).toBeVisible();
  await expectAccessible(page, 'many');
});
