/**
 * Fails when a document names a test that does not exist. A test is named as
 * `file.spec.ts` › title  (browser)  or  `file.rs` › function  (native), up to the end of the table's cell or a `<br>`.
 *   node scripts/check_docs.mjs docs/refusals.md docs/api-matrix.md
 */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDERS = ['e2e/tests', 'e2e/edge/tests', 'tests', 'src'];
const NAMED = /`([\w-]+\.(?:spec\.ts|test\.mjs|rs))` › (.+?)(?=\s*(?:\||<br>|$))/g;

/** @type {Map<string, string>} Sources by file name; of files of the same name all. */
const sources = new Map();
for (const folder of FOLDERS) {
  for (const name of await readdir(folder, { recursive: true })) {
    if (!/\.(spec\.ts|test\.mjs|rs)$/.test(name)) continue;
    const file = path.basename(name);
    sources.set(file, (sources.get(file) ?? '') + (await readFile(path.join(folder, name), 'utf8')));
  }
}

let wrong = 0;
let right = 0;
for (const document of process.argv.slice(2)) {
  const lines = (await readFile(document, 'utf8')).split('\n');
  for (const [index, line] of lines.entries()) {
    for (const [, file = '', title = ''] of line.matchAll(NAMED)) {
      if (sources.get(file)?.includes(title.trim())) {
        right += 1;
      } else {
        wrong += 1;
        console.error(`${document}:${index + 1}: there is no test "${title.trim()}" in ${file}`);
      }
    }
  }
}
if (wrong > 0) process.exit(1);
console.log(`docs: ${right} tests named, all of them there`);
