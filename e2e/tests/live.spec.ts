/** The list follows the cloud by itself, and what one was doing stays as it was. */

import { scrollOffset } from '../pages/scrolling.ts';
import { LONG } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { seed } from './support/seed.ts';

test('a backup made elsewhere appears and becomes available while a row stays selected', async ({
  panel,
  tenant,
  cinder,
  page,
}) => {
  await page.clock.install();
  const volume = await cinder.createVolume({ name: 'v', knobs: { backup_delay: LONG } });
  await seed(40, tenant.project.id, { allAvailable: true });
  // From the end of the alphabet, so that what comes does not push the selected row away.
  await panel.enter(tenant, '/backups?sort=name:desc');
  const selected = (await panel.backups.allIds()).at(-1) ?? '';
  await panel.backups.checkbox(selected).check();
  await panel.backups.checkbox(selected).focus();
  const offset = await scrollOffset(panel.backups.table);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  const id = await cinder.startBackup({ volume_id: volume.id, name: 'aaa made elsewhere' });
  // The quiet list looks about every half minute; that time is skipped.
  await page.clock.fastForward(31_000);
  await panel.backups.expectTotal(41);
  await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'creating');
  await cinder.endDelay(volume.id);
  await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'available');

  await expect(panel.backups.checkbox(selected)).toBeChecked();
  await expect(panel.backups.checkbox(selected)).toBeFocused();
  expect(await scrollOffset(panel.backups.table)).toBe(offset);
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('a backup deleted elsewhere leaves the list, the selection and the total', async ({ panel, tenant, cinder, page }) => {
  await page.clock.install();
  const volume = await cinder.createVolume({ name: 'v' });
  const [kept, gone] = [
    await cinder.createBackup({ volume_id: volume.id, name: 'kept' }),
    await cinder.createBackup({ volume_id: volume.id, name: 'gone' }),
  ];
  await panel.enter(tenant);
  await panel.backups.expectTotal(2);
  await panel.backups.checkbox(kept.id).check();
  await panel.backups.checkbox(gone.id).check();
  await cinder.deleteBackup(gone.id);
  await page.clock.fastForward(31_000);
  await panel.backups.expectTotal(1);
  await expect(panel.backups.row(gone.id)).toHaveCount(0);
  await expect(panel.backups.checkbox(kept.id)).toBeChecked();
});

test('an open menu stays open while the list follows the cloud', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v', knobs: { backup_delay: LONG } });
  await panel.enter(tenant);
  await panel.backups.expectTotal(0);
  const id = await cinder.startBackup({ volume_id: volume.id, name: 'busy' });
  await panel.backups.refresh.click();
  await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'creating');
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await cinder.endDelay(volume.id);
  await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'available');
  await expect(page.getByRole('menu')).toBeVisible();
});

test('the open menu of a row follows its backup, and goes with it', async ({ panel, tenant, cinder, page }) => {
  await page.clock.install();
  const volume = await cinder.createVolume({ name: 'v', knobs: { backup_delay: LONG } });
  const quick = await cinder.createVolume({ name: 'quick' });
  const other = await cinder.createBackup({ volume_id: quick.id, name: 'other' });
  const id = await cinder.startBackup({ volume_id: volume.id, name: 'busy' });
  await panel.enter(tenant);
  await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'creating');
  const button = panel.backups.row(id).getByRole('button', { name: 'Actions for busy' });
  const restore = page.getByRole('menuitem', { name: 'Restore…', exact: true });
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(restore).toHaveAttribute('aria-disabled', 'true');
  await cinder.endDelay(volume.id);
  await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'available');
  await expect(restore).not.toHaveAttribute('aria-disabled');
  await expect(restore).toBeFocused();

  await cinder.deleteBackup(id);
  await page.clock.fastForward(31_000);
  await expect(panel.backups.row(id)).toHaveCount(0);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(panel.backups.row(other.id)).toBeFocused();
});

test('one menu of a row is open at a time, and its button closes it again', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  for (const name of ['one', 'two']) await cinder.createBackup({ volume_id: volume.id, name });
  await panel.enter(tenant);
  await panel.backups.expectTotal(2);
  const button = (name: string) => panel.backups.table.getByRole('button', { name: `Actions for ${name}` });
  await button('one').click();
  await expect(page.getByRole('menu', { name: 'Actions for one' })).toBeVisible();
  await button('one').click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await button('one').press('Enter');
  await expect(page.getByRole('menu', { name: 'Actions for one' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button('one')).toBeFocused();
  await expect(button('one')).toHaveAttribute('aria-expanded', 'false');
  await button('one').click();
  await button('two').click();
  await expect(page.getByRole('menu', { name: 'Actions for two' })).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(1);
  await expect(button('one')).toHaveAttribute('aria-expanded', 'false');
});

test('the menu of a row closes when other columns come, and never stands beside another row', async ({
  panel,
  tenant,
  cinder,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'v' });
  await cinder.createBackup({ volume_id: volume.id, name: 'one' });
  await panel.enter(tenant);
  const button = panel.backups.table.getByRole('button', { name: 'Actions for one' });
  await button.click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.setViewportSize({ width: 640, height: 720 });
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(button).toHaveAttribute('aria-expanded', 'false');
});

test('how long ago something was stays true as time passes', async ({ panel, tenant, cinder, page, traffic }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const { id } = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await page.clock.install();
  await panel.enter(tenant);
  const time = panel.backups.row(id).getByRole('time').first();
  await expect(time).toHaveText('this minute');
  await traffic.settled();
  await traffic.stopClock();
  await traffic.pass(125);
  await expect(time).toHaveText(/^[23] minutes ago$/);
});

test('a refresh that fails leaves the rows, says that they are not current, and recovers by itself', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
}) => {
  await page.clock.install();
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'still here' });
  await panel.enter(tenant);
  await expect(panel.backups.updated).toBeVisible();
  const fault = await lane.fault({ service: 'volume', cut: 'before' });
  await panel.backups.refresh.click();
  await expect(panel.alert).toContainText('Block Storage cannot be reached');
  await expect(page.getByText('Not current')).toBeVisible();
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await fault.remove();
  await page.clock.fastForward(31_000);
  await expect(panel.alert).toHaveCount(0);
  await expect(panel.backups.row(backup.id)).toBeVisible();
});
