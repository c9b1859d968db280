/** The first page does without the code of forms and other pages; that is fetched when it is needed, or in quiet. */

import type { Page } from '@playwright/test';
import { DeleteDialog } from '../pages/delete-dialog.ts';
import type { Panel } from '../pages/panel.ts';
import { expect, test } from './support/fixtures.ts';
import { holdFiles } from './support/held-files.ts';
import { seed } from './support/seed.ts';

/** The wasm files that the page asks for from now on, without their hashes. */
function wasmFiles(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1) ?? '';
    if (name.endsWith('.wasm')) asked.push(name.replace(/-[0-9a-f]{16}/, ''));
  });
  return asked;
}

/** Comes up anew, with what surrounds the list still on its way. */
async function reloadWithoutSurroundings(panel: Panel, page: Page, ready = () => panel.ready()) {
  const held = await holdFiles(page, '**/surroundings-*.wasm');
  await page.reload();
  await ready();
  return held;
}

/** From now on the server no longer has these files. Before the panel is there, which fetches them a while later in quiet. */
async function withdraw(page: Page, files: string | RegExp) {
  await page.route(files, (route) => route.fulfill({ status: 404, body: 'Not found' }));
}

/** What the page asks for once the rows are there: files that it shares with other parts as well. */
const SURROUNDINGS = /^(surroundings|chunk-\d+)\.wasm$/;

test('the rows need one wasm; what surrounds them and a form bring their own, once', async ({
  panel,
  page,
  tenant,
  cinder,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  const asked = wasmFiles(page);
  await page.clock.install();
  await panel.enterByForm(tenant);
  expect(asked).toContain('gate.wasm');
  // So that nothing is fetched in quiet.
  await traffic.stopClock();
  await traffic.settled();
  asked.length = 0;
  // With a session the sign-in page is not needed.
  const surroundings = page.waitForRequest('**/surroundings-*.wasm');
  const held = await reloadWithoutSurroundings(panel, page, () => panel.readyAtStoppedClock());
  await panel.backups.expectTotal(1);
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await surroundings;
  expect(asked[0]).toBe('backup-panel_bg.wasm');
  expect(asked.slice(1).filter((name) => !SURROUNDINGS.test(name))).toEqual([]);
  await expect(panel.backups.create).toHaveCount(0);
  held.release();
  await expect(panel.backups.create).toBeVisible();
  await page.clock.resume();
  const dialog = new DeleteDialog(page);
  for (const _ of ['first', 'second']) {
    await panel.backups.act(backup.id, 'Delete…');
    await expect(dialog.submit).toBeEnabled();
    expect(asked.filter((name) => name === 'dialogs.wasm')).toHaveLength(1);
    await dialog.cancel.click();
    await expect(dialog.root).toHaveCount(0);
  }
});

test('rows chosen before the surroundings are there stay chosen in their view, and in no other', async ({
  panel,
  page,
  tenant,
}) => {
  await seed(120, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant);
  const held = await reloadWithoutSurroundings(panel, page);
  await panel.backups.expectTotal(120);
  const [first = '', second = ''] = await panel.backups.ids();
  await panel.backups.selectPage.check();
  await expect(panel.backups.selection).toContainText('50 selected');
  // All that match are offered once a row that is given up is noticed.
  const all = panel.backups.selectionAction('Select all 120 that match');
  await expect(all).toHaveCount(0);
  await panel.backups.selectPage.uncheck();
  await panel.backups.checkbox(first).check();
  await expect(panel.backups.selection).toContainText('1 selected');
  await panel.backups.sortBy('Name');
  await expect(panel.backups.selection).toHaveCount(0);
  await page.goBack();
  await expect(panel.backups.table).not.toHaveAttribute('aria-busy');
  await panel.backups.checkbox(second).check();
  await expect(panel.backups.selection).toContainText('1 selected');
  await page.evaluate(() => {
    location.hash = '#/backups?status=available';
  });
  await expect(panel.backups.selection).toHaveCount(0);
  await expect(panel.backups.checkbox(second)).not.toBeChecked();
  await expect(panel.backups.table).not.toHaveAttribute('aria-busy');
  await panel.backups.checkbox(first).check();
  await panel.backups.checkbox(second).check();
  await expect(panel.backups.create).toHaveCount(0);
  held.release();
  await expect(panel.backups.create).toBeVisible();
  await expect(panel.backups.selection).toContainText('2 selected');
  await panel.backups.selectPage.check();
  await expect(all).toBeVisible();
  await panel.backups.selectPage.uncheck();
  await panel.backups.checkbox(first).check();
  await panel.backups.checkbox(second).check();
  await panel.backups.pager.last.click();
  await panel.backups.pager.expectRange('101', '120', '120');
  await panel.backups.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  for (const name of ['seeded-000120', 'seeded-000119']) await expect(dialog.root).toContainText(name);
  await dialog.cancel.click();
  await panel.backups.status('Available').click();
  await expect(panel.backups.selection).toHaveCount(0);
});

test('a row of the old page that is chosen while the surroundings and a new page come is not chosen there', async ({
  panel,
  page,
  tenant,
  lane,
}) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant);
  const surroundings = await reloadWithoutSurroundings(panel, page);
  await panel.backups.expectTotal(60);
  const [first = ''] = await panel.backups.ids();
  const list = await lane.hold({ path: /\/backups\/detail$/, query: /status=available/ });
  await page.evaluate(() => {
    location.hash = '#/backups?status=available';
  });
  await list.reached();
  surroundings.release();
  await expect(panel.backups.create).toBeVisible();
  await panel.backups.checkbox(first).check();
  await expect(panel.backups.selection).toContainText('1 selected');
  await list.release();
  await expect(panel.backups.table).not.toHaveAttribute('aria-busy');
  await expect(panel.backups.selection).toHaveCount(0);
  await expect(panel.backups.checkbox(first)).not.toBeChecked();
});

test('surroundings that the server no longer holds: it is said, the rows stay, and it can be fetched again', async ({
  panel,
  page,
  tenant,
  cinder,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await withdraw(page, '**/surroundings-*.wasm');
  await panel.enter(tenant);
  const missing = page.getByRole('alert').filter({ hasText: 'This part of the panel could not be loaded' });
  await expect(missing).toHaveCount(1);
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await page.unroute('**/surroundings-*.wasm');
  await missing.getByRole('button', { name: 'Try again' }).click();
  await expect(missing).toHaveCount(0);
  await expect(panel.backups.create).toBeVisible();
  await panel.backups.search.fill('nightly');
});

test('a while after the list is there, the rest is fetched in quiet', async ({ panel, page, tenant, cinder, traffic }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  const asked = wasmFiles(page);
  await page.clock.install();
  await panel.enter(tenant);
  await traffic.stopClock();
  await traffic.settled();
  asked.length = 0;
  await page.reload();
  await panel.readyAtStoppedClock();
  await panel.backups.expectTotal(1);
  await expect(panel.backups.create).toBeVisible();
  expect(asked.filter((name) => !SURROUNDINGS.test(name))).toEqual(['backup-panel_bg.wasm']);
  await page.clock.runFor(3_000);
  await expect.poll(() => asked).toEqual(expect.arrayContaining(['dialogs.wasm', 'gate.wasm', 'pages.wasm']));
});

test('a form that the server no longer holds: it is said, and can be fetched again', async ({ panel, page, tenant, lane }) => {
  await withdraw(page, '**/dialogs-*.wasm');
  await panel.enter(tenant);
  await panel.backups.create.first().click();
  const missing = page.getByRole('dialog', { name: 'Not loaded' });
  await expect(missing.getByRole('alert')).toContainText('This part of the panel could not be loaded');
  await expect(missing.getByRole('button', { name: 'Reload the page' })).toBeVisible();
  await page.unroute('**/dialogs-*.wasm');
  await missing.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.createDialog.root).toBeVisible();
  expect(await lane.sent()).toEqual([]);
});

test('a menu that the server no longer holds: it is said over the page, and can be fetched again', async ({
  panel,
  page,
  tenant,
  cinder,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await withdraw(page, '**/dialogs-*.wasm');
  await panel.enter(tenant);
  const button = panel.backups.row(backup.id).getByRole('button', { name: 'Actions for nightly' });
  await button.click();
  const missing = page.getByRole('dialog', { name: 'Not loaded' });
  await expect(missing.getByRole('alert')).toContainText('This part of the panel could not be loaded');
  await page.unroute('**/dialogs-*.wasm');
  await missing.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('menuitem', { name: 'Delete…', exact: true }).click();
  await expect(new DeleteDialog(page).submit).toBeEnabled();
});

test('a page that the server no longer holds: it is said, and the list stays within reach', async ({ panel, page, tenant }) => {
  await withdraw(page, '**/pages-*.wasm');
  await panel.enter(tenant);
  const navigation = page.getByRole('navigation', { name: 'Main' });
  await navigation.getByRole('link', { name: 'Volumes' }).click();
  await expect(page.getByRole('alert')).toContainText('This part of the panel could not be loaded');
  await navigation.getByRole('link', { name: 'Backups' }).click();
  await panel.backups.expectTotal(0);
  await page.unroute('**/pages-*.wasm');
  await navigation.getByRole('link', { name: 'Volumes' }).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Volumes', level: 1 })).toBeVisible();
});

test('a new release in the place of all files: the open page goes on, offers to reload where it cannot, and is then the new one', async ({
  panel,
  page,
  tenant,
  cinder,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await page.clock.install();
  await withdraw(page, '**/dialogs-*.wasm');
  await panel.enter(tenant);
  // Whatever has a hash in its name has gone from the server.
  const hashed = /-[0-9a-f]{16}[._]/;
  await withdraw(page, hashed);
  const another = await cinder.createBackup({ volume_id: volume.id, name: 'made meanwhile' });
  await panel.backups.refresh.click();
  await expect(panel.backups.row(another.id)).toBeVisible();
  await panel.backups.search.fill('nightly');
  await page.clock.runFor(1_000);
  await expect(panel.backups.row(another.id)).toHaveCount(0);
  // What is in the menu comes with the dialogs.
  await panel.backups.row(backup.id).getByRole('button', { name: 'Actions for nightly' }).click();
  const missing = page.getByRole('dialog', { name: 'Not loaded' });
  for (const files of [hashed, '**/dialogs-*.wasm']) await page.unroute(files);
  await missing.getByRole('button', { name: 'Reload the page' }).click();
  await panel.ready();
  await expect(panel.backups.search).toHaveValue('nightly');
  await panel.backups.act(backup.id, 'Delete…');
  await expect(new DeleteDialog(page).submit).toBeEnabled();
});

test('a page whose code comes late takes the focus once it is there', async ({ panel, page, tenant }) => {
  await page.clock.install();
  const held = await holdFiles(page, '**/pages-*.wasm');
  await panel.enter(tenant);
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Volumes' });
  await link.click();
  // Time enough for the frame in which the focus goes to a page that is here.
  await page.clock.runFor(100);
  await expect(link).toBeFocused();
  held.release();
  const heading = page.getByRole('heading', { name: 'Volumes', level: 1 });
  await expect(heading).toBeVisible();
  await page.clock.runFor(100);
  await expect(heading).toBeFocused();
});
