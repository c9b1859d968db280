import type { Locator, Page } from '@playwright/test';

/** The dialog that sets the status of backups. */
export class ResetDialog {
  readonly root: Locator;
  readonly status: Locator;
  readonly submit: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: 'Reset status' });
    this.status = this.root.getByRole('combobox', { name: 'New status' });
    this.submit = this.root.getByRole('button', { name: /^Set / });
  }
}
