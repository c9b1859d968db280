import { expect, type Locator, type Page } from '@playwright/test';
import { Pager } from './pager.ts';

/** The list of backups. Rows are found by the id of their backup, everything else by role and name. */
export class BackupsPage {
  readonly heading: Locator;
  readonly table: Locator;
  readonly rows: Locator;
  readonly total: Locator;
  readonly search: Locator;
  readonly refresh: Locator;
  readonly updated: Locator;
  readonly allProjects: Locator;
  readonly activeFilters: Locator;
  readonly clearFilters: Locator;
  readonly byStatus: Locator;
  readonly pager: Pager;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.heading = page.getByRole('heading', { name: 'Backups', level: 1 });
    this.table = page.getByRole('table', { name: 'Backups' });
    this.rows = this.table.locator('[data-backup-id]');
    this.total = page.locator('[data-total]');
    this.search = page.getByRole('searchbox', { name: 'Find by name' });
    this.refresh = page.getByRole('button', { name: 'Refresh' });
    this.updated = page.getByText(/^Updated /);
    this.allProjects = page.getByRole('checkbox', { name: 'All projects' });
    this.activeFilters = page.getByRole('list', { name: 'Active filters' });
    this.clearFilters = page.getByRole('button', { name: 'Clear filters' });
    this.byStatus = page.getByRole('group', { name: 'By status' });
    this.pager = new Pager(page);
  }

  row(id: string): Locator {
    return this.table.locator(`[data-backup-id="${id}"]`);
  }

  link(id: string): Locator {
    return this.row(id).getByRole('link');
  }

  checkbox(id: string): Locator {
    return this.row(id).getByRole('checkbox');
  }

  columnHeader(name: string): Locator {
    return this.table.getByRole('columnheader', { name });
  }

  /** Presses the column's header; how often decides the direction. */
  async sortBy(column: string): Promise<void> {
    await this.columnHeader(column).getByRole('button', { name: column }).click();
  }

  status(name: string): Locator {
    return this.byStatus.getByRole('button', { name: new RegExp(`^${name} `) });
  }

  /** The ids on screen, from the top. */
  async ids(): Promise<string[]> {
    return this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-backup-id') ?? ''));
  }

  async expectIds(ids: string[]): Promise<void> {
    await expect.poll(() => this.ids()).toEqual(ids);
  }

  async expectTotal(total: number): Promise<void> {
    await expect(this.total).toHaveAttribute('data-total', String(total));
  }

  async addFilter(field: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Add filter' }).click();
    await this.#page.getByRole('menuitem', { name: field }).click();
  }

  removeFilter(label: string): Locator {
    return this.activeFilters.getByRole('button', { name: `Remove filter ${label}` });
  }

  /** Shows or hides a column. */
  async toggleColumn(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: 'Columns' }).click();
    await this.#page.getByRole('menuitemcheckbox', { name }).click();
    await this.#page.keyboard.press('Escape');
  }
}
