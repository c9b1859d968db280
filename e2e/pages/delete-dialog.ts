import type { Locator, Page } from '@playwright/test';

/** The dialog that deletes one or several backups, by force or not. */
export class DeleteDialog {
  readonly root: Locator;
  /** The button that deletes, whatever it says. */
  readonly submit: Locator;
  readonly cancel: Locator;
  readonly alert: Locator;
  /** Deletes what builds on them as well. */
  readonly include: Locator;
  /** The number to type for many. */
  readonly number: Locator;
  readonly leftOut: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('dialog', { name: /^(Delete|Force delete) backups?$/ });
    this.submit = this.root.getByRole('button', { name: /^(Delete|Force delete) (“|\d)/ });
    this.cancel = this.root.getByRole('button', { name: 'Cancel', exact: true });
    this.alert = this.root.getByRole('alert');
    this.include = this.root.getByRole('checkbox', { name: /^Delete (it and|that|those) / });
    this.number = this.root.getByRole('textbox', { name: /^Type [\d,]+ to confirm$/ });
    this.leftOut = this.root.getByRole('list', { name: /left out$/ }).getByRole('listitem');
  }

  /** What builds on the backup, in the order in which it is listed. */
  get dependents(): Locator {
    return this.root.getByRole('list', { name: /builds? on (it|these)$/ }).getByRole('listitem');
  }
}
