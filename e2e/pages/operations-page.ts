import type { Locator, Page } from '@playwright/test';

/** The list of what was started. */
export class OperationsPage {
  readonly list: Locator;

  constructor(page: Page) {
    this.list = page.getByRole('main').getByRole('list', { name: 'Operations', exact: true });
  }

  /** The newest operation of this title. */
  operation(title: string): Locator {
    const heading = this.list.page().getByRole('heading', { name: title, exact: true });
    return this.list.getByRole('listitem').filter({ has: heading }).first();
  }

  /** What is told of an operation in the corner of every page. */
  news(title: string): Locator {
    const news = this.list.page().getByRole('region', { name: 'News of operations' });
    return news.getByRole('listitem').filter({ hasText: title });
  }

  /** Shows what became of each item. */
  async showResults(operation: Locator): Promise<void> {
    await operation.getByText('Results', { exact: true }).click();
  }

  /** What became of one item; the results must be shown. */
  result(operation: Locator, label: string): Locator {
    return operation.getByRole('listitem').filter({ has: this.list.page().getByText(label, { exact: true }) });
  }
}
