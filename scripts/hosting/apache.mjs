/** A virtual host of Apache with mod_alias, mod_dir, mod_headers, mod_mime and mod_rewrite. */

import { ASK_AGAIN, FOR_GOOD, HASHED, IN_UTF8, TYPES } from './policy.mjs';
import { isAddress, portOf } from './site.mjs';

/** @import { Site } from './site.mjs' */

const ENCODINGS = [
  ['br', 'br'],
  ['gzip', 'gz'],
];

/** @param {Site} site @returns {string} */
export function apache(site) {
  const { pathname, hostname, protocol } = site.url;
  const extensions = TYPES.map(([extension]) => extension).join('|');
  const host = isAddress(site.url) ? hostname : '*';
  const lines = ['', `<VirtualHost ${host}:${portOf(site.url)}>`, `    ServerName ${hostname}`];
  if (protocol === 'https:') {
    lines.push('    SSLEngine on');
    lines.push(`    SSLCertificateFile /etc/ssl/certs/${hostname}.pem`);
    lines.push(`    SSLCertificateKeyFile /etc/ssl/private/${hostname}.key`);
  }
  if (pathname === '/') lines.push(`    DocumentRoot "${site.root}"`);
  else {
    lines.push(`    RedirectMatch 301 "^${pathname.slice(0, -1)}$" "${pathname}"`);
    lines.push(`    Alias "${pathname}" "${site.root}/"`);
  }
  lines.push(
    '',
    `    <Directory "${site.root}">`,
    '        Require all granted',
    '        AllowOverride None',
    '        Options None',
    // Needed by rewriting in a folder.
    '        Options +FollowSymLinks',
    '        DirectoryIndex index.html',
    '        AddDefaultCharset Off',
    ...TYPES.map(([extension, type]) => `        AddType ${type} .${extension}`),
    `        AddCharset utf-8 ${IN_UTF8.map((extension) => `.${extension}`).join(' ')}`,
    '',
    '        # The files with .br and .gz at their end.',
    '        RemoveType .gz',
    '        AddEncoding br .br',
    '        AddEncoding gzip .gz',
    '        RewriteEngine On',
    `        RewriteBase "${pathname}"`,
  );
  for (const [encoding, ending] of ENCODINGS) {
    lines.push(
      `        RewriteCond %{HTTP:Accept-Encoding} "\\b${encoding}\\b"`,
      `        RewriteCond %{REQUEST_FILENAME}.${ending} -f`,
      `        RewriteRule "^(.+\\.(?:${extensions}))$" "$1.${ending}" [L]`,
    );
  }
  lines.push(
    '        Header merge Vary Accept-Encoding',
    '',
    ...site.headers.map(([name, value]) => `        Header always set ${name} "${value}"`),
    `        Header set Cache-Control "${ASK_AGAIN}"`,
    `        <FilesMatch "${HASHED}">`,
    `            Header set Cache-Control "${FOR_GOOD}"`,
    '        </FilesMatch>',
    '    </Directory>',
    '</VirtualHost>',
    '',
  );
  return `# /etc/apache2/sites-available/backup-panel.conf; a2enmod headers rewrite ssl; a2ensite backup-panel${lines.join('\n')}`;
}
