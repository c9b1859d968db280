/** What the project may still make, and whether anything can be made at all. */

import type { Locator, Page } from '@playwright/test';
import { DeleteDialog } from '../pages/delete-dialog.ts';
import type { Cinder } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { passing } from './support/passing.ts';

const quotaOf = (page: Page): Locator => page.getByRole('group', { name: 'Quota for backups' });

async function makeOne(cinder: Cinder): Promise<string> {
  const volume = await cinder.createVolume({ name: 'database' });
  return (await cinder.createBackup({ volume_id: volume.id, name: 'nightly' })).id;
}

test('use and limits are shown, and follow what the panel does', async ({ panel, tenant, cinder, admin, lane, page }) => {
  const id = await makeOne(cinder);
  await admin.setQuota({ backups: 4, backup_gigabytes: 10 });
  await page.clock.install();
  await panel.enter(tenant);
  const [count, size] = ['Backups', 'Size'].map((name) => quotaOf(page).getByRole('meter', { name }));
  if (!(count && size)) throw new Error('no meters');
  await expect(count).toHaveAttribute('aria-valuetext', '1 of 4');
  await expect(size).toHaveAttribute('aria-valuetext', '1 GiB of 10 GiB');
  await expect(quotaOf(page)).toContainText('1 GiB of 10 GiB');
  await panel.backups.act(id, 'Delete…');
  await new DeleteDialog(page).submit.click();
  await passing(panel, async () => (await count.getAttribute('aria-valuetext')) === '0 of 4');
  await expect(size).toHaveAttribute('aria-valuetext', '0 GiB of 10 GiB');
  // Cinder tells only administrators of its services.
  expect(await lane.requests({ path: /os-services/ })).toEqual([]);
});

test('without a limit the use stands alone', async ({ panel, tenant, cinder, admin, page }) => {
  await makeOne(cinder);
  await admin.setQuota({ backups: -1, backup_gigabytes: -1 });
  await panel.enter(tenant);
  await expect(quotaOf(page)).toContainText('1, no limit');
  await expect(quotaOf(page)).toContainText('1 GiB, no limit');
  await expect(quotaOf(page).getByRole('meter')).toHaveCount(0);
});

test('a cloud that does not tell the limits shows its backups all the same (its answer is replaced)', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
}) => {
  await makeOne(cinder);
  const body = JSON.stringify({ forbidden: { code: 403, message: "Policy doesn't allow limits." } });
  await lane.fault({ path: /\/limits$/, answer: { status: 403, type: 'application/json', body, cors: true } });
  await panel.enter(tenant);
  await panel.backups.expectTotal(1);
  await expect.poll(async () => (await lane.requests({ path: /\/limits$/ })).length).toBeGreaterThan(0);
  await expect(quotaOf(page)).toHaveCount(0);
  await expect(panel.alert).toHaveCount(0);
});

test.describe('as an administrator', () => {
  test.use({ tenantOptions: { role: 'admin' } });

  test('the services that make backups are counted and named', async ({ panel, tenant, page }) => {
    await panel.enter(tenant);
    const summary = page.getByText('1 of 1 backup service up');
    await summary.click();
    await expect(page.getByRole('main')).toContainText('in zone nova');
  });

  test('one that is disabled says so, with the reason (the cloud’s answer is edited)', async ({ panel, tenant, lane, page }) => {
    const set = { status: 'disabled', disabled_reason: 'disks are replaced' };
    await lane.fault({ path: /\/os-services$/, alter: { edit: [{ at: '/services/*', set }] } });
    await panel.enter(tenant);
    await page.getByText('1 of 1 backup service up').click();
    await expect(page.getByRole('main')).toContainText('up, but disabled: it is given no new work');
    await expect(page.getByRole('main')).toContainText('“disks are replaced”');
  });

  test('a cloud whose services are all down is told apart (the cloud’s answer is edited)', async ({ panel, tenant, lane }) => {
    await lane.fault({ path: /\/os-services$/, alter: { edit: [{ at: '/services/*', set: { state: 'down' } }] } });
    await panel.enter(tenant);
    await expect(panel.alert).toContainText('No backup service is running in this cloud');
    await expect(panel.alert).toContainText('until the operator of the cloud starts cinder-backup');
  });
});
