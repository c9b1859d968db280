/** What somebody else wrote into the cloud is text, wherever it is shown. */

import { expect, test } from './support/fixtures.ts';

const IMAGE = '<img src=x onerror=alert(1)>';
const SCRIPT = '"><script>alert(2)</script>';
const LINK = 'javascript:alert(3)';
const TEMPLATE = `{{constructor.constructor('alert(4)')()}} &lt;b&gt;`;

/** Nothing that the text could have become exists. The health of the page covers what would have run. */
async function expectInert(page: import('@playwright/test').Page): Promise<void> {
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  await expect(page.locator('script:not([src])').filter({ hasText: 'alert' })).toHaveCount(0);
  await expect(page.locator('[href^="javascript:"]')).toHaveCount(0);
}

test('hostile names, descriptions, metadata and failures are shown letter by letter', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: IMAGE });
  const backup = await cinder.createBackup({
    volume_id: volume.id,
    name: SCRIPT,
    description: TEMPLATE,
    metadata: { link: LINK, image: IMAGE },
  });
  await panel.enter(tenant);
  await expect(panel.backups.link(backup.id)).toHaveText(SCRIPT);
  await expectInert(page);

  await panel.backups.link(backup.id).click();
  await expect(panel.backup.heading(SCRIPT)).toBeVisible();
  await expect(panel.backup.section('Details')).toContainText(TEMPLATE);
  await expect(panel.backup.section('Details')).toContainText(IMAGE);
  await expect(panel.backup.section('Metadata')).toContainText(LINK);
  await expect(panel.backup.section('Metadata')).toContainText(IMAGE);
  await expectInert(page);
});

test('a hostile reason of a failure is text', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v', knobs: { connect_error: IMAGE } });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'failed' }, 'error');
  await panel.enter(tenant, `/backups/${backup.id}`);
  await expect(panel.backup.section('Failure')).toContainText(IMAGE);
  await expectInert(page);
});

test('a hostile message of the service is text', async ({ panel, tenant, lane, page }) => {
  const body = JSON.stringify({ badRequest: { code: 400, message: `Invalid ${IMAGE}` } });
  await lane.fault({ path: /backups\/detail/, answer: { status: 400, type: 'application/json', body, cors: true } });
  await panel.enter(tenant);
  await expect(panel.alert).toContainText(`Invalid ${IMAGE}`);
  await expectInert(page);
});

test('a hostile address is text', async ({ panel, tenant, page }) => {
  await panel.enter(tenant, `/backups?name~=${encodeURIComponent(SCRIPT)}&sort=${encodeURIComponent(IMAGE)}`);
  await expect(panel.backups.search).toHaveValue(SCRIPT);
  await expectInert(page);
  await panel.open(`/${encodeURIComponent(IMAGE)}`);
  await expect(panel.root).toBeVisible();
  await expectInert(page);
});

test('very long and unusual names neither break the page nor are cut off from reach', async ({ panel, tenant, cinder, page }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const names = ['x'.repeat(255), 'العربية ‮reversed‬', '👩‍👩‍👧‍👦 family', '   spaces   inside   '];
  const ids = [];
  for (const name of names) ids.push((await cinder.createBackup({ volume_id: volume.id, name })).id);
  await panel.enter(tenant);
  for (const id of ids) await expect(panel.backups.link(id)).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await panel.backups.link(ids[0] ?? '').click();
  await expect(panel.backup.heading(names[0] ?? '')).toBeVisible();
});
