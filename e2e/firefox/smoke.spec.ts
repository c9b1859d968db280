/** In Firefox as a user has it: signing in, the list, a new backup and its restore, against the real cloud. */

import { test as base, expect } from '@playwright/test';
import { KEYSTONE_URL, PANEL_URL } from '../tests/support/environment.ts';
import { IndependentClient, IndependentProcess } from '../tests/support/independent.ts';
import { KeystoneAdmin } from '../tests/support/keystone.ts';
import { Tenant } from '../tests/support/tenant.ts';
import { Firefox } from './webdriver.ts';

interface Fixtures {
  firefox: Firefox;
  tenant: Tenant;
  independent: IndependentClient;
}

/** What must not be in the browser's output, whatever a test is about. */
const DEFECT = /JavaScript error: http|panicked at|Content-Security-Policy/;

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  firefox: async ({}, use) => {
    const firefox = await Firefox.start();
    await use(firefox);
    await firefox.stop();
    expect(firefox.output.filter((line) => DEFECT.test(line))).toEqual([]);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  tenant: async ({}, use) => use(await Tenant.create(await KeystoneAdmin.signIn())),
  independent: async ({ tenant }, use) => {
    const process = new IndependentProcess();
    await use(new IndependentClient(process, tenant, tenant.project.id));
    process.stop();
  },
});

test('signing in, the list, a new backup, and its restore byte for byte', async ({ firefox, tenant, independent }) => {
  const cinder = await tenant.cinder();
  const volume = await cinder.createVolume({ name: 'database' });
  const sha256 = await independent.write(volume.id, 1);

  await firefox.open(PANEL_URL);
  await firefox.label('Identity URL').fill(KEYSTONE_URL);
  await firefox.label('Domain').fill('Default');
  await firefox.label('User name').fill(tenant.user);
  await firefox.label('Password').fill(tenant.password);
  await firefox.role('button', 'Sign in').click();
  await expect.poll(() => firefox.css('[data-backup-panel][data-ready=true]').count(), { timeout: 20_000 }).toBe(1);
  await expect.poll(() => firefox.css('[data-total="0"]').count()).toBe(1);

  await firefox.role('button', 'Create backup…').click();
  await firefox.role('option', /database/).click();
  await firefox.label('Name').fill('nightly');
  await firefox.role('button', /^Create /).click();
  await expect.poll(() => firefox.role('dialog', 'Create backup').count()).toBe(0);
  // In place, without a reload: what is busy is watched.
  const available = firefox.css('[data-backup-id][data-status=available]');
  await expect.poll(() => available.count(), { timeout: 40_000 }).toBe(1);
  await expect.poll(() => firefox.css('[data-total="1"]').count()).toBe(1);

  await firefox.role('link', 'nightly').click();
  await firefox.role('button', 'Actions').click();
  await firefox.role('menuitem', 'Restore…').click();
  await expect.poll(() => firefox.label('Name of the new volume').value()).toBe('database-restored');
  await firefox.role('button', 'Restore to a new volume').click();
  const results = firefox.role('region', 'Restores in this session');
  await expect.poll(() => results.text(), { timeout: 60_000 }).toMatch(/^\s*Restored.*nightly → database-restored/ms);
  const restored = (await independent.volumes()).find(({ name }) => name === 'database-restored');
  expect(await independent.sha256(restored?.id ?? '')).toBe(sha256);

  // A second tab's worth of a visit: the session and the address are kept.
  await firefox.open(PANEL_URL);
  await expect.poll(() => available.count(), { timeout: 20_000 }).toBe(1);
});
