/** Runs the edge by itself: `EDGE_PORT=18700 KEYSTONE_PORT=15000 CINDER_PORT=18776 node edge/main.mjs`. */

import { startEdge } from './server.mjs';

const { EDGE_PORT = '18700', KEYSTONE_PORT = '15000', CINDER_PORT = '18776' } = process.env;

const edge = await startEdge({
  port: Number(EDGE_PORT),
  services: { identity: `http://127.0.0.1:${KEYSTONE_PORT}`, volume: `http://127.0.0.1:${CINDER_PORT}` },
});
console.log(`edge: ${edge.url} in front of Keystone :${KEYSTONE_PORT} and Cinder :${CINDER_PORT}`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => edge.close().then(() => process.exit(0)));
