import type { Locator, Page } from '@playwright/test';

/** Asks for the password again over the page when the session has ended. */
export class ReauthenticationDialog {
  readonly root: Locator;
  readonly password: Locator;
  readonly secret: Locator;
  readonly token: Locator;
  readonly passcode: Locator;
  readonly submit: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Sign in again' });
    this.password = this.root.getByLabel('Password', { exact: true });
    this.secret = this.root.getByLabel('Secret', { exact: true });
    this.token = this.root.getByLabel('Token', { exact: true });
    this.passcode = this.root.getByRole('textbox', { name: 'Passcode' });
    this.submit = this.root.getByRole('button', { name: 'Sign in' });
  }

  async signIn(password: string): Promise<void> {
    await this.password.fill(password);
    await this.submit.click();
  }
}
