/** Serves dist/: `PANEL_PORT=8080 [SUBPATH=/backups] [DIST=../dist] [CONFIG='{…}'] node serve.mjs`. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { site } from './site.mjs';

const { PANEL_PORT = '8080', SUBPATH = '', DIST = path.join(import.meta.dirname, '..', 'dist'), CONFIG } = process.env;

if (!existsSync(path.join(DIST, 'index.html'))) {
  console.error(`serve: no index.html in ${DIST}; run "make build" first`);
  process.exit(1);
}

const prefix = SUBPATH.replace(/\/+$/, '');
const server = site({ dist: DIST, prefix, ...(CONFIG && { config: CONFIG }) });

server.on('error', (error) => {
  console.error(`serve: ${error.message}`);
  process.exit(1);
});
server.listen(Number(PANEL_PORT), '127.0.0.1', () => {
  console.log(`serve: ${path.relative(process.cwd(), DIST) || DIST} on http://127.0.0.1:${PANEL_PORT}${prefix}/`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.closeAllConnections();
    server.close(() => process.exit(0));
  });
}
