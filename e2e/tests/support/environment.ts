/** Where things listen. The defaults are those of `make test`; the environment decides. */

export const {
  /** Which web server stands in front of the panel's files, and the path that it serves them under. */
  PANEL_SERVER = 'nginx',
  PANEL_PATH = '/cloud/backups/',
  PANEL_PORT = '18080',
  KEYSTONE_PORT = '15000',
  CINDER_PORT = '18776',
  EDGE_PORT = '18700',
  CLOUD_STATE = 'e2e/.state/test-cloud',
  CHROMIUM = '/usr/bin/chromium',
} = process.env;

export const PANEL_URL = `http://127.0.0.1:${PANEL_PORT}${PANEL_PATH}`;
export const EDGE_URL = `http://127.0.0.1:${EDGE_PORT}`;

/** The real services, past the edge: what a test arranges or checks leaves no trace in its lane. */
export const KEYSTONE_URL = `http://127.0.0.1:${KEYSTONE_PORT}/v3`;
export const CINDER_URL = `http://127.0.0.1:${CINDER_PORT}`;
/** The same Cinder without Keystone. */
export const NOAUTH_URL = `http://127.0.0.1:${Number(CINDER_PORT) + 1}`;
