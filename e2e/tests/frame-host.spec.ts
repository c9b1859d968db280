/** The portal's end, frame-host.js: what comes into its frame gets nothing that it was not meant for. */

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { PANEL_URL } from './support/environment.ts';
import { expect } from './support/fixtures.ts';
import { COLLECT, got, holder, panelOf, settle, test } from './support/frame-holder.ts';
import { FRAME_HOST } from './support/frame-portal.ts';
import { authenticate } from './support/keystone.ts';

// The browser reports on the console what it refuses.
test.use({ refusals: 'expected' });

/** A portal that has a real token to lose, and says how often it was asked for it. */
const portal = (frameUrl: string, origin: string, identity: string, token: string) =>
  holder(
    frameUrl,
    `import { connectBackupPanel } from '/frame-host.js';
     window.asked = 0;
     window.events = [];
     const getToken = async () => { window.asked += 1; return ${JSON.stringify(token)}; };
     window.connectBackupPanel = connectBackupPanel;
     connectBackupPanel(document.querySelector('iframe'), {
       origin: ${JSON.stringify(origin)}, identityUrl: ${JSON.stringify(identity)}, getToken,
       onEvent: (name, detail) => window.events.push({ name, detail }),
     });`,
  );
const asked = (page: Page) => page.evaluate(() => (window as unknown as { asked: number }).asked);
const frameHost = () => readFile(FRAME_HOST, 'utf8');
/** Answers as the panel would, to whoever it can, and keeps all that it hears. */
const impostor = `<!doctype html><title>Impostor</title><h1>Impostor</h1><script>${COLLECT}
   addEventListener('message', ({ ports }) => {
     for (const port of ports) {
       port.onmessage = keep;
       for (const type of ['connected', 'token-request']) port.postMessage({ type, version: 1, id: 1, renew: false });
     }
   });
   for (const type of ['backup-panel:connect', 'connected', 'token-request', 'token']) {
     parent.postMessage({ type, version: 1, id: 1 }, '*');
   }</script>`;

test('a page of another origin in the frame gets no token, not even a message', async ({ page, serve, tenant, lane, said }) => {
  const token = await authenticate(tenant, tenant.project.id);
  const other = await serve({ '/': impostor });
  const origin = new URL(PANEL_URL).origin;
  const { url } = await serve({ '/': portal(other.url, origin, lane.identity, token), '/frame-host.js': await frameHost() });
  await page.goto(url);
  await expect.poll(() => said.join('\n')).toContain(`no panel of ${origin} has answered`);
  const [, child] = page.frames();
  expect(await child?.evaluate(() => (window as unknown as { got: string[] }).got)).toEqual([]);
  expect(await asked(page)).toBe(0);
});

test('neither does one that comes into the frame after the panel', async ({ page, serve, tenant, lane, allowed }) => {
  const token = await authenticate(tenant, tenant.project.id);
  const other = await serve({ '/': impostor });
  const { url } = await serve(
    { '/': portal(PANEL_URL, new URL(PANEL_URL).origin, lane.identity, token), '/frame-host.js': await frameHost() },
    allowed,
  );
  await page.goto(url);
  await panelOf(page).backups.expectTotal(0);
  expect(await asked(page)).toBe(1);
  await page.locator('iframe').evaluate((frame: HTMLIFrameElement, to) => {
    frame.src = to;
  }, other.url);
  await expect(panelOf(page).frame.getByRole('heading', { name: 'Impostor' })).toBeVisible();
  await settle(page);
  const [, child] = page.frames();
  const heard = await child?.evaluate(() => (window as unknown as { got: string[] }).got);
  expect(heard).toEqual([]);
  expect(await asked(page)).toBe(1);
  // What the impostor sent to the portal's window was kept by the test's own listener, and led to nothing.
  expect((await got(page)).join('')).not.toContain(token);
});

test('an origin that is not exact, and what else is missing, is said at once', async ({ page, serve }) => {
  const { url } = await serve({
    '/': portal('about:blank', 'http://127.0.0.1:9', 'http://127.0.0.1:9/v3', 'none'),
    '/frame-host.js': await frameHost(),
  });
  await page.goto(url);
  const complaints = await page.evaluate(() => {
    const { connectBackupPanel } = window as unknown as { connectBackupPanel: (frame: unknown, options: unknown) => void };
    const frame = document.querySelector('iframe');
    const getToken = async () => '';
    const bad: Array<[unknown, object]> = [
      [frame, { origin: '*', getToken }],
      [frame, { origin: 'null', getToken }],
      [frame, { origin: '/', getToken }],
      [frame, { origin: 'https://panel.example/path', getToken }],
      [frame, { origin: 'https://PANEL.example', getToken }],
      [frame, { origin: 'https://panel.example' }],
      [document.body, { origin: 'https://panel.example', getToken }],
      [frame, { origin: 'https://panel.example', getToken, project: 7 }],
    ];
    return bad.map(([element, options]) => {
      try {
        connectBackupPanel(element, options);
        return 'taken';
      } catch (error) {
        return String(error);
      }
    });
  });
  const said = complaints.map((complaint) => complaint.split(' ').slice(0, 3).join(' '));
  const of = (word: string) => `TypeError: connectBackupPanel: ${word}`;
  expect(said).toEqual([...Array(5).fill(of('origin:')), of('getToken:'), of('an'), of('project:')]);
});
