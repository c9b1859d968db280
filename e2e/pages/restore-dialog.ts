import { expect, type Locator, type Page } from '@playwright/test';

/** Restoring a backup. */
export class RestoreDialog {
  readonly root: Locator;
  readonly chain: Locator;
  readonly toNew: Locator;
  readonly toExisting: Locator;
  readonly name: Locator;
  readonly size: Locator;
  readonly type: Locator;
  readonly zone: Locator;
  readonly restore: Locator;
  /** Names what is destroyed, once it is chosen. */
  readonly overwrite: Locator;
  readonly search: Locator;
  readonly options: Locator;
  readonly extent: Locator;
  readonly readMore: Locator;
  readonly chosen: Locator;
  readonly change: Locator;
  readonly meaning: Locator;
  readonly backUpFirst: Locator;
  readonly confirmation: Locator;
  readonly cancel: Locator;
  readonly alert: Locator;
  #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('dialog', { name: /^Restore “/ });
    this.chain = this.root.getByRole('list', { name: 'What is read' });
    this.toNew = this.root.getByRole('radio', { name: 'A new volume' });
    this.toExisting = this.root.getByRole('radio', { name: 'An existing volume' });
    this.name = this.root.getByLabel('Name of the new volume');
    this.size = this.root.getByLabel('Size in GiB');
    this.type = this.root.getByLabel('Volume type');
    this.zone = this.root.getByLabel('Availability zone');
    this.restore = this.root.getByRole('button', { name: 'Restore to a new volume' });
    this.overwrite = this.root.getByRole('button', { name: /^Overwrite/ });
    this.search = this.root.getByRole('combobox', { name: 'Volume to overwrite' });
    this.options = this.root.getByRole('option');
    this.extent = this.root.getByRole('status').filter({ hasText: /volume|match/ });
    this.readMore = this.root.getByRole('button', { name: 'Read 50 more' });
    this.chosen = this.root.getByRole('group', { name: 'Volume to overwrite' });
    this.change = this.root.getByRole('button', { name: 'Choose another volume' });
    this.meaning = this.root.getByRole('status').filter({ hasText: 'will be overwritten' });
    this.backUpFirst = this.root.getByRole('button', { name: 'Back it up first…' });
    this.confirmation = this.root.getByLabel(/to confirm/);
    this.cancel = this.root.getByRole('button', { name: 'Cancel' });
    this.alert = this.root.getByRole('alert');
  }

  /** From the menu on the page of the backup, which must be open. */
  async open(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Actions', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: 'Restore…' }).click();
    await expect(this.root).toBeVisible();
  }

  option(volumeId: string): Locator {
    return this.root.locator(`[role=option][data-volume-id="${volumeId}"]`);
  }

  /** Chooses a volume to overwrite. */
  async choose(volumeId: string): Promise<void> {
    await this.toExisting.check();
    await this.option(volumeId).click();
    await expect(this.chosen).toBeVisible();
  }

  /** What has become of the restores of this session, on the page of the backup. */
  result(state: 'Restored' | 'Failed' | 'Restoring'): Locator {
    const results = this.#page.getByRole('region', { name: 'Restores in this session' });
    return results.getByRole('listitem').filter({ hasText: new RegExp(`^${state}`) });
  }
}
