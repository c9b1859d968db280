/** A site of Caddy, which gets its certificate itself. */

import { ASK_AGAIN, FOR_GOOD, HASHED } from './policy.mjs';
import { isAddress } from './site.mjs';

/** @import { Site } from './site.mjs' */

/** @param {Site} site @returns {string} */
export function caddy(site) {
  const { pathname, origin, host, hostname, protocol } = site.url;
  const path = pathname.slice(0, -1);
  const lines = ['# /etc/caddy/Caddyfile', `${protocol === 'https:' ? host : origin} {`];
  if (isAddress(site.url)) lines.push(`\tbind ${hostname}`);
  if (path) lines.push(`\tredir ${path} ${pathname} 301`, '');
  lines.push(
    // Without a path it is the same as handle.
    `\thandle_path ${path}/* {`,
    `\t\troot * ${site.root}`,
    '\t\t@hashed {',
    `\t\t\tpath_regexp ${HASHED}`,
    '\t\t\tfile',
    '\t\t}',
    `\t\t@others not path_regexp ${HASHED}`,
    `\t\theader @hashed Cache-Control "${FOR_GOOD}"`,
    `\t\theader @others Cache-Control "${ASK_AGAIN}"`,
    '\t\theader {',
    ...site.headers.map(([name, value]) => `\t\t\t${name} "${value}"`),
    '\t\t}',
    '\t\t# The files with .br and .gz at their end.',
    '\t\tfile_server {',
    '\t\t\tprecompressed br gzip',
    '\t\t}',
    '\t}',
    // Caddy answers everything else with an empty 200.
    ...(path ? ['\thandle {', '\t\trespond 404', '\t}'] : []),
    '}',
    '',
  );
  return lines.join('\n');
}
