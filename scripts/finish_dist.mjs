/**
 * Finishes what Trunk has built (its post_build hook): writes the boot script with the hashed names in it, and the tags
 * that load everything. Nothing inline is left, so that a content security policy without 'unsafe-inline' will do.
 *   TRUNK_STAGING_DIR=... TRUNK_SOURCE_DIR=... node scripts/finish_dist.mjs
 */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { licenses } from './licenses.mjs';
import { minify } from './minify.mjs';
import { filesOf } from './parts.mjs';
import { integrity, splitWasm } from './split_wasm.mjs';
import { joinStyles } from './style_sheet.mjs';

const staging = process.env.TRUNK_STAGING_DIR ?? fail('TRUNK_STAGING_DIR is not set; Trunk runs this script');
const source = process.env.TRUNK_SOURCE_DIR ?? fail('TRUNK_SOURCE_DIR is not set; Trunk runs this script');
const release = process.env.TRUNK_PROFILE === 'release';

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  throw new Error(`finish_dist: ${message}`);
}

/** Writes a file under a name with a hash of its content in it. */
async function writeHashed(/** @type {string} */ name, /** @type {string} */ source) {
  const content = release && name.endsWith('.js') ? await minify(source) : source;
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const { name: stem, ext } = path.parse(name);
  const hashed = `${stem}-${hash}${ext}`;
  await writeFile(path.join(staging, hashed), content);
  return { href: `./${hashed}`, integrity: integrity(content) };
}

/** @param {string} href An address as index.html has it, relative to it. */
async function onDisk(href) {
  return { href, integrity: integrity(await readFile(path.join(staging, href))) };
}

/**
 * Sets constants of a script.
 * @param {string} script
 * @param {Record<string, unknown>} values
 */
function setConstants(script, values) {
  return Object.entries(values).reduce((text, [name, value]) => {
    const declaration = new RegExp(`^const ${name} = .*;$`, 'gm');
    if (text.match(declaration)?.length !== 1) fail(`a script does not declare ${name} exactly once`);
    return text.replace(declaration, () => `const ${name} = ${JSON.stringify(value)};`);
  }, script);
}

/**
 * Puts the hashed name of what a script imports into it.
 * @param {string} script
 * @param {string} name
 * @param {string} hashed
 */
function setImport(script, name, hashed) {
  const parts = script.split(` from './${name}';`);
  if (parts.length !== 2) fail(`a script does not import ${name} exactly once`);
  return parts.join(` from '${hashed}';`);
}

const names = await readdir(staging);
const wasmNames = names.filter((name) => name.endsWith('_bg.wasm'));
const [wasmName] = wasmNames;
if (wasmName === undefined || wasmNames.length > 1) fail(`one wasm file was expected, found ${wasmNames.length}`);
const glueName = wasmName.replace(/_bg\.wasm$/, '.js');
if (!names.includes(glueName)) fail(`${glueName} is missing beside ${wasmName}`);

// Trunk's pair is whole; what is served is made of the same wasm, in parts.
for (const name of [wasmName, glueName]) await rm(path.join(staging, name));
const { stdout } = await promisify(execFile)('cargo', ['metadata', '--no-deps', '--format-version', '1', '--locked'], {
  cwd: source,
});
const target = path.join(JSON.parse(stdout).target_directory, 'wasm32-unknown-unknown', release ? 'release' : 'debug');
const made = await splitWasm({ wasm: path.join(target, 'backup-panel.wasm'), into: staging, release });

const cargo = await readFile(path.join(source, 'Cargo.toml'), 'utf8');
const version = cargo.match(/^version = "([^"]+)"$/m)?.[1] ?? fail('Cargo.toml has no version');

const shell = (/** @type {string} */ name) => readFile(path.join(source, 'src', 'shell', name), 'utf8');
const panic = await writeHashed('panic.js', await shell('panic.js'));
const loadScript = setConstants(await shell('load.js'), {
  VERSION: version,
  GLUE: `./${made.glue}`,
  LINK: `./${made.link}`,
  WASM: `./${made.wasm}`,
  PANIC: panic.href,
  PANIC_INTEGRITY: panic.integrity,
});
const load = await writeHashed('load.js', loadScript);
const height = await writeHashed('frame-height.js', await shell('frame-height.js'));
const frame = await writeHashed('frame.js', setImport(await shell('frame.js'), 'frame-height.js', height.href));
const gate = filesOf(await readFile(path.join(staging, made.link), 'utf8'), 'gate');
const ahead = [...gate].map((name) => `./${name}`).join(' ');
const bootScript = setConstants(await shell('boot.js'), { FRAME: frame.href, GATE: ahead });
const early = await writeHashed('early.js', await shell('early.js'));
const boot = await writeHashed('boot.js', setImport(setImport(bootScript, 'early.js', early.href), 'load.js', load.href));
// Copied by portals into their own files: its name stays.
await writeFile(path.join(staging, 'frame-host.js'), await shell('frame-host.js'));
const [glue, link] = [await onDisk(`./${made.glue}`), await onDisk(`./${made.link}`)];

const attribute = (/** @type {string} */ name, /** @type {{ href: string, integrity: string }} */ file) =>
  `${name}="${file.href}" integrity="${file.integrity}" crossorigin="anonymous"`;
const checked = (/** @type {typeof boot} */ file) => attribute('href', file);
const tags = [
  // The glue has the largest part of the way before it: it is asked for with the page, not by the boot script.
  `<link rel="modulepreload" ${checked(glue)}>`,
  `<link rel="modulepreload" ${checked(link)}>`,
  // No integrity: the browser would have to hold the wasm back until all of it is there.
  `<link rel="preload" as="fetch" type="application/wasm" href="./${made.wasm}" crossorigin="anonymous">`,
  `<link rel="modulepreload" ${checked(load)}>`,
  `<script type="module" ${attribute('src', boot)}></script>`,
];

await writeFile(path.join(staging, 'licenses.txt'), await licenses(source));

const page = path.join(staging, 'index.html');
let html = await readFile(page, 'utf8');
html = html.replace(/\s*<!--.*?-->/gs, '');
// No browser checks an icon by it.
html = html.replace(/(<link rel="icon"[^>]*) integrity="[^"]*"/, '$1');
html = html.replace(/<link\b[^>]*\bdata-trunk\b[^>]*>/g, '').replace(/^[ \t]*\n/gm, '');
// One sheet in place of several: fewer requests, and brotli sees all of it at once.
const SHEET = /[ \t]*<link\b[^>]*\brel="stylesheet"[^>]*\bhref="([^"]+)"[^>]*>\n?/g;
const sheets = [...html.matchAll(SHEET)].map((found) => path.join(staging, found[1] ?? ''));
if (sheets.length === 0) fail('index.html has no style sheet');
const styles = joinStyles(await Promise.all(sheets.map((file) => readFile(file, 'utf8'))));
for (const file of sheets) await rm(file);
html = html.replace(SHEET, '');
const panelStyle = await writeHashed('panel.css', styles);
tags.unshift(
  // It waits for nothing: the cloud is asked while all the rest is on its way.
  `<script type="module" async ${attribute('src', early)}></script>`,
  `<link rel="stylesheet" ${checked(panelStyle)}>`,
);

// The element for portals: one style sheet with all that the page has, and what only a shadow root needs.
const shadow = joinStyles([await readFile(path.join(source, 'style', 'embed.css'), 'utf8')]);
const style = await writeHashed('embed.css', styles + shadow);
const embed = setConstants(await shell('embed.js'), { STYLE: style.href, STYLE_INTEGRITY: style.integrity });
await writeFile(path.join(staging, 'embed.js'), setImport(embed, 'load.js', load.href));

html = html.replace(/[ \t]*<\/head>/, () => `${tags.map((tag) => `    ${tag}\n`).join('')}  </head>`);
await writeFile(page, html);

/** What a content security policy without 'unsafe-inline' blocks. `trunk serve` reloads by an inline script and sends no policy. */
const INLINE = /<script\b(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle="|\son[a-z]+="|href="javascript:/i;
const inline = release ? html.match(INLINE)?.[0] : undefined;
if (inline !== undefined) fail(`index.html holds something inline: ${inline}`);
if (!html.includes(boot.href)) fail('index.html has no </head> to put the scripts before');
const missing = [...html.matchAll(/\b(?:href|src)="([^"]+)"/g)]
  .map((found) => found[1] ?? '')
  .filter((href) => !href.startsWith('./'));
if (missing.length > 0) fail(`addresses that are not relative: ${missing.join(' ')}`);
