/** Fills and empties projects straight in the cloud's database, where the API would take minutes or refuse. */

import { PythonServer } from './python.ts';

/** The cloud's command line, for as long as the worker runs. */
const server = new PythonServer('cloud/cloud.py');

const cloud = (command: string, ...options: string[]) => server.ask<string>({ arguments: [command, ...options] });

/** The user's password counts as expired from now on. */
export async function expirePassword(userId: string): Promise<void> {
  await cloud('expire-password', userId);
}

/**
 * Backups without data, one every 311 seconds back in time. Some are stuck in other statuses for good,
 * unless all are to be available.
 */
export async function seed(count: number, projectId: string, { allAvailable = false } = {}): Promise<void> {
  await cloud('seed', '--project', projectId, '--count', String(count), ...(allAvailable ? ['--all-available'] : []));
}

/** Volumes without data, `volume-0001` the oldest; of 1 to 20 GiB, available, in use or in error. */
export async function seedVolumes(count: number, projectId: string): Promise<void> {
  await cloud('seed-volumes', '--project', projectId, '--count', String(count));
}

/**
 * Copies of the project's available backups, chain by chain, until there are so many more. They hold the same bytes
 * as their originals and can be restored, exported and imported. `nightly` becomes `nightly-0001`, `nightly-0002`, …,
 * each 311 seconds older; each copy of a chain is of a volume of its own, which does not exist any more.
 */
export async function copyBackups(count: number, projectId: string): Promise<void> {
  await cloud('copy', '--project', projectId, '--count', String(count));
}

/** Makes the cloud forget these backups of the project, or all; the store keeps what they hold, for an import. */
export async function dropBackups(projectId: string, ids: string[] = []): Promise<void> {
  await cloud('drop', '--project', projectId, ...ids);
}
