/** What the tests of restoring share: a backup to restore, the dialog on its page, and what has come of it. */

import { expect } from '@playwright/test';
import type { Lane } from '../../edge/client.mjs';
import type { Panel } from '../../pages/panel.ts';
import type { Backup, Cinder, Volume } from './cinder.ts';
import type { IndependentClient } from './independent.ts';
import type { Tenant } from './tenant.ts';

/** Long enough for one look at the page, short enough to look again. */
export const NOW = { timeout: 400 };

export interface Stored {
  volume: Volume;
  backup: Backup;
  /** Of what the volume held when it was backed up. */
  sha256: string;
}

export async function store(cinder: Cinder, independent: IndependentClient, { size = 1 } = {}): Promise<Stored> {
  const volume = await cinder.createVolume({ name: 'web-data', size });
  const sha256 = await independent.write(volume.id, 1);
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  return { volume, backup, sha256 };
}

/** Signs in and opens the dialog on the page of the backup. */
export async function openRestore(panel: Panel, tenant: Tenant, backup: Backup): Promise<void> {
  await panel.page.clock.install();
  await panel.enter(tenant, `/backups/${backup.id}`);
  await panel.restoreDialog.open();
  await expect(panel.restoreDialog.name).toHaveValue('web-data-restored');
  await panel.lane.clear();
}

/** The one volume of that name. */
export async function named(independent: IndependentClient, name: string): Promise<Volume> {
  const found = (await independent.volumes()).filter((volume) => volume.name === name);
  expect(found).toHaveLength(1);
  return found[0] as Volume;
}

export const created = (lane: Lane) => lane.sent({ path: /\/(volumes|restore)$/ });
