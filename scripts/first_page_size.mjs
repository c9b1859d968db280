/**
 * Fails when the code of the panel has grown over its budget: all HTML, CSS, JavaScript and wasm in dist/,
 * as brotli sends them. That is what the first page loads, and an upper bound of it.
 *   node scripts/first_page_size.mjs dist 200000
 */

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

const [dist = 'dist', limit = '200000'] = process.argv.slice(2);
const names = (await readdir(dist, { recursive: true })).filter((name) => /\.(html|css|js|mjs|wasm)$/.test(name));
if (!names.some((name) => name.endsWith('.wasm'))) throw new Error(`no wasm in ${dist}; run "make build" first`);

let total = 0;
for (const name of names) {
  const file = path.join(dist, name);
  // A file that brotli does not shrink has no sibling and is sent as it is.
  const { size } = await stat(`${file}.br`).catch(() => stat(file));
  total += size;
}

const verdict = `${total} bytes of HTML, CSS, JavaScript and wasm with brotli; the limit is ${limit}`;
if (total > Number(limit)) {
  console.error(`size: too big: ${verdict}`);
  process.exit(1);
}
console.log(`size: ${verdict}`);
