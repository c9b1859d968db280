/** Someone chooses a project and a region, and changes them. */

import { expect, test } from './support/fixtures.ts';

test.describe('with several projects', () => {
  test.use({ tenantOptions: { projects: 2 } });

  test('one chooses, and sees what is in it', async ({ panel, tenant }) => {
    const [, second] = tenant.projects;
    const cinder = await tenant.cinder(second);
    const volume = await cinder.createVolume({ name: 'in-the-second' });
    const backup = await cinder.createBackup({ volume_id: volume.id, name: 'mine' });
    await panel.signIn(tenant);
    await expect(panel.projectChoice.heading).toBeVisible();
    await expect(panel.projectChoice.search).toHaveCount(0);
    await panel.projectChoice.option(second?.name ?? '').click();
    await panel.ready();
    await expect(panel.backups.row(backup.id)).toBeVisible();
    await expect(panel.header.project(second?.name)).toBeVisible();
  });

  test('one switches in the header, and rows of the other project are gone', async ({ panel, tenant }) => {
    const [first, second] = tenant.projects;
    const cinder = await tenant.cinder(first);
    const volume = await cinder.createVolume({ name: 'in-the-first' });
    const backup = await cinder.createBackup({ volume_id: volume.id, name: 'mine' });
    await panel.signIn(tenant);
    await panel.projectChoice.option(first?.name ?? '').click();
    await expect(panel.backups.row(backup.id)).toBeVisible();
    await panel.header.switchProject(second?.name ?? '');
    await expect(panel.header.project(second?.name)).toBeVisible();
    await panel.backups.expectTotal(0);
    await expect(panel.backups.rows).toHaveCount(0);
    await panel.header.switchProject(first?.name ?? '');
    await expect(panel.backups.row(backup.id)).toBeVisible();
  });

  test('a late answer for the project one has left is not shown in the other', async ({ panel, tenant, lane }) => {
    const [first, second] = tenant.projects;
    const cinder = await tenant.cinder(first);
    const volume = await cinder.createVolume({ name: 'in-the-first' });
    await cinder.createBackup({ volume_id: volume.id, name: 'stale' });
    const held = await lane.hold({ service: 'volume', path: new RegExp(`${first?.id}/backups/detail`), hold: 'after' });
    await panel.signIn(tenant);
    await panel.projectChoice.option(first?.name ?? '').click();
    await held.reached();
    await panel.header.switchProject(second?.name ?? '');
    await panel.backups.expectTotal(0);
    await held.release();
    await panel.backups.refresh.click();
    await panel.backups.expectTotal(0);
    await expect(panel.backups.rows).toHaveCount(0);
  });
});

test.describe('with many projects', () => {
  test.use({ tenantOptions: { projects: 9 } });

  test('one finds a project by a part of its name', async ({ panel, tenant }) => {
    await panel.signIn(tenant);
    await panel.projectChoice.search.fill(`${tenant.tag}-7`);
    await expect(panel.projectChoice.option(`project-${tenant.tag}-6`)).toHaveCount(0);
    await panel.projectChoice.option(`project-${tenant.tag}-7`).click();
    await panel.ready();
    await expect(panel.header.project(`project-${tenant.tag}-7`)).toBeVisible();
  });
});

test.describe('with several regions', () => {
  test.use({ tenantOptions: { groups: ['region-one', 'region-two'] } });

  test('one chooses, switches, and a reload keeps the choice', async ({ panel, tenant, page }) => {
    await panel.signIn(tenant);
    await expect(panel.regionChoice.heading).toBeVisible();
    await panel.regionChoice.option('RegionTwo').click();
    await panel.ready();
    await expect(panel.header.region('RegionTwo')).toBeVisible();
    await panel.header.switchRegion('RegionOne');
    await expect(panel.header.region('RegionOne')).toBeVisible();
    await panel.ready();
    await page.reload();
    await panel.ready();
    await expect(panel.header.region('RegionOne')).toBeVisible();
  });
});
