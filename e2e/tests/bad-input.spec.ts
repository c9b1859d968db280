/** Addresses that make no sense, things that are gone: a message with a way on, never a dead end. */

import { randomUUID } from 'node:crypto';
import { withParameters } from './support/address.ts';
import { expect, test } from './support/fixtures.ts';
import { seed } from './support/seed.ts';

for (const hash of ['/nowhere/at/all', '/backups/a/b/c', '/%E0%A4%A', '?=&&%%%', '/../../etc/passwd', '///', '!!/<>"']) {
  test(`the address #${hash} leads somewhere one can go on from`, async ({ panel, tenant }) => {
    await panel.enter(tenant);
    await panel.open(hash);
    const wayOn = panel.page.getByRole('main').getByRole('link', { name: 'Go to the backups' });
    await expect(panel.backups.heading.or(wayOn)).toBeVisible();
    if (await wayOn.isVisible()) await wayOn.click();
    await expect(panel.backups.heading).toBeVisible();
    await panel.backups.expectTotal(0);
  });
}

test('a page size above Cinder’s maximum is the maximum', async ({ panel, tenant, page, lane }) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant, '/backups?rows=5000');
  await panel.backups.expectTotal(60);
  expect((await panel.backups.allIds()).length).toBe(60);
  await expect(panel.backups.pager.size).toHaveValue('1000');
  for (const { query } of await lane.requests({ path: /backups\/detail/ })) {
    expect(Number(new URLSearchParams(query).get('limit'))).toBeLessThanOrEqual(1_000);
  }
  await page.goto(withParameters(page.url(), { rows: 'banana', offset: '-3' }));
  await panel.backups.pager.expectRange(1, 50, 60);
});

test('a page beyond the end says so and leads to the last page', async ({ panel, tenant, page }) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant, '/backups?rows=20&offset=4000');
  await expect(page.getByText('This page is beyond the end')).toBeVisible();
  await panel.backups.expectTotal(60);
  await page
    .getByRole('button', { name: 'Go to the last page' })
    .or(page.getByRole('link', { name: 'Go to the last page' }))
    .click();
  await panel.backups.pager.expectRange(41, 60, 60);
});

test('a page number that is too large leads to the last page', async ({ panel, tenant }) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant, '/backups?rows=20');
  await panel.backups.pager.goTo(99);
  await panel.backups.pager.expectRange(41, 60, 60);
});

test('an order that Cinder does not know is refused in its words, and one gets back to the default', async ({ panel, tenant }) => {
  await seed(3, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant, '/backups?sort=no_such_key:asc');
  await expect(panel.alert).toContainText('Invalid sort key');
  await expect(panel.alert).toContainText(/Request ID\s+req-/);
  await panel.page.getByText('Show in the default order').click();
  await panel.backups.expectTotal(3);
  await expect(panel.alert).toHaveCount(0);
});

test('filters that nothing matches leave a way to clear them', async ({ panel, tenant }) => {
  await seed(3, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant, `/backups?status=error_deleting&volume_id=${randomUUID()}`);
  await panel.backups.expectTotal(0);
  await expect(panel.page.getByText('Nothing matches')).toBeVisible();
  await panel.backups.clearFilters.first().click();
  await panel.backups.expectTotal(3);
});

test('a backup that never was is said to be gone, with the way to the list', async ({ panel, tenant }) => {
  await panel.enter(tenant, `/backups/${randomUUID()}`);
  await expect(panel.page.getByText('This backup is gone')).toBeVisible();
  await panel.page
    .getByRole('main')
    .getByRole('link', { name: /backups/i })
    .first()
    .click();
  await expect(panel.backups.heading).toBeVisible();
});

test('a backup that is deleted while one looks at it is said to be gone', async ({ panel, tenant, cinder, page }) => {
  await page.clock.install();
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'short-lived' });
  await panel.enter(tenant, `/backups/${backup.id}`);
  await expect(panel.backup.heading('short-lived')).toBeVisible();
  await cinder.deleteBackup(backup.id);
  await page.clock.fastForward(31_000);
  await expect(page.getByText('This backup is gone')).toBeVisible();
});

test('a backup of another project is said to be gone, not shown', async ({ panel, tenant, newTenant }) => {
  const other = await newTenant();
  const cinder = await other.cinder();
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'not yours' });
  await panel.enter(tenant, `/backups/${backup.id}`);
  await expect(panel.page.getByText('This backup is gone')).toBeVisible();
  await expect(panel.page.getByText('not yours')).toHaveCount(0);
});
