/**
 * dist/ as a web server in production would serve it: compressed siblings, names with a hash cached for good,
 * everything else revalidated, and a strict content security policy.
 */

import http from 'node:http';
import sirv from 'sirv';

/** One directive each; a test may replace one to see what the panel makes of it. */
export const POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  // Loose on purpose: the identity URL may be typed in. A site that fixes its clouds lists them here instead.
  'connect-src': "'self' http: https:",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/** A file, or a folder above it, that carries a hash of its content in its name. */
const HASHED = /-[0-9a-f]{12,}[/._]/;

/**
 * @param {{ dist: string, prefix?: string, policy?: Record<string, string>, config?: string }} options
 *   prefix: the path under which the panel is served, such as `/backups`
 *   config: what to serve as config.json in place of the file
 * @returns {http.Server} not listening yet
 */
export function site({ dist, prefix = '', policy = {}, config }) {
  const directives = Object.entries({ ...POLICY, ...policy }).map(([name, sources]) => `${name} ${sources}`);
  const files = sirv(dist, {
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders(response, pathname) {
      response.setHeader('Cache-Control', HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.setHeader('Content-Security-Policy', directives.join('; '));
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Referrer-Policy', 'no-referrer');
    },
  });
  return http.createServer((request, response) => {
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
    if (inside && config && request.url === '/config.json') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' }).end(config);
    } else if (inside) files(request, response, missing);
    else missing();
  });
}
