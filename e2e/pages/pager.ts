import { expect, type Locator, type Page } from '@playwright/test';

/** Paging below a list. */
export class Pager {
  readonly root: Locator;
  readonly first: Locator;
  readonly previous: Locator;
  readonly next: Locator;
  readonly last: Locator;
  readonly number: Locator;
  readonly size: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('navigation', { name: 'Pages' });
    this.first = this.root.getByRole('button', { name: 'First page' });
    this.previous = this.root.getByRole('button', { name: 'Previous page' });
    this.next = this.root.getByRole('button', { name: 'Next page' });
    this.last = this.root.getByRole('button', { name: 'Last page' });
    this.number = this.root.getByRole('spinbutton', { name: 'Page' });
    this.size = this.root.getByRole('combobox', { name: 'Rows per page' });
  }

  async goTo(page: number): Promise<void> {
    await this.number.fill(String(page));
    await this.number.press('Enter');
  }

  async choose(rows: 20 | 50 | 100 | 500 | 1000): Promise<void> {
    await this.size.selectOption(String(rows));
  }

  /** The sentence on what is shown, as in "21-40 of 310"; any dash will do. */
  async expectRange(from: number | string, to: number | string, of: number | string): Promise<void> {
    await expect(this.root).toContainText(new RegExp(`\\b${from}\\s?[-–]\\s?${to} of ${of}(?!\\d)`));
  }
}
