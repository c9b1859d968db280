import { expect, type Locator, type Page } from '@playwright/test';
import { Pager } from './pager.ts';
import { collect } from './scrolling.ts';

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
  /** The bar of what is selected. */
  readonly selection: Locator;
  readonly selectPage: Locator;
  readonly create: Locator;
  readonly import: Locator;
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
    this.selection = page.getByRole('group', { name: 'Selected rows' });
    this.selectPage = this.table.getByRole('checkbox', { name: 'Select all rows of this page' });
    this.create = page.getByRole('button', { name: 'Create backup…', exact: true });
    this.import = page.getByRole('button', { name: 'Import…', exact: true });
  }

  row(id: string): Locator {
    return this.table.locator(`[data-backup-id="${id}"]`);
  }

  link(id: string): Locator {
    return this.row(id).getByRole('link');
  }

  checkbox(id: string): Locator {
    return this.row(id).getByRole('checkbox', { name: /^Select / });
  }

  columnHeader(name: string): Locator {
    return this.table.getByRole('columnheader', { name });
  }

  /** Presses the column's header; how often decides the direction. */
  async sortBy(column: string): Promise<void> {
    await this.columnHeader(column).getByRole('button', { name: column }).click();
  }

  status(name: string): Locator {
    return this.byStatus.getByRole('button', { name: new RegExp(`^${name}( \\d|$)`) });
  }

  /** The item of a row's menu, with the menu open. */
  async menuItem(id: string, name: string): Promise<Locator> {
    await this.row(id)
      .getByRole('button', { name: /^Actions for / })
      .click();
    return this.#page.getByRole('menuitem', { name, exact: true });
  }

  /** Does something to one backup, from its row. */
  async act(id: string, name: string): Promise<void> {
    await (await this.menuItem(id, name)).click();
  }

  /** What can be done with the rows that are selected. */
  selectionAction(name: string): Locator {
    return this.selection.getByRole('button', { name, exact: true });
  }

  /** The ids on screen, from the top. */
  async ids(): Promise<string[]> {
    return this.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-backup-id') ?? ''));
  }

  /** The ids of the whole page, scrolling through it: only rows near the window exist. */
  async allIds(): Promise<string[]> {
    return collect(this.table, 'data-backup-id');
  }

  /** The page holds exactly these, in this order. */
  async expectIds(ids: string[]): Promise<void> {
    await expect.poll(() => this.allIds()).toEqual(ids);
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

  /** The names of the columns on screen that can be sorted by. */
  async sortableColumns(): Promise<string[]> {
    const buttons = this.table.getByRole('columnheader').getByRole('button');
    return (await buttons.allInnerTexts()).map((name) => name.trim()).filter(Boolean);
  }

  /** The names of the columns on screen. */
  async columns(): Promise<string[]> {
    const names = await this.table.getByRole('columnheader').allInnerTexts();
    return names.map((name) => name.trim()).filter(Boolean);
  }

  /** Hides two columns that are shown, so that there is room, and shows one that is hidden; says which. */
  async swapColumns(): Promise<{ shown: string; hidden: string }> {
    const choices = (checked: boolean) => this.#page.getByRole('menuitemcheckbox', { checked, disabled: false });
    await this.#page.getByRole('button', { name: 'Columns' }).click();
    // The menu's code may have to come first; to read texts does not wait.
    await this.#page.getByRole('menuitemcheckbox').first().waitFor();
    const [other = '', hidden = ''] = (await choices(true).allInnerTexts()).slice(-2).map((name) => name.trim());
    const shown = (await choices(false).last().innerText()).trim();
    for (const name of [other, hidden, shown]) await this.#page.getByRole('menuitemcheckbox', { name, exact: true }).click();
    await this.#page.keyboard.press('Escape');
    return { shown, hidden };
  }
}
