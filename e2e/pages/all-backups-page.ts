import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { Pager } from './pager.ts';
import { collect } from './scrolling.ts';

/** Every backup, read whole: by backup or by volume. */
export class AllBackupsPage {
  readonly heading: Locator;
  readonly table: Locator;
  readonly rows: Locator;
  readonly groups: Locator;
  readonly groupRows: Locator;
  /** What is found, in numbers. */
  readonly found: Locator;
  /** How far reading has come, while it is under way. */
  readonly came: Locator;
  readonly incomplete: Locator;
  readonly complete: Locator;
  readonly stop: Locator;
  readonly goOn: Locator;
  readonly readAgain: Locator;
  readonly search: Locator;
  readonly filters: Locator;
  readonly dialog: Locator;
  readonly activeFilters: Locator;
  readonly groupByVolume: Locator;
  readonly selection: Locator;
  readonly selectPage: Locator;
  readonly pager: Pager;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.heading = page.getByRole('heading', { level: 1 });
    this.table = page.getByRole('table', { name: 'All backups' });
    this.rows = this.table.locator('[data-backup-id]');
    this.groups = page.getByRole('table', { name: 'Backups by volume' });
    this.groupRows = this.groups.locator('[data-volume-id]');
    this.found = page.locator('[data-found]');
    this.came = page.locator('[data-came]');
    this.incomplete = page.getByRole('status').filter({ hasText: 'Not all backups have been read' });
    this.complete = page.getByRole('status').filter({ hasText: /^All [\d,]+ backups? read (at|from) / });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.goOn = page.getByRole('button', { name: 'Go on', exact: true });
    this.readAgain = page.getByRole('button', { name: 'Read again', exact: true });
    this.search = page.getByRole('searchbox', { name: 'Find in all fields' });
    this.filters = page.getByRole('button', { name: 'Filters', exact: true });
    this.dialog = page.getByRole('dialog', { name: 'Filters' });
    this.activeFilters = page.getByRole('list', { name: 'Active filters' });
    this.groupByVolume = page.getByRole('button', { name: 'Group by volume' });
    this.selection = page.getByRole('group', { name: 'Selected rows' });
    this.selectPage = this.table.getByRole('checkbox', { name: 'Select all rows of this page' });
    this.pager = new Pager(page);
  }

  /** The way here from the list of backups. */
  link(name: string): Locator {
    return this.#page.getByRole('link', { name, exact: true });
  }

  async expectFound(backups: number): Promise<void> {
    await expect(this.found).toHaveAttribute('data-found', String(backups));
  }

  async expectComplete(): Promise<void> {
    await expect(this.complete).toBeVisible({ timeout: 90_000 });
  }

  /** The page holds exactly these, in this order. */
  async expectIds(ids: string[]): Promise<void> {
    await expect.poll(() => collect(this.table, 'data-backup-id')).toEqual(ids);
  }

  /** Presses the column's header; how often decides the direction. */
  async sortBy(table: Locator, column: string): Promise<void> {
    await table.getByRole('columnheader', { name: column }).getByRole('button', { name: column }).click();
  }

  /** Fills in the dialog of filters and applies it; a field is told by its label. */
  async filter(fields: Record<string, string>): Promise<void> {
    await this.filters.click();
    for (const [label, value] of Object.entries(fields)) {
      const field = this.dialog.getByLabel(label, { exact: true });
      if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ label: value });
      else await field.fill(value);
    }
    await this.dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** Saves a file that the browser hands over; its name and its text. */
  async download(button: 'Save CSV' | 'Save JSON'): Promise<{ name: string; text: string }> {
    const waiting = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: button }).click();
    const download = await waiting;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }

  /** The cells of the volumes on screen behind the volume's own, by its id: count, size, newest, oldest, failed. */
  async groupTexts(): Promise<Record<string, string[]>> {
    return this.groupRows.evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.getAttribute('data-volume-id') ?? '',
          [...row.querySelectorAll('[role="cell"]')].map((cell) => (cell.textContent ?? '').trim()),
        ]),
      ),
    );
  }

  selectionAction(name: string): Locator {
    return this.selection.getByRole('button', { name, exact: true });
  }
}
