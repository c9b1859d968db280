/** For hosts without a configuration of their own: Netlify's and Cloudflare's `_headers`, and a tag for those without even that. */

import { FOR_GOOD, HASHED, originOf, policy, written } from './policy.mjs';

/** @import { Site } from './site.mjs' */

/**
 * The file `_headers`. Both hosts have everything asked for again unless told otherwise, and Netlify knows no pattern
 * such as *.js: each file with a hash in its name gets a rule of its own, so the file belongs to one build.
 * @param {Site} site
 * @param {string[]} names The files of dist/.
 * @returns {string}
 */
export function headers(site, names) {
  const { pathname } = site.url;
  const hashed = names.filter((name) => new RegExp(HASHED).test(name) && !/\.(br|gz)$/.test(name)).sort();
  const rule = (/** @type {string} */ path, /** @type {Array<[string, string]>} */ set) =>
    `${path}\n${set.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`;
  return [
    rule(`${pathname}*`, site.headers),
    ...hashed.map((name) => rule(`${pathname}${name}`, [['Cache-Control', FOR_GOOD]])),
  ].join('');
}

/**
 * The page itself, for another origin than its files: every address in it leads to them.
 * @param {string} html dist/index.html
 * @param {string} files The address of the files.
 */
export function page(html, files) {
  originOf(files, 'the address of the files');
  const folder = new URL(files);
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return html.replace(/(\s(?:href|src)=")\.\//g, (_, before) => before + folder.href);
}

/**
 * A tag that says the policy from within index.html. It cannot say who may hold the page in a frame, so the panel
 * itself has to (src/shell/boot.js).
 * @param {Site} site
 * @param {string | undefined} files
 */
export function meta({ config }, files) {
  const directives = policy(config, files);
  directives.delete('frame-ancestors');
  return `<meta http-equiv="Content-Security-Policy" content="${written(directives)}">\n`;
}
