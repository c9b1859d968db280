/** What every test starts from: a user and project of its own, and a lane of its own through the edge. */

import { test as base, expect } from '@playwright/test';
import { type Lane, openLane } from '../../edge/client.mjs';
import { Panel } from '../../pages/panel.ts';
import type { Cinder } from './cinder.ts';
import { EDGE_URL } from './environment.ts';
import { watchHealth } from './health.ts';
import { KeystoneAdmin } from './keystone.ts';
import { Tenant, type TenantOptions } from './tenant.ts';
import { Traffic } from './traffic.ts';

interface Fixtures {
  /** What the tenant is made with: `test.use({ tenantOptions: { projects: 2 } })`. */
  tenantOptions: TenantOptions;
  tenant: Tenant;
  /** Makes further tenants, removed with the test. */
  newTenant: (options?: TenantOptions) => Promise<Tenant>;
  /** The block storage API as the tenant, in its first project. */
  cinder: Cinder;
  lane: Lane;
  /** The panel in the browser, not opened yet. */
  panel: Panel;
  /** The requests of the page. */
  traffic: Traffic;
  /** Fails a test whose page panicked, ran a foreign script or went against the security policy. */
  health: undefined;
}

interface WorkerFixtures {
  /** Keystone as its administrator. */
  keystone: KeystoneAdmin;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  keystone: [async ({}, use) => use(await KeystoneAdmin.signIn()), { scope: 'worker' }],
  tenantOptions: [{}, { option: true }],
  newTenant: async ({ keystone }, use) => {
    const made: Tenant[] = [];
    await use(async (options) => {
      const tenant = await Tenant.create(keystone, options);
      made.push(tenant);
      return tenant;
    });
    for (const tenant of made) await tenant.remove();
  },
  tenant: async ({ newTenant, tenantOptions }, use) => use(await newTenant(tenantOptions)),
  cinder: async ({ tenant }, use) => use(await tenant.cinder()),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  lane: async ({}, use) => {
    const lane = await openLane(EDGE_URL);
    await use(lane);
    await lane.close();
  },
  panel: async ({ page, lane }, use) => use(new Panel(page, lane)),
  traffic: async ({ page }, use) => use(new Traffic(page)),
  health: [
    async ({ page }, use) => {
      const defects = watchHealth(page);
      await use(undefined);
      expect(defects).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
