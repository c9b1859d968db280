import type { Locator, Page } from '@playwright/test';

/** The form that changes a backup's name, description and metadata. */
export class EditDialog {
  readonly root: Locator;
  readonly name: Locator;
  readonly description: Locator;
  readonly save: Locator;
  readonly saveAllTheSame: Locator;
  readonly cancel: Locator;
  readonly addMetadata: Locator;
  /** What saving will change. */
  readonly changes: Locator;
  readonly alert: Locator;
  readonly command: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('dialog', { name: /^Edit / });
    this.name = this.root.getByRole('textbox', { name: 'Name' });
    this.description = this.root.getByRole('textbox', { name: 'Description' });
    this.save = this.root.getByRole('button', { name: 'Save changes' });
    this.saveAllTheSame = this.root.getByRole('button', { name: 'Save all the same' });
    this.cancel = this.root.getByRole('button', { name: 'Cancel' });
    this.addMetadata = this.root.getByRole('button', { name: 'Add metadata' });
    this.changes = this.root.getByRole('group', { name: 'Will be changed' }).getByRole('listitem');
    this.alert = this.root.getByRole('alert');
    this.command = this.root.getByText('Copy as command');
  }

  /** From a backup's own page. */
  async open(): Promise<void> {
    await this.item();
    await this.#page.getByRole('menuitem', { name: 'Edit…' }).click();
  }

  /** The menu's item, with the menu open. */
  async item(): Promise<Locator> {
    await this.#page.getByRole('button', { name: 'Actions', exact: true }).click();
    return this.#page.getByRole('menuitem', { name: 'Edit…' });
  }

  key(row: number): Locator {
    return this.root.getByRole('textbox', { name: `Key ${row}`, exact: true });
  }

  value(row: number): Locator {
    return this.root.getByRole('textbox', { name: `Value ${row}`, exact: true });
  }

  remove(row: number): Locator {
    return this.root.getByRole('button', { name: `Remove metadata ${row}`, exact: true });
  }

  /** Adds a row and writes a pair into it. */
  async add(row: number, key: string, value: string): Promise<void> {
    await this.addMetadata.click();
    await this.key(row).fill(key);
    await this.value(row).fill(value);
  }

  tool(name: 'openstack' | 'cinder' | 'curl'): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }
}
