/** The volumes and snapshots that backups are made of. */

import { scrollDown, scrollOffset } from '../pages/scrolling.ts';
import { expect, test } from './support/fixtures.ts';
import { seedVolumes } from './support/seed.ts';

test('volumes are listed with what they are and lead to their backups', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'database', size: 2 });
  await cinder.createVolume({ name: 'scratch' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await panel.enter(tenant);
  await panel.header.navigation.getByRole('link', { name: 'Volumes' }).click();
  const table = page.getByRole('table', { name: 'Volumes' });
  const row = table.getByRole('row', { name: /database/ });
  await expect(row).toContainText('2 GiB');
  await expect(row).toContainText(/available/i);
  await expect(table.getByRole('row', { name: /scratch/ })).toBeVisible();
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', '2');
  await row.getByRole('link', { name: /backups/i }).click();
  await expect(panel.backups.heading).toBeVisible();
  await panel.backups.expectIds([backup.id]);
});

test('who comes back from the backups of a volume finds the volumes where they were', async ({ panel, tenant, page, lane }) => {
  await seedVolumes(120, tenant.project.id);
  await panel.enter(tenant, '/volumes?rows=100');
  const table = page.getByRole('table', { name: 'Volumes' });
  await scrollDown(table, 1_500);
  const row = table.getByRole('row', { name: /volume-0070/ });
  await row.getByRole('link', { name: /backups/i }).click();
  await expect(panel.backups.heading).toBeVisible();
  await panel.backups.expectTotal(0);
  const held = await lane.hold({ service: 'volume', path: /\/volumes\/detail$/, query: /\blimit=100\b/ });
  await page.goBack();
  await held.reached();
  await expect(row).toBeInViewport();
  expect(await scrollOffset(table)).toBe(1_500);
  await held.release();
});

test('snapshots are listed with their volumes', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  await cinder.createSnapshot(volume.id, 'before the upgrade');
  await panel.enter(tenant);
  await panel.header.navigation.getByRole('link', { name: 'Snapshots' }).click();
  const row = page.getByRole('table', { name: 'Snapshots' }).getByRole('row', { name: /before the upgrade/ });
  await expect(row).toContainText('database');
  await expect(row).toContainText('1 GiB');
});

test('the addresses of both lists survive a reload', async ({ panel, tenant, page }) => {
  await panel.enter(tenant, '/volumes');
  await expect(page.getByRole('heading', { name: 'Volumes', level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Volumes', level: 1 })).toBeVisible();
  await panel.open('/snapshots');
  await expect(page.getByRole('heading', { name: 'Snapshots', level: 1 })).toBeVisible();
});
