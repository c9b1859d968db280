/** The example portal of docs/embedding/element on an origin of its own, with two panels in it. */

import http from 'node:http';
import path from 'node:path';
import { expect, type Locator, type Page, type TestInfo } from '@playwright/test';
import sirv from 'sirv';
import type { Lane } from '../../edge/client.mjs';
import { portalOrigins } from '../../portals.mjs';
import { site } from '../../site.mjs';
import { PANEL_PORT } from './environment.ts';

const ROOT = path.join(import.meta.dirname, '../../..');

export interface PortalOptions {
  /** Files that are in no example, by path. */
  files?: Record<string, string>;
  /** The origins of the cloud that the policy lets the page ask; the edge's unless told. */
  cloud?: string[];
}

export interface ElementPortal {
  url: string;
  /** Where the panel's files are: another origin than the portal's. */
  filesUrl: string;
  close: () => Promise<void>;
}

const listen = (server: http.Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

const close = async (server: http.Server) => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

/** Serves the portal as docs/embedding says, and the panel's files from another origin that lets it have them. */
export async function openElementPortal(
  testInfo: TestInfo,
  lane: Lane,
  { files = {}, cloud = [new URL(lane.identity).origin] }: PortalOptions = {},
): Promise<ElementPortal> {
  const origin = portalOrigins(PANEL_PORT)[testInfo.parallelIndex] ?? '';
  const panel = site({ dist: path.join(ROOT, 'dist'), pages: origin });
  const filesOrigin = `http://127.0.0.1:${await listen(panel, 0)}`;
  const directives = {
    'default-src': "'none'",
    'script-src': `'self' ${filesOrigin} 'wasm-unsafe-eval'`,
    'style-src': "'self'",
    'connect-src': `'self' ${filesOrigin} ${cloud.join(' ')}`,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  const csp = Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
  const example = sirv(path.join(ROOT, 'docs/embedding/element'), {
    dev: true,
    setHeaders: (response) => response.setHeader('Content-Security-Policy', csp),
  });
  const made: Record<string, string> = {
    // The only file of the example that a portal has to change.
    '/portal.json': JSON.stringify({ panel: `${filesOrigin}/embed.js`, identityUrl: lane.identity }),
    ...files,
  };
  const portal = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', origin);
    const content = made[pathname];
    if (content === undefined) {
      example(request, response, () => void response.writeHead(404).end());
      return;
    }
    const type = { html: 'text/html', css: 'text/css', js: 'text/javascript' }[pathname.split('.').at(-1) ?? ''];
    response.writeHead(200, { 'Content-Type': type ?? 'application/json', 'Content-Security-Policy': csp }).end(content);
  });
  await listen(portal, Number(new URL(origin).port));
  return {
    url: `${origin}/`,
    filesUrl: `${filesOrigin}/`,
    close: async () => {
      await close(portal);
      await close(panel);
    },
  };
}

/** The portal's page. */
export class PortalPage {
  readonly panels: Locator;
  readonly events: Locator;
  readonly theme: Locator;
  readonly showFailed: Locator;
  readonly signOut: Locator;

  constructor(readonly page: Page) {
    this.panels = page.locator('backup-panel');
    this.events = page.getByRole('list', { name: 'What the panels have told' }).getByRole('listitem');
    this.theme = page.getByRole('combobox', { name: 'Appearance' });
    this.showFailed = page.getByRole('button', { name: 'Show failed backups' });
    this.signOut = page.locator('#appearance').getByRole('button', { name: 'Sign out' });
  }

  /** The panel of a project. */
  panel(project: string): Locator {
    return this.page.getByRole('region', { name: `Backups of ${project}` });
  }

  async enter({ user, password }: { user: string; password: string }): Promise<void> {
    await this.page.getByRole('textbox', { name: 'User' }).fill(user);
    await this.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await this.page.getByRole('button', { name: 'Enter the portal' }).click();
  }

  /** Until a panel's first list, or the error in its place, is on screen. */
  async ready(panel: Locator): Promise<void> {
    await expect(panel.locator('[data-backup-panel]')).toHaveAttribute('data-ready', 'true');
  }
}
