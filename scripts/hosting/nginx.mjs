/** A site of nginx, with the brotli_static module (Debian, Ubuntu: libnginx-mod-http-brotli-static). */

import { ASK_AGAIN, FOR_GOOD, HASHED, TYPES } from './policy.mjs';
import { isAddress, portOf } from './site.mjs';

/** @import { Site } from './site.mjs' */

/** @param {Site} site */
function listen({ url }) {
  const port = portOf(url);
  if (isAddress(url)) return [`listen ${url.hostname}:${port};`];
  const secure = url.protocol === 'https:';
  const lines = [`listen ${port}${secure ? ' ssl' : ''};`, `listen [::]:${port}${secure ? ' ssl' : ''};`];
  lines.push(`server_name ${url.hostname};`);
  if (secure) {
    lines.push(`ssl_certificate /etc/ssl/certs/${url.hostname}.pem;`);
    lines.push(`ssl_certificate_key /etc/ssl/private/${url.hostname}.key;`);
  }
  return lines;
}

/** @param {Site} site @returns {string} */
export function nginx(site) {
  const { pathname } = site.url;
  const header = ([name, value] = ['', '']) => `        add_header ${name} "${value}" always;`;
  return `# Goes into the http block: /etc/nginx/conf.d/backup-panel.conf
map $uri $backup_panel_cache {
    "~${HASHED}" "${FOR_GOOD}";
    default "${ASK_AGAIN}";
}

server {
${listen(site)
  .map((line) => `    ${line}`)
  .join('\n')}
    server_tokens off;
    # Relative, so that a proxy in front of this server changes nothing.
    absolute_redirect off;
${pathname === '/' ? '' : `\n    location = ${pathname.slice(0, -1)} {\n        return 301 ${pathname};\n    }\n`}
    location ${pathname} {
        ${pathname === '/' ? 'root' : 'alias'} ${site.root}${pathname === '/' ? '' : '/'};
        index index.html;
        types {
${TYPES.map(([extension, type]) => `            ${type} ${extension};`).join('\n')}
        }
        charset utf-8;
        charset_types text/html text/plain text/css text/javascript application/json image/svg+xml;
        # The files with .br and .gz at their end. Without the module for brotli, leave its line out.
        brotli_static on;
        gzip_static on;
        gzip_vary on;
        # Not "always": what is missing today may be there tomorrow.
        add_header Cache-Control $backup_panel_cache;
${site.headers.map(header).join('\n')}
    }
}
`;
}
