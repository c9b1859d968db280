import type { Locator, Page } from '@playwright/test';

/** One backup. */
export class BackupPage {
  readonly back: Locator;
  readonly json: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.back = page.getByRole('main').getByRole('link', { name: 'Backups', exact: true });
    this.json = this.section('JSON');
  }

  heading(name: string | RegExp): Locator {
    return this.#page.getByRole('heading', { name, level: 1 });
  }

  section(name: 'Details' | 'Failure' | 'Metadata' | 'Backups of this volume' | 'JSON'): Locator {
    return this.#page.getByRole('region', { name, exact: true });
  }

  copy(what: string): Locator {
    return this.#page.getByRole('button', { name: `Copy ${what}` });
  }
}
