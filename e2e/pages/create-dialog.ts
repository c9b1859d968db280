import { expect, type Locator, type Page } from '@playwright/test';

/** Making a backup of one volume, or of many. */
export class CreateDialog {
  readonly root: Locator;
  readonly search: Locator;
  readonly chosen: Locator;
  readonly what: Locator;
  readonly name: Locator;
  readonly description: Locator;
  readonly mode: Locator;
  readonly more: Locator;
  readonly container: Locator;
  readonly zone: Locator;
  readonly metadata: Locator;
  readonly addMetadata: Locator;
  /** What the backup becomes. */
  readonly outcome: Locator;
  readonly acknowledge: Locator;
  readonly checkAgain: Locator;
  readonly submit: Locator;
  readonly cancel: Locator;
  readonly alert: Locator;
  readonly obstacle: Locator;
  /** The rows of a form for many. */
  readonly rows: Locator;
  readonly template: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('dialog', { name: /^(Create backup|Back up [\d,]+ volumes?)$/ });
    this.search = this.root.getByRole('combobox', { name: 'Volume to back up' });
    this.chosen = this.root.getByRole('group', { name: 'Volume to back up' });
    this.what = this.root.getByLabel('What to back up');
    this.name = this.root.getByLabel('Name', { exact: true });
    this.description = this.root.getByLabel('Description', { exact: true });
    this.mode = this.root.getByLabel('Mode', { exact: true });
    this.more = this.root.getByText('Container, zone, metadata');
    this.container = this.root.getByLabel('Container', { exact: true });
    this.zone = this.root.getByLabel('Availability zone', { exact: true });
    this.metadata = this.root.getByRole('group', { name: 'Metadata' });
    this.addMetadata = this.metadata.getByRole('button', { name: 'Add metadata' });
    this.outcome = this.root.getByRole('status').filter({ hasText: /^Becomes/ });
    this.acknowledge = this.root.getByRole('checkbox', { name: /in use$/ });
    this.checkAgain = this.root.getByRole('button', { name: 'Check again' });
    this.submit = this.root.getByRole('button', { name: /^Create / });
    this.cancel = this.root.getByRole('button', { name: 'Cancel' });
    this.alert = this.root.getByRole('alert');
    this.obstacle = this.root.getByRole('status').filter({ hasText: 'This cannot be backed up as it is.' });
    this.rows = this.root.getByRole('list', { name: 'Volumes' });
    this.template = this.root.getByLabel('Names', { exact: true });
  }

  /** From the list of backups: the volume is still to be chosen. */
  async openFromList(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Create backup…' }).click();
    await expect(this.search).toBeVisible();
  }

  /** From a row of the list of volumes or of snapshots. */
  async openFromRow(name: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Actions for ${name}` }).click();
    await this.#page.getByRole('menuitem', { name: 'Back up…' }).click();
    await expect(this.chosen).toBeVisible();
  }

  /** From the page of a backup of the volume. */
  async openFromBackup(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Actions', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: 'Back up this volume again…' }).click();
    await expect(this.chosen).toBeVisible();
  }

  /** Of every volume of the page of the list of volumes. */
  async openFromSelection(): Promise<void> {
    await this.#page.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
    await this.#page.getByRole('button', { name: /^Back up/ }).click();
    await expect(this.rows).toBeVisible();
  }

  /** Finds a volume by its name and chooses it. */
  async choose(name: string): Promise<void> {
    await this.search.fill(name);
    await this.root.getByRole('option', { name }).click();
    await expect(this.chosen).toContainText(name);
  }

  async setMetadata(row: number, key: string, value: string): Promise<void> {
    await this.addMetadata.click();
    await this.metadata.getByLabel(`Key ${row}`).fill(key);
    await this.metadata.getByLabel(`Value ${row}`).fill(value);
  }

  /** The error beside a field. */
  async expectError(field: Locator, words: string | RegExp): Promise<void> {
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(words);
  }

  /** It cannot be sent, for this reason; a press and Enter do nothing. */
  async expectPrevented(reason: string | RegExp): Promise<void> {
    await expect(this.submit).toHaveAttribute('aria-disabled', 'true');
    await expect(this.submit).toHaveAccessibleDescription(reason);
    // Playwright itself presses nothing that says it is disabled.
    await this.submit.dispatchEvent('click');
    await this.submit.focus();
    await this.#page.keyboard.press('Enter');
    await expect(this.root).toBeVisible();
  }

  /** Sends it; the form closes once the cloud has taken it. */
  async send(): Promise<void> {
    await this.submit.click();
    await expect(this.root).toBeHidden();
  }

  /** The mode of one volume among many. */
  modeOf(name: string): Locator {
    return this.rows.getByLabel(`Mode of ${name}`, { exact: true });
  }

  row(volumeId: string): Locator {
    return this.rows.locator(`[data-volume-id="${volumeId}"]`);
  }
}
