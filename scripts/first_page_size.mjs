/**
 * Fails when the first page has grown over its budget: the HTML, CSS, JavaScript and wasm in dist/ that it names,
 * as brotli sends them. The parts of the wasm that are fetched when they are needed are named beside it.
 *   node scripts/first_page_size.mjs dist 200000
 */

import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

const [dist = 'dist', limit = '200000'] = process.argv.slice(2);
const names = (await readdir(dist, { recursive: true })).filter((name) => /\.(html|css|js|mjs|wasm)$/.test(name));
if (!names.some((name) => name.endsWith('.wasm'))) throw new Error(`no wasm in ${dist}; run "make build" first`);

const page = await readFile(path.join(dist, 'index.html'), 'utf8');
// What the page loads it names itself; what only a portal loads, such as embed.js, is not the first page's.
const first = new Set(['index.html', ...[...page.matchAll(/\b(?:href|src)="\.\/([^"]+)"/g)].map((found) => found[1] ?? '')]);

let total = 0;
let later = 0;
for (const name of names) {
  const file = path.join(dist, name);
  // A file that brotli does not shrink has no sibling and is sent as it is.
  const { size } = await stat(`${file}.br`).catch(() => stat(file));
  if (first.has(name)) total += size;
  else if (name.endsWith('.wasm')) later += size;
}

const verdict = `${total} bytes of HTML, CSS, JavaScript and wasm with brotli; the limit is ${limit}; ${later} in parts that are fetched later`;
if (total > Number(limit)) {
  console.error(`size: too big: ${verdict}`);
  process.exit(1);
}
console.log(`size: ${verdict}`);
