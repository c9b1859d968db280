/**
 * dist/ as a web server in production would serve it: compressed siblings, names with a hash cached for good,
 * everything else revalidated, and the security headers that scripts/web_server_config.mjs writes.
 */

import http from 'node:http';
import https from 'node:https';
import sirv from 'sirv';
import { ASK_AGAIN, FOR_GOOD, HASHED, securityHeaders, policy as shipped, written } from '../scripts/hosting/policy.mjs';

const HASHED_NAME = new RegExp(HASHED);

/**
 * @param {{ dist: string, prefix?: string, policy?: Record<string, string | null>, config?: string, pages?: string,
 *   tls?: { key: string, cert: string } }} options
 *   prefix: the path under which the panel is served, such as `/backups`
 *   config: what to serve as config.json in place of the file
 *   pages: the origin of pages elsewhere that load the files from here
 *   tls: serves over https, with this
 * @returns {http.Server} not listening yet
 */
export function site({ dist, prefix = '', policy = {}, config, pages, tls }) {
  const headers = new Map(securityHeaders({}, undefined));
  // One directive each; a test may replace one to see what the panel makes of it.
  const directives = new Map([...shipped({}, undefined), ...Object.entries(policy)]);
  for (const [name, sources] of Object.entries(policy)) if (sources === null) directives.delete(name);
  headers.set('Content-Security-Policy', written(/** @type {Map<string, string>} */ (directives)));
  if (pages) headers.set('Access-Control-Allow-Origin', pages);
  const files = sirv(dist, {
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders(response, pathname) {
      response.setHeader('Cache-Control', HASHED_NAME.test(pathname) ? FOR_GOOD : ASK_AGAIN);
      response.setHeaders(headers);
    },
  });
  /** @type {http.RequestListener} */
  const serve = (request, response) => {
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
  };
  return tls ? https.createServer(tls, serve) : http.createServer(serve);
}
