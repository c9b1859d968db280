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
  /** The cloud, when config.json lists several. */
  readonly cloud: Locator;
  readonly credentialId: Locator;
  readonly credentialName: Locator;
  readonly secret: Locator;
  readonly byName: Locator;
  readonly token: Locator;
  readonly passcode: Locator;
  readonly newPassword: Locator;
  readonly newPasswordAgain: Locator;
  readonly changePassword: Locator;
  readonly back: Locator;
  /** To a cloud without Keystone. */
  readonly goOn: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.cloud = page.getByRole('combobox', { name: 'Cloud' });
    this.credentialId = page.getByRole('textbox', { name: 'Application credential ID' });
    this.credentialName = page.getByRole('textbox', { name: 'Application credential name' });
    this.secret = page.getByLabel('Secret', { exact: true });
    this.byName = page.getByRole('checkbox', { name: 'By name and user instead of the ID' });
    this.token = page.getByLabel('Token', { exact: true });
    this.passcode = page.getByRole('textbox', { name: 'Passcode' });
    this.newPassword = page.getByLabel('New password', { exact: true });
    this.newPasswordAgain = page.getByLabel('New password again', { exact: true });
    this.changePassword = page.getByRole('button', { name: 'Change and sign in' });
    this.back = page.getByRole('button', { name: 'Back' });
    this.goOn = page.getByRole('button', { name: 'Continue' });
    this.heading = page.getByRole('heading', { name: 'Sign in', exact: true });
    this.identity = page.getByRole('textbox', { name: 'Identity URL' });
    this.domain = page.getByRole('textbox', { name: 'Domain' });
    this.user = page.getByRole('textbox', { name: 'User name' });
    this.password = page.getByLabel('Password', { exact: true });
    this.submit = page.getByRole('button', { name: 'Sign in', exact: true });
  }

  /** Chooses another way than the one in sight. */
  async use(way: 'a password' | 'an application credential' | 'a token'): Promise<void> {
    await this.#page.getByRole('button', { name: `Use ${way}` }).click();
  }

  async enterPasscode(passcode: string): Promise<void> {
    await this.passcode.fill(passcode);
    await this.submit.click();
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
