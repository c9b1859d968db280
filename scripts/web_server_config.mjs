/**
 * Prints what a web server needs to serve the panel: the strict content security policy for what config.json names,
 * the other headers, caching, and the compressed siblings.
 *   node scripts/web_server_config.mjs --server nginx|apache|caddy|headers|meta|page [--config dist/config.json]
 *     [--site https://panel.example/backups/] [--root /srv/backup-panel] [--files https://static.example/] [--pages ORIGIN]
 */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { apache } from './hosting/apache.mjs';
import { caddy } from './hosting/caddy.mjs';
import { headers, meta, page } from './hosting/headers.mjs';
import { nginx } from './hosting/nginx.mjs';
import { ConfigurationError, isLoose } from './hosting/policy.mjs';
import { makeSite } from './hosting/site.mjs';

const OPTIONS = /** @type {const} */ ({
  server: { type: 'string', default: 'nginx' },
  config: { type: 'string', default: 'dist/config.json' },
  site: { type: 'string', default: 'https://panel.example/' },
  root: { type: 'string', default: '/srv/backup-panel' },
  files: { type: 'string' },
  pages: { type: 'string' },
});

try {
  const { values } = parseArgs({ options: OPTIONS });
  /** @type {Record<string, (site: import('./hosting/site.mjs').Site) => string | Promise<string>>} */
  const SERVERS = {
    nginx,
    apache,
    caddy,
    headers: async (site) => headers(site, await readdir(path.dirname(values.config))),
    meta: (site) => meta(site, values.files),
    page: async () => {
      if (!values.files) throw new ConfigurationError('--files is missing: the address that the page loads everything else from');
      return page(await readFile(path.join(path.dirname(values.config), 'index.html'), 'utf8'), values.files);
    },
  };
  const write = SERVERS[values.server];
  if (!write) throw new ConfigurationError(`no such server: ${values.server}; known are ${Object.keys(SERVERS).join(', ')}`);
  const config = JSON.parse(await readFile(values.config, 'utf8'));
  const { files, pages } = values;
  const site = makeSite({ url: values.site, root: values.root, config, ...(files && { files }), ...(pages && { pages }) });
  process.stdout.write(await write(site));
  if (isLoose(config)) {
    console.error(`hosting: ${values.config} names no cloud, so people type the identity URL: connect-src allows every host`);
  }
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof SyntaxError) && !(error instanceof Error && 'code' in error))
    throw error;
  console.error(`hosting: ${error.message}`);
  process.exit(1);
}
