/** Fills and empties projects straight in the cloud's database, where the API would take minutes or refuse. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CLOUD_ENVIRONMENT, E2E, PYTHON } from './python.ts';

const run = promisify(execFile);

async function cloud(command: string, projectId: string, options: string[]): Promise<void> {
  const all = ['cloud/cloud.py', command, '--project', projectId, ...options];
  await run(PYTHON, all, { cwd: E2E, env: CLOUD_ENVIRONMENT });
}

/** The user's password counts as expired from now on. */
export async function expirePassword(userId: string): Promise<void> {
  await run(PYTHON, ['cloud/cloud.py', 'expire-password', userId], { cwd: E2E, env: CLOUD_ENVIRONMENT });
}

/**
 * Backups without data, one every 311 seconds back in time. Some are stuck in other statuses for good,
 * unless all are to be available.
 */
export async function seed(count: number, projectId: string, { allAvailable = false } = {}): Promise<void> {
  await cloud('seed', projectId, ['--count', String(count), ...(allAvailable ? ['--all-available'] : [])]);
}

/** Volumes without data, `volume-0001` the oldest; of 1 to 20 GiB, available, in use or in error. */
export async function seedVolumes(count: number, projectId: string): Promise<void> {
  await cloud('seed-volumes', projectId, ['--count', String(count)]);
}

/**
 * Copies of the project's available backups, chain by chain, until there are so many more. They hold the same bytes
 * as their originals and can be restored, exported and imported. `nightly` becomes `nightly-0001`, `nightly-0002`, …,
 * each 311 seconds older; each copy of a chain is of a volume of its own, which does not exist any more.
 */
export async function copyBackups(count: number, projectId: string): Promise<void> {
  await cloud('copy', projectId, ['--count', String(count)]);
}

/** Makes the cloud forget these backups of the project, or all; the store keeps what they hold, for an import. */
export async function dropBackups(projectId: string, ids: string[] = []): Promise<void> {
  await cloud('drop', projectId, ids);
}
