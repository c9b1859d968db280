import type { Locator, Page } from '@playwright/test';

export interface SignInInput {
  identity: string;
  user: string;
  password: string;
  domain?: string;
}

export class SignInPage {
  readonly heading: Locator;
  readonly identity: Locator;
  readonly domain: Locator;
  readonly user: Locator;
  readonly password: Locator;
  readonly submit: Locator;

  constructor(page: Page) {
    this.heading = page.getByRole('heading', { name: 'Sign in', exact: true });
    this.identity = page.getByRole('textbox', { name: 'Identity URL' });
    this.domain = page.getByRole('textbox', { name: 'Domain' });
    this.user = page.getByRole('textbox', { name: 'User name' });
    this.password = page.getByLabel('Password', { exact: true });
    this.submit = page.getByRole('button', { name: 'Sign in', exact: true });
  }

  async fill({ identity, user, password, domain = 'Default' }: SignInInput): Promise<void> {
    await this.identity.fill(identity);
    await this.domain.fill(domain);
    await this.user.fill(user);
    await this.password.fill(password);
  }

  async signIn(input: SignInInput): Promise<void> {
    await this.fill(input);
    await this.submit.click();
  }
}
