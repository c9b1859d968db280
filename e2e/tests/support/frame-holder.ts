/** Pages that hold the panel in a frame as somebody else may, and collect every message that they get. */

import type { Page } from '@playwright/test';
import { test as base } from './fixtures.ts';
import { FramedPanel, type Portal, portalOrigin, servePages } from './frame-portal.ts';

type Serve = (pages: Record<string, string>, port?: number) => Promise<Portal>;

export const test = base.extend<{ serve: Serve; allowed: number; said: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  serve: async ({}, use) => {
    const made: Portal[] = [];
    await use(async (pages, port) => {
      const site = await servePages(pages, port);
      made.push(site);
      return site;
    });
    for (const site of made) await site.close();
  },
  /** A port whose origin the panel allows as a parent. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  allowed: async ({}, use, { parallelIndex }) => use(Number(new URL(portalOrigin(parallelIndex)).port)),
  /** What the console says. */
  said: async ({ page }, use) => {
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await use(said);
  },
});

/** Collects all that the window and its ports get, as `window.got`. */
export const COLLECT = `
  window.got = [];
  const keep = ({ data, origin }) => window.got.push(JSON.stringify({ data, origin }));
  addEventListener('message', keep);
  /** Sends the message that a portal begins with; \`ports\` is how many ends of channels come with it. */
  window.knock = (target, origin, { version = 1, ports = 1, settings = {}, ...more } = {}) => {
    const channels = Array.from({ length: ports }, () => new MessageChannel());
    for (const { port1 } of channels) {
      port1.onmessage = keep;
      port1.postMessage({ type: 'settings', identityUrl: 'http://127.0.0.1:9/v3', ...settings });
    }
    target.postMessage({ type: 'backup-panel:connect', version, ...more }, origin, channels.map(({ port2 }) => port2));
    window.ports = channels.map(({ port1 }) => port1);
  };
`;

export const holder = (panelUrl: string, script = '') =>
  `<!doctype html><title>Holder</title><iframe title="Panel" width="1000" height="700" src="${panelUrl}"></iframe>
   <script>${COLLECT}</script>${script && `<script type="module">${script}</script>`}`;

export const got = (page: Page) => page.evaluate(() => (window as unknown as { got: string[] }).got);

/** Sends the first message of a portal to the panel, to any origin: the browser is not what stops it here. */
export const knock = (page: Page, options: Record<string, unknown> = {}) =>
  page.evaluate((given) => {
    const self = window as unknown as { knock: (target: unknown, origin: string, options: object) => void };
    self.knock(window.frames[0], '*', given);
  }, options);

export const panelOf = (page: Page) => new FramedPanel(page.frameLocator('iframe[title=Panel]'));

/** Until every window of the page has had its turn, by which time what was sent has come, and what it led to as well. */
export async function settle(page: Page): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const frame of page.frames()) {
      await frame.evaluate(
        () =>
          new Promise((resolve) => {
            const channel = new MessageChannel();
            channel.port1.onmessage = resolve;
            channel.port2.postMessage(null);
          }),
      );
    }
  }
}
