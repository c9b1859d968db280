/** Where things listen. The defaults are those of `make test`; the environment decides. */

export const {
  PANEL_PORT = '18080',
  KEYSTONE_PORT = '15000',
  CINDER_PORT = '18776',
  EDGE_PORT = '18700',
  CLOUD_STATE = 'e2e/.state/test-cloud',
  CHROMIUM = '/usr/bin/chromium',
} = process.env;

export const PANEL_URL = `http://127.0.0.1:${PANEL_PORT}/`;
export const EDGE_URL = `http://127.0.0.1:${EDGE_PORT}`;

/** The real services, past the edge: what a test arranges or checks leaves no trace in its lane. */
export const KEYSTONE_URL = `http://127.0.0.1:${KEYSTONE_PORT}/v3`;
export const CINDER_URL = `http://127.0.0.1:${CINDER_PORT}`;
