/** Fills a project with many backups at once, straight into the cloud's database. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { CINDER_PORT, CLOUD_STATE, KEYSTONE_PORT, PANEL_PORT } from './environment.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/**
 * Backups without data, one every 311 seconds back in time. Some are stuck in other statuses for good,
 * unless all are to be available.
 */
export async function seed(count: number, projectId: string, { allAvailable = false } = {}): Promise<void> {
  const options = ['--count', String(count), '--project', projectId, ...(allAvailable ? ['--all-available'] : [])];
  await run('.venv/bin/python', ['cloud/cloud.py', 'seed', ...options], {
    cwd: FOLDER,
    env: { ...process.env, CINDER_PORT, CLOUD_STATE, KEYSTONE_PORT, PANEL_PORT },
  });
}
