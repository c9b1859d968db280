import { expect, type Locator, type Page } from '@playwright/test';

export type ServiceName = 'Identity' | 'Block Storage';

/** The connection check. */
export class DoctorPage {
  readonly heading: Locator;
  readonly identity: Locator;
  readonly blockStorage: Locator;
  readonly submit: Locator;
  readonly copyReport: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { name: 'Connection check' });
    this.identity = page.getByRole('textbox', { name: 'Identity URL' });
    this.blockStorage = page.getByRole('textbox', { name: 'Block Storage URL' });
    this.submit = page.getByRole('button', { name: /^Check( again)?$/ });
    this.copyReport = page.getByRole('button', { name: 'Copy report' });
  }

  /** Checks the addresses, or those that are filled in, and waits for the end. */
  async check(identity?: string, blockStorage?: string): Promise<void> {
    if (identity !== undefined) await this.identity.fill(identity);
    if (blockStorage !== undefined) await this.blockStorage.fill(blockStorage);
    await this.submit.click();
    await expect(this.copyReport).toBeVisible();
  }

  /** What was seen of a service. */
  checks(service: ServiceName): Locator {
    return this.page.getByRole('region', { name: service, exact: true }).getByRole('listitem');
  }

  /** One line of it, by what was looked at. */
  line(service: ServiceName, item: string): Locator {
    return this.checks(service).filter({ has: this.page.getByText(item, { exact: true }) });
  }

  /** What is wrong with a service, or what it can be. */
  diagnosis(service: ServiceName): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${service}: what`) });
  }

  /** The one fault that a service is said to have. */
  certain(service: ServiceName): Locator {
    return this.page.getByRole('region', { name: `${service}: what is wrong` });
  }

  /** The candidates, the likeliest first, each by the beginning of what is said. */
  async expectCandidates(service: ServiceName, expected: RegExp[]): Promise<void> {
    const candidates = this.page.getByRole('region', { name: `${service}: what it can be` }).locator('ol > li');
    await expect(candidates).toHaveText(expected);
  }

  /** Nothing is wrong. */
  async expectWell(): Promise<void> {
    await expect(this.page.getByText('Nothing stands in the way').filter({ visible: true }).first()).toBeVisible();
    await expect(this.page.getByText('Failed', { exact: true })).toHaveCount(0);
  }
}
