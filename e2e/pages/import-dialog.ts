import { expect, type Locator, type Page } from '@playwright/test';
import { collect } from './scrolling.ts';

/** The states of a record, before and after it is sent. */
export type RecordState =
  | 'ready'
  | 'exists'
  | 'parent-missing'
  | 'incomplete'
  | 'damaged'
  | 'circular'
  | 'checking'
  | 'waiting'
  | 'sending'
  | 'looking'
  | 'following'
  | 'done'
  | 'failed'
  | 'not-run';

/** The dialog that imports records. Rows are found by the id of their backup. */
export class ImportDialog {
  readonly button: Locator;
  readonly dialog: Locator;
  readonly text: Locator;
  readonly table: Locator;
  readonly rows: Locator;
  readonly submit: Locator;
  readonly alert: Locator;
  readonly status: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.button = page.getByRole('button', { name: 'Import…' });
    this.dialog = page.getByRole('dialog', { name: 'Import backup records' });
    this.text = this.dialog.getByRole('textbox', { name: 'Records' });
    this.table = this.dialog.getByRole('table', { name: 'Records to import' });
    this.rows = this.table.locator('tbody tr');
    this.submit = this.dialog.getByRole('button', { name: /^Import \d/ });
    this.alert = this.dialog.getByRole('alert');
    this.status = this.dialog.getByRole('status');
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.text).toBeVisible();
  }

  /** Chooses a file of this content. */
  async choose(content: string | Buffer, name = 'records.json'): Promise<void> {
    const chooser = this.#page.waitForEvent('filechooser');
    await this.dialog.getByRole('button', { name: 'Choose file' }).click();
    const buffer = typeof content === 'string' ? Buffer.from(content) : content;
    await (await chooser).setFiles({ name, mimeType: 'application/json', buffer });
  }

  /** Drops a file of this content somewhere on the page. */
  async drop(content: string, name = 'records.json'): Promise<void> {
    const data = await this.#page.evaluateHandle(
      ([text, called]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], called, { type: 'application/json' }));
        return transfer;
      },
      [content, name] as const,
    );
    await this.dialog.dispatchEvent('dragover', { dataTransfer: data });
    await expect(this.dialog.getByText('Drop the file to read it')).toBeVisible();
    await this.dialog.dispatchEvent('drop', { dataTransfer: data });
  }

  row(id: string): Locator {
    return this.table.locator(`[data-record-id="${id}"]`);
  }

  checkbox(id: string): Locator {
    return this.row(id).getByRole('checkbox');
  }

  async expectState(id: string, state: RecordState, options?: { timeout: number }): Promise<void> {
    await expect(this.row(id)).toHaveAttribute('data-state', state, options);
  }

  /** The ids of all records of the list, scrolling through it. */
  async allIds(): Promise<string[]> {
    return collect(this.table, 'data-record-id');
  }

  show(what: 'All' | 'Ready' | 'Problems' | 'Failed'): Locator {
    return this.dialog.getByRole('group', { name: 'Show' }).getByRole('button', { name: new RegExp(`^${what} \\d`) });
  }

  project(id: string): Locator {
    return this.dialog.locator(`[data-project="${id}"]`);
  }

  into(id: string): Locator {
    return this.project(id).getByRole('combobox', { name: 'Into' });
  }

  /** Shows a record in full and answers where. */
  async details(name: string): Promise<Locator> {
    await this.table.getByRole('button', { name, exact: true }).click();
    return this.dialog.getByRole('region', { name: `Details of ${name}` });
  }

  action(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }
}
