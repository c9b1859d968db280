/** The example portal of docs/embedding/iframe, exactly as it is there, for one test. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import type { FrameLocator, Page } from '@playwright/test';
import { BackupsPage } from '../../pages/backups-page.ts';
import { CreateDialog } from '../../pages/create-dialog.ts';
import { SignInPage } from '../../pages/sign-in-page.ts';
import { portalOrigins } from '../../portals.mjs';
import { PANEL_PORT, PANEL_URL } from './environment.ts';

const EXAMPLE = path.join(import.meta.dirname, '../../../docs/embedding/iframe/server.mjs');
export const FRAME_HOST = path.join(import.meta.dirname, '../../../dist/frame-host.js');

/** The origin that a worker's portal has: the panel and the cloud allow it. */
export function portalOrigin(worker: number): string {
  const origin = portalOrigins(PANEL_PORT)[worker];
  if (!origin) throw new Error(`There is no portal for worker ${worker}: see e2e/portals.mjs.`);
  return origin;
}

export interface Portal {
  url: string;
  close: () => Promise<void>;
}

/** Runs the example's server until closed. */
export async function startPortal(origin: string, identity: string, panelUrl = PANEL_URL): Promise<Portal> {
  const child = spawn(process.execPath, [EXAMPLE], {
    env: { PATH: process.env.PATH, PORT: new URL(origin).port, PANEL_URL: panelUrl, IDENTITY_URL: identity },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  // Its first line: it listens.
  await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error('The example portal ended.')))]);
  return {
    url: `${origin}/`,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Serves pages that a test makes up, on an origin of its own or on a given one. */
export async function servePages(pages: Record<string, string>, port = 0): Promise<Portal> {
  const server = http.createServer((request, response) => {
    const body = pages[new URL(request.url ?? '/', 'http://localhost').pathname];
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html';
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const used = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${used}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The example portal in the browser. */
export class PortalPage {
  readonly log;
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {
    this.log = page.getByRole('log');
  }

  async signIn({ user, password }: { user: string; password: string }, query = ''): Promise<void> {
    await this.page.goto(this.url + query);
    await this.page.getByLabel('User').fill(user);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('button', { name: 'Sign in to the portal' }).click();
  }

  panel(project: string): FramedPanel {
    return new FramedPanel(this.page.frameLocator(`iframe[title="Backups of ${project}"]`));
  }
}

/** The panel in a frame, by the page objects of the panel alone. */
export class FramedPanel {
  readonly root;
  readonly backups: BackupsPage;
  readonly createDialog: CreateDialog;
  readonly signInPage: SignInPage;

  constructor(readonly frame: FrameLocator) {
    // They look for things only; what presses keys needs the real page.
    const place = frame as unknown as Page;
    this.root = frame.locator('[data-backup-panel]');
    this.backups = new BackupsPage(place);
    this.createDialog = new CreateDialog(place);
    this.signInPage = new SignInPage(place);
  }
}
