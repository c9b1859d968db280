/** Fills a project with many backups at once, straight into the cloud's database. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { CINDER_PORT, CLOUD_STATE, KEYSTONE_PORT, PANEL_PORT } from './environment.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

export async function seed(count: number, projectId: string): Promise<void> {
  await run('.venv/bin/python', ['cloud/cloud.py', 'seed', '--count', String(count), '--project', projectId], {
    cwd: FOLDER,
    env: { ...process.env, CINDER_PORT, CLOUD_STATE, KEYSTONE_PORT, PANEL_PORT },
  });
}
