import type { Locator, Page } from '@playwright/test';

/** The banner: where one is, as whom, and how it looks. */
export class Header {
  readonly root: Locator;
  readonly navigation: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('banner');
    this.navigation = page.getByRole('navigation', { name: 'Main' });
  }

  project(name?: string): Locator {
    return this.root.getByRole('button', { name: name === undefined ? /^Project: / : `Project: ${name}` });
  }

  region(name?: string): Locator {
    return this.root.getByRole('button', { name: name === undefined ? /^Region: / : `Region: ${name}` });
  }

  account(user?: string): Locator {
    return this.root.getByRole('button', { name: user === undefined ? /^Account: / : `Account: ${user}` });
  }

  option(name: string): Locator {
    return this.#page.getByRole('menuitemradio', { name, exact: true });
  }

  async switchProject(name: string): Promise<void> {
    await this.project().click();
    await this.option(name).click();
  }

  async switchRegion(name: string): Promise<void> {
    await this.region().click();
    await this.option(name).click();
  }

  async theme(name: 'Light' | 'Dark' | 'System'): Promise<void> {
    await this.account().click();
    await this.option(name).click();
    await this.#page.keyboard.press('Escape');
  }

  async signOut(): Promise<void> {
    await this.account().click();
    await this.#page.getByRole('menuitem', { name: 'Sign out' }).click();
  }
}
