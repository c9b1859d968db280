/** What every test starts from: a user and project of its own, and a lane of its own through the edge. */

import { test as base, expect } from '@playwright/test';
import { type Lane, openLane } from '../../edge/client.mjs';
import { Panel } from '../../pages/panel.ts';
import { CinderAdmin } from './admin.ts';
import type { Cinder } from './cinder.ts';
import { EDGE_URL } from './environment.ts';
import { watchHealth } from './health.ts';
import { IndependentClient, IndependentProcess } from './independent.ts';
import { KeystoneAdmin } from './keystone.ts';
import { openSite, type Site, type SiteOptions } from './sites.ts';
import { Tenant, type TenantOptions } from './tenant.ts';
import { Traffic } from './traffic.ts';

interface Fixtures {
  /** What the tenant is made with: `test.use({ tenantOptions: { projects: 2 } })`. */
  tenantOptions: TenantOptions;
  tenant: Tenant;
  /** Makes further tenants. They go with the cloud: to remove one takes Keystone longer than to make it. */
  newTenant: (options?: TenantOptions) => Promise<Tenant>;
  /** The block storage API as the tenant, in its first project. */
  cinder: Cinder;
  /** The same as the cloud's administrator. */
  admin: CinderAdmin;
  /** The same through python-cinderclient, as the tenant. */
  independent: IndependentClient;
  lane: Lane;
  /** The panel in the browser, not opened yet. */
  panel: Panel;
  /** Serves the built panel in another way, until the end of the test. */
  newSite: (options: SiteOptions) => Promise<Site>;
  /** The requests of the page. */
  traffic: Traffic;
  /** Whether the security policy is meant to refuse something. */
  refusals: 'none' | 'expected';
  /** Fails a test whose page panicked, ran a foreign script or went against the security policy. */
  health: undefined;
}

interface WorkerFixtures {
  /** Keystone as its administrator. */
  keystone: KeystoneAdmin;
  independentProcess: IndependentProcess;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  keystone: [async ({}, use) => use(await KeystoneAdmin.signIn()), { scope: 'worker' }],
  independentProcess: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
    async ({}, use) => {
      const process = new IndependentProcess();
      await use(process);
      process.stop();
    },
    { scope: 'worker' },
  ],
  tenantOptions: [{}, { option: true }],
  newTenant: async ({ keystone }, use) => use((options) => Tenant.create(keystone, options)),
  tenant: async ({ newTenant, tenantOptions }, use) => use(await newTenant(tenantOptions)),
  cinder: async ({ tenant }, use) => {
    const cinder = await tenant.cinder();
    await use(cinder);
    await cinder.endDelays();
  },
  admin: async ({ tenant, keystone }, use) => use(await CinderAdmin.in(tenant.project.id, keystone)),
  independent: async ({ tenant, independentProcess }, use) =>
    use(new IndependentClient(independentProcess, tenant, tenant.project.id)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  lane: async ({}, use) => {
    const lane = await openLane(EDGE_URL);
    await use(lane);
    await lane.close();
  },
  panel: async ({ page, lane }, use) => use(new Panel(page, lane)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  newSite: async ({}, use, testInfo) => {
    const sites: Site[] = [];
    await use(async (options) => {
      const site = await openSite(testInfo, options);
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.close();
  },
  traffic: async ({ page }, use) => use(new Traffic(page)),
  refusals: ['none', { option: true }],
  health: [
    async ({ page, refusals }, use) => {
      const defects = watchHealth(page);
      await use(undefined);
      expect(defects.filter(({ kind }) => kind !== 'refusal' || refusals === 'none')).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
