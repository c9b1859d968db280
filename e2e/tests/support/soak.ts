/** A day of a page in minutes: looks at the cloud while time flies, and ways through the panel that end where they began. */

import { type CDPSession, expect, type Page } from '@playwright/test';
import { AllBackupsPage } from '../../pages/all-backups-page.ts';
import { BackupPage } from '../../pages/backup-page.ts';
import { BackupsPage } from '../../pages/backups-page.ts';
import { CreateDialog } from '../../pages/create-dialog.ts';
import { DeleteDialog } from '../../pages/delete-dialog.ts';
import { Header } from '../../pages/header.ts';
import { RestoreDialog } from '../../pages/restore-dialog.ts';
import { type Cinder, LONG } from './cinder.ts';
import { type Held, held } from './held.ts';
import type { Traffic } from './traffic.ts';

/** More than the slowest pace of looking, so that each step brings a look. */
const STEP_MS = 31_000;
/** Every so many looks, one row has changed. */
const CHANGE_EVERY = 10;
/** What may come to the heap, and to the wasm's memory: it only ever grows, and by 64 kB at a time. */
const LIMIT_BYTES = 1_000_000;

type Step = [name: string, go: () => Promise<void>];

export interface Grown {
  /** What the page held before. */
  before: Held;
  /** What has come to it. */
  by: Held;
}

/** Until what the list asks for last has come: a request that is under way when the clock jumps would be given up. */
async function allIsThere(page: Page, traffic: Traffic): Promise<void> {
  await expect(page.getByRole('group', { name: 'Quota' })).toBeVisible();
  await traffic.settled();
}

/** A page that shows the list of backups, loaded with a fake clock that runs. */
export class Soak {
  readonly #backups: BackupsPage;
  readonly #id: string;
  readonly #name: string;
  readonly #round: Step[];
  #looks = 0;
  #renamed = 0;

  private constructor(
    readonly page: Page,
    readonly protocol: CDPSession,
    readonly traffic: Traffic,
    readonly cinder: Cinder,
    [id, name]: [string, string],
  ) {
    this.#backups = new BackupsPage(page);
    this.#id = id;
    this.#name = name;
    this.#round = this.#steps();
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      const look = pathname.endsWith('/backups/detail') && !/\blimit=(0|1000)\b/.test(search);
      if (look && request.method() === 'GET') this.#looks += 1;
    });
  }

  /** Makes one backup that is busy for as long as it is watched; the list must hold more than a page of others. */
  static async of(page: Page, traffic: Traffic, cinder: Cinder): Promise<Soak> {
    const volume = await cinder.createVolume({ name: 'slow', knobs: { backup_delay: LONG } });
    const busy = await cinder.startBackup({ volume_id: volume.id, name: 'busy' });
    const backups = new BackupsPage(page);
    await allIsThere(page, traffic);
    await page.clock.fastForward(STEP_MS);
    await expect(backups.row(busy)).toHaveAttribute('data-status', 'creating');
    const id = (await backups.rows.and(page.locator('[data-status="available"]')).first().getAttribute('data-backup-id')) ?? '';
    const { name } = await cinder.backup(id);
    return new Soak(page, await page.context().newCDPSession(page), traffic, cinder, [id, name ?? id]);
  }

  /** By how much the page grows in so many looks, after some that make what is made once. */
  async growsByLooks(times: number): Promise<Grown> {
    await this.#look(CHANGE_EVERY);
    return this.#grown(() => this.#look(times));
  }

  /** The same of steps through the panel, after a round of them. */
  async growsByNavigations(times: number): Promise<Grown> {
    await this.#navigate(this.#round.length);
    return this.#grown(() => this.#navigate(times));
  }

  async #grown(work: () => Promise<void>): Promise<Grown> {
    const before = await this.#held();
    await work();
    const { heap, wasm, nodes, listeners } = await this.#held();
    return {
      before,
      by: {
        heap: heap - before.heap,
        wasm: wasm - before.wasm,
        nodes: nodes - before.nodes,
        listeners: listeners - before.listeners,
      },
    };
  }

  /** So many looks at the list; now and then a row has changed. */
  async #look(times: number): Promise<void> {
    const first = this.#looks;
    for (let step = 0; this.#looks < first + times; step += 1) {
      const change = step % CHANGE_EVERY === 0;
      // As long as the other, so that the page holds as much afterwards.
      const name = `${this.#name.slice(0, -1)}${this.#renamed % 2}`;
      if (change) await this.cinder.updateBackup(this.#id, { name });
      const before = this.#looks;
      await this.page.clock.fastForward(STEP_MS);
      await this.traffic.settled();
      expect(this.#looks, 'looks').toBeGreaterThan(before);
      if (!change) continue;
      await expect(this.#backups.link(this.#id)).toHaveText(name);
      this.#renamed += 1;
    }
  }

  /** So many steps through the panel; whole rounds, for each to end at the list. */
  async #navigate(times: number): Promise<void> {
    expect(times % this.#round.length, 'navigations beyond whole rounds').toBe(0);
    for (let done = 0; done < times; done += this.#round.length) {
      for (const [, go] of this.#round) {
        await go();
        await this.traffic.settled();
      }
    }
  }

  #steps(): Step[] {
    const { page } = this;
    const [id, backups, backup, all] = [this.#id, this.#backups, new BackupPage(page), new AllBackupsPage(page)];
    const [creating, deleting, restoring] = [new CreateDialog(page), new DeleteDialog(page), new RestoreDialog(page)];
    const at = async (name: string) => expect(page.getByRole('heading', { name, level: 1, exact: true })).toBeVisible();
    const listed = async () => {
      await at('Backups');
      await expect(backups.row(id)).toBeVisible();
    };
    const to = async (name: string) => {
      await new Header(page).navigation.getByRole('link', { name }).click();
      await (name === 'Backups' ? listed() : at(name));
    };
    return [
      [
        'detail',
        async () => {
          await backups.link(id).click();
          await expect(backup.section('Details')).toBeVisible();
        },
      ],
      [
        'back',
        async () => {
          await page.goBack();
          await listed();
        },
      ],
      [
        'menu of a row',
        async () => {
          const item = await backups.menuItem(id, 'Delete…');
          await expect(item).toBeVisible();
          await page.keyboard.press('Escape');
          await expect(item).toHaveCount(0);
        },
      ],
      [
        'dialog to delete',
        async () => {
          await backups.act(id, 'Delete…');
          await expect(deleting.submit).toBeVisible();
          await this.traffic.settled();
          await deleting.cancel.click();
          await expect(deleting.root).toHaveCount(0);
        },
      ],
      [
        'dialog to create',
        async () => {
          await creating.openFromList();
          await this.traffic.settled();
          await creating.cancel.click();
          await expect(creating.root).toHaveCount(0);
        },
      ],
      [
        'dialog to restore',
        async () => {
          await backups.act(id, 'Restore…');
          await expect(restoring.cancel).toBeVisible();
          await this.traffic.settled();
          await restoring.cancel.click();
          await expect(restoring.cancel).toHaveCount(0);
        },
      ],
      [
        'menu of the account',
        async () => {
          await new Header(page).account().click();
          await expect(page.getByRole('menu')).toBeVisible();
          await page.keyboard.press('Escape');
          await expect(page.getByRole('menu')).toHaveCount(0);
        },
      ],
      [
        'selected',
        async () => {
          await backups.selectPage.check();
          await expect(backups.selection).toBeVisible();
        },
      ],
      [
        'selected no more',
        async () => {
          await backups.selectPage.uncheck();
          await expect(backups.selection).toHaveCount(0);
        },
      ],
      [
        'filter',
        async () => {
          await backups.status('Error').click();
          await expect(backups.row(id)).toHaveCount(0);
        },
      ],
      [
        'no filter',
        async () => {
          await backups.clearFilters.click();
          await listed();
        },
      ],
      [
        'next page',
        async () => {
          await backups.pager.next.click();
          await expect(backups.row(id)).toHaveCount(0);
        },
      ],
      [
        'first page',
        async () => {
          await backups.pager.first.click();
          await listed();
        },
      ],
      ['volumes', () => to('Volumes')],
      ['snapshots', () => to('Snapshots')],
      ['operations', () => to('Operations')],
      ['backups', () => to('Backups')],
      [
        'all backups',
        async () => {
          await all.link('Load all').click();
          await all.expectComplete();
        },
      ],
      [
        'all by volume',
        async () => {
          await all.groupByVolume.click();
          await expect(all.groupRows.first()).toBeVisible();
        },
      ],
      ['backups again', () => to('Backups')],
    ];
  }

  /** What the page holds: at the list, with the pointer and the focus nowhere, and nothing under way. */
  async #held(): Promise<Held> {
    await allIsThere(this.page, this.traffic);
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await this.page.clock.fastForward(STEP_MS);
    await this.traffic.settled();
    return held(this.page, this.protocol);
  }
}

/** Nothing stays behind: each node and listener counts, and memory up to what a day may bring. */
export function expectNoGrowth({ by }: Grown, during: string): void {
  expect.soft(by.heap, `bytes of heap, ${during}`).toBeLessThan(LIMIT_BYTES);
  expect.soft(by.wasm, `bytes of the wasm's memory, ${during}`).toBeLessThan(LIMIT_BYTES);
  expect.soft(by.nodes, `nodes, ${during}`).toBe(0);
  expect.soft(by.listeners, `listeners, ${during}`).toBe(0);
}
