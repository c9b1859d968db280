/**
 * What of others is in dist/, and under which licences: the packages that are compiled into the wasm, with the texts that
 * come with them. What only runs while building (macros, build scripts, tools) is not shipped and not listed.
 *   node scripts/licenses.mjs        prints it
 */

import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/**
 * @typedef {{ name: string, version: string, license: string | null, repository: string | null, manifest_path: string,
 *   id: string, authors: string[], targets: Array<{ kind: string[] }> }} Package
 * @typedef {{ id: string, deps: Array<{ pkg: string, dep_kinds: Array<{ kind: string | null }> }> }} Node
 * @typedef {{ packages: Package[], resolve: { root: string, nodes: Node[] } }} Metadata
 */

const TARGET = 'wasm32-unknown-unknown';
const TEXT = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
const RULE = '-'.repeat(80);

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Compiled into every wasm and listed by no lock file. */
const STANDARD_LIBRARY = {
  title: 'The Rust standard library, with the packages it is made of',
  license: 'MIT OR Apache-2.0',
  repository: 'https://github.com/rust-lang/rust',
};

/**
 * The packages that the wasm is made of, by name; the panel itself is not among them.
 * @param {Metadata} metadata
 */
export function shipped({ packages, resolve }) {
  const byId = new Map(packages.map((each) => [each.id, each]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (/** @type {Package} */ { targets }) => targets.some(({ kind }) => kind.includes('proc-macro'));
  const found = /** @type {Set<string>} */ (new Set());
  const visit = (/** @type {string} */ id) => {
    for (const { pkg, dep_kinds } of nodes.get(id)?.deps ?? []) {
      const each = byId.get(pkg);
      if (!each || found.has(pkg) || isMacro(each) || dep_kinds.every(({ kind }) => kind !== null)) continue;
      found.add(pkg);
      visit(pkg);
    }
  };
  visit(resolve.root);
  const order = (/** @type {Package} */ { name, version }) => `${name} ${version}`;
  return packages.filter(({ id }) => found.has(id)).sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The texts in a package's folder, with the same line ends everywhere. */
async function texts(/** @type {Package} */ { manifest_path }) {
  const folder = path.dirname(manifest_path);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && TEXT.test(entry.name)).map(({ name }) => name);
  const read = await Promise.all(names.sort().map((name) => readFile(path.join(folder, name), 'utf8')));
  return read.map((text) =>
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[ \t]+$/gm, '')
      .replace(/^\n+|\n+$/g, ''),
  );
}

/**
 * The whole list as a text.
 * @param {string} source The folder of Cargo.toml.
 * @throws when a package names no licence
 */
export async function licenses(source) {
  const args = ['metadata', '--format-version', '1', '--locked', '--filter-platform', TARGET];
  const { stdout } = await promisify(execFile)('cargo', args, { cwd: source, maxBuffer: 1 << 28 });
  const packages = shipped(JSON.parse(stdout));
  const own = (await readFile(path.join(source, 'LICENSE'), 'utf8')).trimEnd();
  /** @type {Map<string, string[]>} Each text once, with whose it is. */
  const held = new Map([[own, ['Backup Panel for OpenStack']]]);
  const lines = [];
  for (const each of packages) {
    const title = `${each.name} ${each.version}`;
    if (!each.license) throw new Error(`licenses: ${title} names no licence`);
    lines.push(`${title}: ${each.license}${each.repository ? `, ${each.repository}` : ''}`);
    const found = await texts(each);
    if (found.length === 0) {
      // The repository has them; the package does not.
      const who = each.authors.length > 0 ? each.authors.join(', ') : `the authors of ${each.name}`;
      found.push(/\bMIT\b/.test(each.license) ? `Copyright (c) ${who}\n\n${MIT}` : own);
    }
    for (const text of found) held.set(text, [...(held.get(text) ?? []), title]);
  }
  const { title, license, repository } = STANDARD_LIBRARY;
  const standard = `Copyright (c) The Rust Project Contributors\n\n${MIT}`;
  return `${[
    'Backup Panel for OpenStack is licensed under Apache-2.0. It holds these works of others:',
    [`${title}: ${license}, ${repository}`, ...lines].join('\n'),
    'Their licences and notices, as they come with them:',
    ...[...held, /** @type {const} */ ([standard, [title]])].map(([text, of]) => `${RULE}\n${of.join(', ')}\n${RULE}\n\n${text}`),
  ].join('\n\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(await licenses(path.join(import.meta.dirname, '..')));
}
