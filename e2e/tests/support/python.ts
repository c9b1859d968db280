/** The Python of the cloud, and what its scripts need to know. */

import path from 'node:path';
import { CINDER_PORT, CLOUD_STATE, KEYSTONE_PORT, PANEL_PORT } from './environment.ts';

/** The folder e2e, in which the scripts are run. */
export const E2E = path.join(import.meta.dirname, '..', '..');
export const PYTHON = path.join(E2E, '.venv', 'bin', 'python');
export const CLOUD_ENVIRONMENT = { ...process.env, CINDER_PORT, CLOUD_STATE, KEYSTONE_PORT, PANEL_PORT };
