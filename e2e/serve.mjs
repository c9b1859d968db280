/**
 * Serves dist/ as a web server in production would: compressed siblings, names with a hash cached for good,
 * everything else revalidated, and a strict content security policy.
 *   PANEL_PORT=8080 [SUBPATH=/backups] [DIST=../dist] node serve.mjs
 */

import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import sirv from 'sirv';

const { PANEL_PORT = '8080', SUBPATH = '', DIST = path.join(import.meta.dirname, '..', 'dist') } = process.env;

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  // Loose on purpose: the identity URL may be typed in. A site that fixes its clouds lists them here instead.
  "connect-src 'self' http: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A file, or a folder above it, that carries a hash of its content in its name. */
const HASHED = /-[0-9a-f]{12,}[/._]/;

if (!existsSync(path.join(DIST, 'index.html'))) {
  console.error(`serve: no index.html in ${DIST}; run "make build" first`);
  process.exit(1);
}

const files = sirv(DIST, {
  etag: true,
  gzip: true,
  brotli: true,
  setHeaders(response, pathname) {
    response.setHeader('Cache-Control', HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
  },
});

const prefix = SUBPATH.replace(/\/+$/, '');

const server = http.createServer((request, response) => {
  const url = request.url ?? '/';
  if (prefix && url === prefix) {
    response.writeHead(301, { Location: `${prefix}/` }).end();
    return;
  }
  const inside = url.startsWith(`${prefix}/`);
  if (inside) request.url = url.slice(prefix.length);
  const missing = () => {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
  };
  if (inside) files(request, response, missing);
  else missing();
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
