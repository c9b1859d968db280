/** What is measured on: projects of several sizes in a real cloud, and a session in each, signed in to once. */

import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { SignInPage } from '../pages/sign-in-page.ts';
import type { Cinder } from '../tests/support/cinder.ts';
import { CINDER_URL, KEYSTONE_URL, PANEL_URL } from '../tests/support/environment.ts';
import { KeystoneAdmin } from '../tests/support/keystone.ts';
import { seed } from '../tests/support/seed.ts';
import { Tenant } from '../tests/support/tenant.ts';
import { watch } from './watch.ts';
import { type Network, Wire } from './wire.ts';

export type Who = 'panel' | 'reference';

/** How often each is measured; the first run warms up the servers and is not counted. */
export const RUNS = Number(process.env.RUNS ?? 7);
const ORIGIN = new URL(PANEL_URL).origin;
const REFERENCE_URL = `${PANEL_URL}reference/`;

export interface Ground {
  cinder: Cinder;
  /** What each of the two finds in its tab's storage. */
  kept: Record<Who, Record<string, string>>;
}

async function signIn(browser: Browser, { user, password }: Tenant): Promise<Record<string, string>> {
  const page = await browser.newPage();
  await page.goto(PANEL_URL);
  await new SignInPage(page).signIn({ identity: KEYSTONE_URL, user, password });
  await expect(page.locator('[data-backup-panel]')).toHaveAttribute('data-ready', 'true', { timeout: 30_000 });
  const kept = await page.evaluate(() => ({ ...sessionStorage }) as Record<string, string>);
  await page.close();
  return kept;
}

async function lay(browser: Browser, count: number): Promise<Ground> {
  const tenant = await Tenant.create(await KeystoneAdmin.signIn());
  await seed(count, tenant.project.id);
  const cinder = await tenant.cinder();
  const { projectId: project, token } = cinder;
  const reference = { 'backup-reference': JSON.stringify({ root: `${CINDER_URL}/`, project, token }) };
  return { cinder, kept: { panel: await signIn(browser, tenant), reference } };
}

interface WorkerFixtures {
  /** A project with so many backups; the same one whenever it is asked for. */
  ground: (count: number) => Promise<Ground>;
}

export const bench = base.extend<object, WorkerFixtures>({
  ground: [
    async ({ browser }, use) => {
      const made = new Map<number, Promise<Ground>>();
      await use((count) => {
        const found = made.get(count) ?? lay(browser, count);
        made.set(count, found);
        return found;
      });
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

/** A tab of a browser that is new, or that has been here before, with the session in place; nothing is loaded yet. */
export async function openTab(browser: Browser, { kept }: Ground, who: Who, { fakeClock = false } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  if (fakeClock) await context.clock.install();
  await watch(context, ORIGIN, kept[who]);
  return {
    /** Opens a tab and loads the page until its first row is painted; says after how many milliseconds. */
    async load(network: Network, fragment = ''): Promise<{ page: Page; wire: Wire; firstRow: number }> {
      const page = await context.newPage();
      const wire = await Wire.of(page, network);
      const address = who === 'panel' ? PANEL_URL : REFERENCE_URL;
      await page.goto(fragment ? `${address}#${fragment}` : address, { waitUntil: 'commit' });
      const firstRow = await page.evaluate(() => window.bench.firstRow);
      return { page, wire, firstRow };
    },
    close: () => context.close(),
  };
}
