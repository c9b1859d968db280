/** The page on one origin, its files on another: both by a real server, with what scripts/web_server_config.mjs writes. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { page as pageFor } from '../../scripts/hosting/headers.mjs';
import { startServer } from '../hosting/servers.mjs';
import { DeleteDialog } from '../pages/delete-dialog.ts';
import { portalOrigins } from '../portals.mjs';
import { EDGE_URL, PANEL_PORT } from './support/environment.ts';
import { expect, test } from './support/fixtures.ts';

const DIST = path.join(import.meta.dirname, '../../dist');

test('the panel runs with its files on another origin, parts that come later too', async ({
  panel,
  page,
  tenant,
  cinder,
}, testInfo) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  // An origin that the cloud lets read its answers.
  const origin = portalOrigins(PANEL_PORT)[testInfo.parallelIndex] ?? '';
  const files = await startServer('nginx', { dist: DIST, path: '/static/', pages: origin });
  const folder = testInfo.outputPath('page');
  await mkdir(folder);
  await writeFile(path.join(folder, 'index.html'), pageFor(await readFile(path.join(DIST, 'index.html'), 'utf8'), files.url));
  const config = { clouds: [{ identity_url: EDGE_URL, api_origins: [] }] };
  const site = await startServer('nginx', {
    dist: folder,
    path: '/',
    port: Number(new URL(origin).port),
    files: files.url,
    config,
  });
  try {
    const asked: string[] = [];
    const failed: string[] = [];
    page.on('response', (response) => {
      asked.push(response.url());
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(site.url);
    await panel.signInPage.signIn({ identity: panel.lane.identity, ...tenant });
    await panel.ready();
    await panel.backups.act(backup.id, 'Delete…');
    await expect(new DeleteDialog(page).submit).toBeEnabled();
    // The page came from the one, all else of the panel from the other.
    expect(asked.filter((url) => url.startsWith(site.url))).toEqual([site.url]);
    for (const kind of [/_bg\.wasm$/, /\/dialogs-[0-9a-f]+\.wasm$/, /\.css$/, /boot-[0-9a-f]+\.js$/, /config\.json$/]) {
      expect(
        asked.some((url) => url.startsWith(files.url) && kind.test(url)),
        String(kind),
      ).toBe(true);
    }
    expect(failed).toEqual([]);
  } finally {
    await site.close();
    await files.close();
  }
});
