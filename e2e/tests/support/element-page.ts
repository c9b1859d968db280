/** A page with `<backup-panel>` on it and nothing else, for what the example portal does not do. */

import { expect, type Locator, type Page } from '@playwright/test';
import { type ElementPortal, openElementPortal, type PortalOptions } from './element-portal.ts';
import { test as base } from './fixtures.ts';

/** What to make a panel with. */
export interface PanelSettings {
  attributes?: Record<string, string>;
  token?: string;
  config?: object;
}

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Portal</title>
<script type="module" src="told.js"></script></head>
<body><div id="place"></div><ol id="told" aria-label="Told"></ol></body></html>`;

const TOLD = `for (const name of ['ready', 'navigate', 'operation', 'session-end', 'error']) {
  document.addEventListener('backup-panel-' + name, ({ detail }) => {
    const line = document.createElement('li');
    line.textContent = name + ' ' + JSON.stringify(detail);
    document.querySelector('#told').append(line);
  });
}`;

export class ElementPage {
  readonly element: Locator;

  constructor(
    readonly page: Page,
    readonly portal: ElementPortal,
  ) {
    this.element = page.locator('backup-panel');
  }

  /** The address of the page. */
  get url(): string {
    return `${this.portal.url}panel.html`;
  }

  /** Loads the page; there is no panel on it yet. */
  async open(hash = ''): Promise<void> {
    await this.page.goto(this.url + hash);
  }

  /** Puts a panel on it. */
  async add(settings: PanelSettings): Promise<void> {
    await this.page.evaluate(
      async ({ script, attributes = {}, token, config }) => {
        await import(script);
        const element = Object.assign(document.createElement('backup-panel'), config && { config }, token && { token });
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.querySelector('#place')?.append(element);
      },
      { script: `${this.portal.filesUrl}embed.js`, ...settings },
    );
  }

  /** Until its first list, or the error in its place, is on screen. */
  async ready(): Promise<void> {
    await expect(this.element.locator('[data-backup-panel]')).toHaveAttribute('data-ready', 'true');
  }

  /** Gives the panel another token. */
  async give(token: string): Promise<void> {
    await this.element.evaluate((element, token) => Object.assign(element, { token }), token);
  }

  /** The events of a name, with their details. */
  told(name: string): Locator {
    return this.page.getByRole('list', { name: 'Told' }).getByRole('listitem').filter({ hasText: name });
  }
}

export const test = base.extend<{ portalOptions: PortalOptions; elementPage: ElementPage }>({
  portalOptions: [{}, { option: true }],
  elementPage: async ({ page, lane, portalOptions }, use, testInfo) => {
    const files = { '/panel.html': HTML, '/told.js': TOLD };
    const portal = await openElementPortal(testInfo, lane, { ...portalOptions, files });
    await use(new ElementPage(page, portal));
    await portal.close();
  },
});

export { expect };
