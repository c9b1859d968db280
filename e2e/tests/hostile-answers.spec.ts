/** An address in an answer is never followed and never becomes a link, whoever wrote it there. */

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { EDGE_URL, PANEL_URL } from './support/environment.ts';
import { test as base, expect } from './support/fixtures.ts';

/** Somebody else's origin, which takes whatever it is given. */
interface Trap {
  url: string;
  /** What it was asked for, preflights too. */
  asked: string[];
}

const test = base.extend<{ trap: Trap }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  trap: async ({}, use) => {
    const asked: string[] = [];
    const server = http.createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(200, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Methods': '*',
        'Access-Control-Allow-Headers': 'accept, content-type, openstack-api-version, x-auth-token, x-subject-token',
        'Content-Type': 'application/json',
      });
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}`, asked });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

/** Origins that the page has asked, from now on. */
function origins(page: Page): Set<string> {
  const seen = new Set<string>();
  page.on('request', (request) => seen.add(new URL(request.url()).origin));
  return seen;
}

/** Every link leads to a place of the panel. */
async function expectOwnLinks(page: Page): Promise<void> {
  const links = page.locator('a[href], area[href], [src], [action], [formaction]');
  const addresses = await links.evaluateAll((all) =>
    all.flatMap((each) =>
      ['href', 'src', 'action', 'formaction'].map((name) => each.getAttribute(name)).filter((it) => it !== null),
    ),
  );
  expect(addresses.filter((address) => !address.startsWith('#') && !/^\.\/(boot|early)-[0-9a-f]+\.js$/.test(address))).toEqual([]);
}

test('links in answers are neither asked for nor shown as links', async ({ panel, page, tenant, cinder, lane, trap }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  const links = ['javascript:alert(1)', 'data:text/html,<script>alert(2)</script>', `${trap.url}/steal`].flatMap((href) =>
    ['self', 'next', 'bookmark'].map((rel) => ({ rel, href })),
  );
  for (const kind of ['backups', 'volumes', 'snapshots', 'versions']) {
    const edit = ['', `/${kind}/*`, '/backup', '/volume'].map((at) => ({ at, set: { links, [`${kind}_links`]: links } }));
    await lane.fault({ method: 'GET', path: kind === 'versions' ? '^/(v3/)?$' : kind, alter: { edit } });
  }
  const asked = origins(page);
  await panel.enter(tenant);
  await panel.backups.expectTotal(1);
  await expectOwnLinks(page);
  await panel.backups.link(backup.id).click();
  await expect(panel.backup.heading('nightly')).toBeVisible();
  await expectOwnLinks(page);
  for (const name of ['Volumes', 'Snapshots']) {
    await panel.header.navigation.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByRole('table', { name })).toBeVisible();
    await expectOwnLinks(page);
  }
  expect((await lane.requests()).some(({ edited }) => edited)).toBe(true);
  expect([...asked].sort()).toEqual([new URL(PANEL_URL).origin, EDGE_URL].sort());
  expect(trap.asked).toEqual([]);
});

test('a redirect takes neither the password nor the token elsewhere', async ({ panel, tenant, lane, trap }) => {
  const to = { headers: { Location: `${trap.url}/v3/auth/tokens` }, cors: true };
  const signIn = await lane.fault({ method: 'POST', path: '/auth/tokens', answer: { status: 307, ...to } });
  await panel.signIn(tenant);
  await expect(panel.alert).toContainText('The identity service leads to another address');
  await signIn.remove();
  await panel.signInPage.submit.click();
  await panel.ready();
  for (const status of [301, 302, 303, 307, 308]) {
    const list = await lane.fault({ path: /backups\/detail/, answer: { status, ...to } });
    await panel.backups.refresh.click();
    await expect(panel.alert.first()).toContainText('Block Storage leads to another address');
    await list.remove();
    await panel.backups.refresh.click();
    await expect(panel.alert).toHaveCount(0);
  }
  expect(trap.asked).toEqual([]);
});

test('a catalog whose Block Storage is no web address is refused in words', async ({ panel, page, tenant, lane }) => {
  for (const url of ['javascript:alert(1)//v3', 'ftp://127.0.0.1/v3', `//${new URL(EDGE_URL).host}/v3`]) {
    const edit = [{ at: '/token/catalog/*/endpoints/*', set: { url } }];
    const fault = await lane.fault({ method: 'POST', path: '/auth/tokens', alter: { edit } });
    await panel.signIn(tenant);
    await expect(panel.alert).toContainText(`The cloud's catalog gives “${url}” as the address of Block Storage.`);
    await expectOwnLinks(page);
    await fault.remove();
  }
  expect(await lane.requests({ service: 'volume', preflights: true })).toEqual([]);
});
