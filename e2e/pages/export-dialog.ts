import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';

/** A file of records as it is written. */
export interface RecordFile {
  format: string;
  version: number;
  exported_at: string;
  source: { identity: string | null; region: string | null };
  records: FileRecord[];
}

export interface FileRecord {
  id: string;
  name: string | null;
  project_id: string;
  project_name?: string;
  volume_id: string;
  parent_id: string | null;
  created_at: string;
  size: number;
  crc32: string;
  backup_service: string;
  backup_url: string;
}

/** The dialog that reads the records of backups. */
export class ExportDialog {
  readonly dialog: Locator;
  readonly save: Locator;
  readonly retry: Locator;
  readonly saved: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.dialog = page.getByRole('dialog', { name: /^Export/ });
    this.save = this.dialog.getByRole('button', { name: /^Save file/ });
    this.retry = this.dialog.getByRole('button', { name: /^Read the \d+ again/ });
    this.saved = this.dialog.getByText(/^Saved as /);
  }

  /** From the menu of a row. */
  async openFor(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Actions for ${name}` }).click();
    await this.#page.getByRole('menuitem', { name: 'Export record' }).click();
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }

  /** What an expander holds, once it is open. */
  async unfold(title: string): Promise<Locator> {
    await this.dialog.getByText(title, { exact: true }).click();
    return this.dialog.getByRole('group', { name: title });
  }

  /** Saves the file; answers its name, its text and what it holds. */
  async download(): Promise<{ name: string; text: string; file: RecordFile }> {
    const waiting = this.#page.waitForEvent('download');
    await this.save.click();
    const download: Download = await waiting;
    const text = await readFile(await download.path(), 'utf8');
    return { name: download.suggestedFilename(), text, file: JSON.parse(text) };
  }
}
