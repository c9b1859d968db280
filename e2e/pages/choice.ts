import type { Locator, Page } from '@playwright/test';

/** The page that asks for a project or for a region. */
export class Choice {
  readonly heading: Locator;
  readonly search: Locator;
  #page: Page;

  constructor(page: Page, heading: string) {
    this.#page = page;
    this.heading = page.getByRole('heading', { name: heading });
    this.search = page.getByRole('searchbox', { name: 'Find a project' });
  }

  option(name: string): Locator {
    return this.#page.getByRole('main').getByRole('button', { name, exact: true });
  }
}
