/**
 * Puts a .br and a .gz beside each file of dist/ that gets smaller by it, so that a web server need not compress.
 *   node scripts/compress.mjs dist
 */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const COMPRESSIBLE = /\.(html|css|js|mjs|wasm|json|svg|txt|webmanifest)$/;
const TEXT = /\.(html|css|js|mjs|json|svg|txt|webmanifest)$/;

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const { constants } = zlib;

const dist = process.argv[2] ?? 'dist';
const names = (await readdir(dist, { recursive: true })).filter((name) => COMPRESSIBLE.test(name)).sort();

/** @param {string} name */
async function compress(name) {
  const file = path.join(dist, name);
  const plain = await readFile(file);
  const [br, gz] = await Promise.all([
    brotli(plain, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
        [constants.BROTLI_PARAM_MODE]: TEXT.test(name) ? constants.BROTLI_MODE_TEXT : constants.BROTLI_MODE_GENERIC,
      },
    }),
    gzip(plain, { level: 9 }),
  ]);
  if (br.length < plain.length) await writeFile(`${file}.br`, br);
  if (gz.length < plain.length) await writeFile(`${file}.gz`, gz);
  return { name, plain: plain.length, gz: gz.length, br: br.length };
}

const sizes = await Promise.all(names.map(compress));
const width = Math.max(4, ...sizes.map(({ name }) => name.length));
const row = (/** @type {Array<string | number>} */ [name, ...numbers]) =>
  String(name).padEnd(width) + numbers.map((number) => String(number).padStart(12)).join('');
const sum = (/** @type {'plain' | 'gz' | 'br'} */ key) => sizes.reduce((total, size) => total + size[key], 0);

console.log(row(['bytes', 'plain', 'gzip', 'brotli']));
for (const { name, plain, gz, br } of sizes) console.log(row([name, plain, gz, br]));
console.log(row(['all', sum('plain'), sum('gz'), sum('br')]));
