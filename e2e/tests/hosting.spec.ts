/** What holds for dist/ behind every web server; `make test` runs it behind each of them. */

import type { Page } from '@playwright/test';
import { CreateDialog } from '../pages/create-dialog.ts';
import { PANEL_URL } from './support/environment.ts';
import { expect, test } from './support/fixtures.ts';

/** What the panel's own files have cost on the wire since the page was opened, in bytes; undefined until the last came. */
function transferred(page: Page): Promise<number | undefined> {
  return page.evaluate((own) => {
    const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(({ name }) =>
      name.startsWith(own),
    ) as PerformanceResourceTiming[];
    const last = ['dialogs-', 'pages-'].every((part) => files.some(({ name }) => name.includes(`/${part}`)));
    return last ? files.reduce((sum, { transferSize }) => sum + transferSize, 0) : undefined;
  }, PANEL_URL);
}

test('signing in, the list and a new backup; a second visit costs next to nothing, and no file is missing', async ({
  panel,
  tenant,
  cinder,
  page,
}) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(PANEL_URL) && response.status() >= 400) missing.push(response.url());
  });
  const volume = await cinder.createVolume({ name: 'database' });
  await panel.enterByForm(tenant);
  await panel.backups.expectTotal(0);
  await panel.backups.create.click();
  const create = new CreateDialog(page);
  await create.root.locator(`[role=option][data-volume-id="${volume.id}"]`).click();
  await create.name.fill('nightly');
  await create.submit.click();
  await expect(create.root).toHaveCount(0);
  await expect.poll(() => cinder.count('status=available')).toBe(1);
  await expect.poll(() => transferred(page)).toBeGreaterThan(100_000);
  await page.reload();
  await panel.ready();
  await panel.backups.expectTotal(1);
  await expect.poll(() => transferred(page)).toBeLessThan(10_000);
  expect(missing).toEqual([]);
});
