/**
 * Fails when what is loaded before one can do anything has grown over its budget: the HTML, CSS, JavaScript and wasm in
 * dist/, as brotli sends them. There are two visits, each with a limit: with a session, which ends at the first rows of the
 * list of backups, and without one, which ends at the sign-in page and loads the part `gate` of the wasm as well. What
 * surrounds the rows follows them at once and is told beside it.
 *   node scripts/first_page_size.mjs dist 200000 220000
 */

import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { filesOf } from './parts.mjs';

const [dist = 'dist', limit = '200000', signInLimit = limit] = process.argv.slice(2);

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`size: ${message}`);
  process.exit(1);
}

const names = await readdir(dist);
if (!names.some((name) => name.endsWith('.wasm'))) fail(`no wasm in ${dist}; run "make build" first`);
const text = (/** @type {string} */ name) => readFile(path.join(dist, name), 'utf8');

/** Everything that index.html names, and what the scripts among it import before they run. */
const first = new Set(['index.html']);
for (const [, name = ''] of (await text('index.html')).matchAll(/\b(?:href|src)="\.\/([^"]+)"/g)) {
  if (/\.(css|js|wasm)$/.test(name)) first.add(name);
}
for (const name of first) {
  if (!name.endsWith('.js')) continue;
  for (const [, other = ''] of (await text(name)).matchAll(/\bfrom\s*["']\.\/([^"']+\.js)["']/g)) first.add(other);
}

const link = await text(names.find((name) => name.endsWith('_parts.js')) ?? fail('no script that loads the parts'));
const gate = filesOf(link, 'gate');
const around = filesOf(link, 'surroundings');

const size = async (/** @type {Iterable<string>} */ files) => {
  let total = 0;
  for (const name of files) {
    const file = path.join(dist, name);
    // A file that brotli does not shrink has no sibling and is sent as it is.
    total += (await stat(`${file}.br`).catch(() => stat(file))).size;
  }
  return total;
};

const [session, front] = [await size(first), await size(gate)];
const rest = names.filter((name) => name.endsWith('.wasm') && ![first, gate, around].some((files) => files.has(name)));
const verdict =
  `${session} bytes of HTML, CSS, JavaScript and wasm with brotli up to the first rows with a session, ` +
  `${await size(around)} in ${around.size} files that surround them, ${session + front} up to the sign-in page; ` +
  `the limits are ${limit} and ${signInLimit}; ${await size(rest)} in parts that are fetched later`;
if (session > Number(limit) || session + front > Number(signInLimit)) fail(`too big: ${verdict}`);
console.log(`size: ${verdict}`);
