/** Serves dist/ by a real web server until it is told to stop: `PANEL_SERVER=nginx PANEL_PORT=18080 PANEL_PATH=/ node serve.mjs`. */

import path from 'node:path';
import { portalOrigins } from '../portals.mjs';
import { SERVERS, startServer } from './servers.mjs';

const { PANEL_SERVER = 'nginx', PANEL_PORT = '18080', PANEL_PATH = '/' } = process.env;
const server = SERVERS.find((name) => name === PANEL_SERVER);
if (!server) throw new Error(`no such server: ${PANEL_SERVER}; known are ${SERVERS.join(', ')}`);

const dist = path.join(import.meta.dirname, '../../dist');
const config = { allowed_parents: portalOrigins(PANEL_PORT) };
const { close } = await startServer(server, { dist, path: PANEL_PATH, port: Number(PANEL_PORT), config, served: true });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close().then(() => process.exit(0)));
// The server is a child of this process, which has nothing else to wait for.
setInterval(() => {}, 60_000);
