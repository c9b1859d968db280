/** Page and panel leave each other's looks alone; mounted and unmounted a hundred times, nothing stays behind. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Lane } from '../edge/client.mjs';
import { type ElementPortal, openElementPortal } from './support/element-portal.ts';
import { test as base, expect } from './support/fixtures.ts';
import { held, watchMemories } from './support/held.ts';
import { authenticate } from './support/keystone.ts';

/** Without its icons, whose font the portal's policy would have to allow. */
const BOOTSTRAP = readFileSync(path.join(import.meta.dirname, '../node_modules/bootstrap/dist/css/bootstrap.css'), 'utf8').replace(
  /@font-face\s*\{[^}]*\}/g,
  '',
);

/** What portals say of all elements, each of them after the panel's own sheet would have been read. */
const LOOKS: Record<string, string> = {
  bare: '',
  reset: '*, *::before, *::after { margin: 0; padding: 0; border: 0; font: inherit; box-sizing: content-box; list-style: none }',
  unset: '* { all: unset !important } style, script, head, title { display: none !important }',
  revert: '* { all: revert !important }',
  initial: '* { all: initial; } html, body, div, main { display: block }',
  loud:
    'html { font-size: 40px; letter-spacing: 3px; word-spacing: 9px; line-height: 3; text-transform: uppercase; color: red; text-align: right;' +
    ' direction: rtl; cursor: crosshair; white-space: pre; font-family: monospace; visibility: visible; text-indent: 4em; tab-size: 99 }' +
    ' :is(button, input, table, td, th, a, h1, p, ul, li, nav, main, header, dialog, label) { background: lime !important; padding: 20px !important;' +
    ' border: 9px dotted red !important } .bp-button, .bp-table, [data-backup-panel] { display: none !important }',
  bootstrap: BOOTSTRAP,
};

/** The page: elements of its own, and a place for the panel that is of one size whatever the page says. */
const html = (look: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Portal</title>
<link rel="stylesheet" href="${look}.css"><link rel="stylesheet" href="place.css"></head>
<body><main><section id="own"><h1>Portal</h1><p>Words with a <a href="#x">link</a></p>
<table><thead><tr><th>Key</th></tr></thead><tbody><tr><td>Value</td></tr></tbody></table>
<ul><li>one</li></ul><button type="button">Press</button><input value="typed" aria-label="Typed"></section></main>
<div id="place"></div></body></html>`;

const PLACE = `#place, #place > backup-panel { display: block !important; position: fixed !important; inset: 0 auto auto 0 !important;
  width: 900px !important; height: 560px !important; margin: 0 !important; padding: 0 !important; border: 0 !important }
  #own { display: block !important; position: absolute !important; top: 600px !important; left: 0 !important; width: 900px !important }`;

const FILES = Object.fromEntries([
  ['/place.css', PLACE],
  ...Object.entries(LOOKS).flatMap(([look, css]) => [
    [`/${look}.css`, css],
    [`/${look}.html`, html(look)],
  ]),
]);

const test = base.extend<{ portal: ElementPortal }>({
  portal: async ({ lane }, use, testInfo) => {
    const portal = await openElementPortal(testInfo, lane, { files: FILES });
    await use(portal);
    await portal.close();
  },
});

/** Puts a panel into the page that gets this token; it shows the route at once. */
async function mount(page: Page, portal: ElementPortal, lane: Lane, token: string, route = '/operations') {
  await page.evaluate(
    async ({ script, identity, token, route }) => {
      await import(script);
      const element = Object.assign(document.createElement('backup-panel'), { getToken: async () => token });
      element.setAttribute('identity-url', identity);
      element.setAttribute('route', route);
      element.setAttribute('theme', 'light');
      document.querySelector('#place')?.append(element);
    },
    { script: `${portal.filesUrl}embed.js`, identity: lane.identity, token, route },
  );
  await expect(page.locator('backup-panel').getByRole('heading', { level: 1 })).toBeVisible();
}

/**
 * How many pixels of two pictures of one size differ by more than 10 of 255 in a channel. Less is how the edges of
 * letters are smoothed, which is not the same from page to page: 20 pixels by up to 7 with the page from right to left.
 */
async function differing(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const blank = await page.context().newPage();
  const differ = await blank.evaluate(
    async (pictures) => {
      const [a, b] = await Promise.all(
        pictures.map(async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, bitmap.width, bitmap.height);
        }),
      );
      if (!a || !b || a.width !== b.width || a.height !== b.height) return -1;
      let count = 0;
      for (let at = 0; at < a.data.length; at += 4) {
        if ([0, 1, 2].some((channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > 10)) count += 1;
      }
      return count;
    },
    [one.toString('base64'), other.toString('base64')],
  );
  await blank.close();
  return differ;
}

test('the panel looks the same on every page, and so does the page with and without the panel', async ({
  page,
  portal,
  lane,
  tenant,
}) => {
  test.setTimeout(600_000);
  const token = await authenticate(tenant, tenant.project.id);
  // High enough for the loudest page: one that is scrolled comes to lie under the panel, whose place is fixed.
  await page.setViewportSize({ width: 1000, height: 4000 });
  const shot = (selector: string) => page.locator(selector).screenshot({ animations: 'disabled', caret: 'hide' });
  let bare: Buffer | undefined;
  for (const look of Object.keys(LOOKS)) {
    await page.goto(`${portal.url}${look}.html`);
    const before = await shot('#own');
    await mount(page, portal, lane, token);
    const panel = await shot('#place');
    bare ??= panel;
    await test.info().attach(look, { body: panel, contentType: 'image/png' });
    expect(await differing(page, panel, bare), `the panel on the page "${look}"`).toBe(0);
    expect(await differing(page, await shot('#own'), before), `the page "${look}" beside the panel`).toBe(0);
  }
});

test('a hundred times mounted and unmounted, nothing stays behind', async ({ page, portal, lane, tenant }) => {
  test.setTimeout(600_000);
  const token = await authenticate(tenant, tenant.project.id);
  await watchMemories(page);
  await page.goto(`${portal.url}bare.html`);
  const round = async () => {
    await mount(page, portal, lane, token, '/backups');
    await expect(page.locator('backup-panel [data-backup-panel]')).toHaveAttribute('data-ready', 'true');
    await page.evaluate(async () => {
      document.querySelector('backup-panel')?.remove();
      await new Promise((resolve) => setTimeout(resolve));
    });
  };
  const session = await page.context().newCDPSession(page);
  // What is made once for the page is made by then.
  for (let at = 0; at < 10; at += 1) await round();
  const before = await held(page, session);
  expect(before.wasm).toBeGreaterThan(0);
  for (let at = 0; at < 100; at += 1) await round();
  const after = await held(page, session);
  test.info().annotations.push({ type: 'held', description: JSON.stringify({ before, after }) });
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(50);
  expect(after.listeners - before.listeners).toBeLessThanOrEqual(10);
  expect(after.wasm - before.wasm).toBeLessThanOrEqual(1_000_000);
});

test('taken away while it signs in, it ends without harm to the others', async ({ page, portal, lane, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  const token = await authenticate(tenant, tenant.project.id);
  await page.goto(`${portal.url}bare.html`);
  const reading = await lane.hold({ service: 'identity', method: 'GET', path: /auth\/tokens$/ });
  await page.evaluate(
    async ({ script, identity, token }) => {
      await import(script);
      const element = Object.assign(document.createElement('backup-panel'), { getToken: async () => token });
      element.setAttribute('identity-url', identity);
      document.querySelector('#place')?.append(element);
    },
    { script: `${portal.filesUrl}embed.js`, identity: lane.identity, token },
  );
  await reading.reached();
  await page.evaluate(() => document.querySelector('backup-panel')?.remove());
  await reading.release();
  await mount(page, portal, lane, token, '/backups');
  await expect(page.locator('backup-panel [data-total]')).toHaveAttribute('data-total', '1');
});
