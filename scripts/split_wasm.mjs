/**
 * Makes the files that the browser loads of the wasm that cargo built: one for the first page, and one for each part
 * that is fetched when it is needed (the functions marked `wasm_split` and what only they use).
 *
 * Trunk can do only one file, and runs wasm-bindgen before its hooks, after which the wasm can no longer be split; so this
 * starts from cargo's file again.
 */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { dropStreams } from './drop_streams.mjs';
import { minify } from './minify.mjs';
import { shortenLink } from './parts.mjs';
import { shrinkGlue } from './shrink_glue.mjs';

const run = promisify(execFile);

const NAME = 'backup-panel';

/**
 * The size counts. Inlined functions are larger with brotli, but for small ones with one caller: without those the browser has a
 * tenth less to compile, one by one, when they are first called. Values that are kept in place of being computed again are larger
 * too. Rust's stack begins far above the first 1,024 bytes and holds nothing there. What one generic function was made into for
 * each type has one name but for a hash: side by side, brotli finds them more easily. Branches are laid out anew, twice, from code
 * without nested expressions.
 */
const OPTIMIZE = [
  '--flatten',
  '--rereloop',
  '--low-memory-unused',
  '-Oz',
  '--always-inline-max-function-size=0',
  '--flexible-inline-max-function-size=0',
  '--one-caller-inline-max-function-size=50',
  '--skip-pass=local-cse',
  '--flatten',
  '--rereloop',
  '-Oz',
  '-Oz',
  '--coalesce-locals-learning',
  '--reorder-locals',
  '--reorder-functions-by-name',
  '--strip-debug',
  '--strip-producers',
];
/**
 * For the parts that come later: a third to a half of their functions only call others, most of them through the table, in other
 * files. Inlined they are no larger with brotli, and the browser need not compile one by one what somebody waits for.
 */
const OPTIMIZE_LATER = OPTIMIZE.map((option) => option.replace(/^(--always-inline-max-function-size)=.*/, '$1=8'));

/** What the compiler uses of WebAssembly, which the parts do not say of themselves. */
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];

/** How the glue names what loads the parts. */
const LINK = /\bfrom\s*(["'])\.\/__wasm_split\.js\1/;

const digest = (/** @type {Buffer | string} */ content) => createHash('sha256').update(content).digest('hex').slice(0, 16);
/** What a browser checks a file by. */
export const integrity = (/** @type {Buffer | string} */ content) =>
  `sha256-${createHash('sha256').update(content).digest('base64')}`;

/**
 * @param {{ wasm: string, into: string, release: boolean }} options wasm: cargo's file; into: the folder for the files
 * @returns {Promise<{ glue: string, wasm: string, link: string, parts: string[] }>} their names
 */
export async function splitWasm({ wasm, into, release }) {
  const work = await mkdtemp(path.join(os.tmpdir(), 'backup-panel-split-'));
  try {
    return await split(wasm, into, release, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {string} cargos @param {string} into @param {boolean} release @param {string} work */
async function split(cargos, into, release, work) {
  const at = (/** @type {string} */ name) => path.join(work, name);
  await writeFile(at('cargo.wasm'), dropStreams(await readFile(cargos)));
  await run('wasm-split-cli', ['--out-name', NAME, at('cargo.wasm'), work]);
  const names = (await readdir(work))
    .filter((name) => name.endsWith('.wasm') && ![`${NAME}.wasm`, 'cargo.wasm'].includes(name))
    .sort();
  await run('wasm-bindgen', [
    '--target',
    'web',
    '--no-typescript',
    '--keep-lld-exports',
    '--out-dir',
    at('bound'),
    at(`${NAME}.wasm`),
  ]);
  const bound = (/** @type {string} */ name) => path.join(work, 'bound', name);
  const main = bound(`${NAME}_bg.wasm`);
  if (release) {
    const features = FEATURES.map((feature) => `--enable-${feature}`);
    const optimize = (/** @type {string} */ file, /** @type {string[]} */ how) =>
      run('wasm-opt', [...how, ...features, file, '-o', file]);
    await Promise.all([optimize(main, OPTIMIZE), ...names.map((name) => optimize(at(name), OPTIMIZE_LATER))]);
  }
  let glue = await readFile(bound(`${NAME}.js`), 'utf8');
  let wasm = await readFile(main);
  if (release) {
    const shrunk = shrinkGlue(glue, wasm);
    glue = await minify(shrunk.glue);
    wasm = Buffer.from(shrunk.wasm);
  }
  const contents = await Promise.all(
    names.map(async (name) => /** @type {const} */ ([path.parse(name).name, await readFile(at(name))])),
  );
  const { files: parts, link: short } = shortenLink(await readFile(at('__wasm_split.js'), 'utf8'), new Map(contents));
  for (const [name, content] of parts) await writeFile(path.join(into, name), content);
  // What else reads it (parts.mjs) goes by what it is called with.
  let link = release ? await minify(short, { compress: false }) : short;

  // The glue names the link script and the other way round: both carry one hash of everything but these names.
  const hash = digest([glue, link, digest(wasm)].join('\n'));
  const files = { glue: `${NAME}-${hash}.js`, wasm: `${NAME}-${hash}_bg.wasm`, link: `${NAME}-${hash}_parts.js` };
  link = replaceOnce(link, `"./${NAME}.js"`, `"./${files.glue}"`);
  // The browser knows a script by its address: all imports of it must be written alike.
  if (!LINK.test(glue)) throw new Error('split_wasm: the glue does not import the link script');
  glue = glue.replace(new RegExp(LINK, 'g'), () => `from "./${files.link}"`);
  await writeFile(path.join(into, files.glue), glue);
  await writeFile(path.join(into, files.link), link);
  await writeFile(path.join(into, files.wasm), wasm);
  return { ...files, parts: [...parts.keys()] };
}

/** @param {string} text @param {string} found @param {string} put */
function replaceOnce(text, found, put) {
  if (text.split(found).length !== 2) throw new Error(`split_wasm: expected ${found} exactly once`);
  return text.replace(found, () => put);
}
