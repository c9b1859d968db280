/**
 * Serves dist/, and the reference in a folder beside the panel, by one nginx with the configuration shipped: both have
 * hashed names that are cached for good, and .br files. `PANEL_PORT=18080 PANEL_PATH=/ node bench/serve.mjs`.
 */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '../hosting/servers.mjs';

const { PANEL_PORT = '18080', PANEL_PATH = '/' } = process.env;
const HERE = import.meta.dirname;

/** Writes the reference as `make build` writes the panel. */
async function buildReference(/** @type {string} */ into) {
  const source = (/** @type {string} */ name) => readFile(path.join(HERE, 'reference', name), 'utf8');
  let page = await source('index.html');
  for (const [name, served] of /** @type {const} */ ([
    ['reference.css', 'reference.css'],
    ['reference.mjs', 'reference.js'],
  ])) {
    const content = await source(name);
    const { name: stem, ext } = path.parse(served);
    const hashed = `${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 16)}${ext}`;
    await writeFile(path.join(into, hashed), content);
    page = page.replace(`"${served}"`, `"${hashed}"`);
  }
  await writeFile(path.join(into, 'index.html'), page);
  await promisify(execFile)('node', [path.join(HERE, '../../scripts/compress.mjs'), into]);
}

const site = await mkdtemp(path.join(tmpdir(), 'panel-bench-'));
await cp(path.join(HERE, '../../dist'), site, { recursive: true });
await mkdir(path.join(site, 'reference'));
await buildReference(path.join(site, 'reference'));
const { close } = await startServer('nginx', { dist: site, path: PANEL_PATH, port: Number(PANEL_PORT) });
// The server has a copy of its own.
await rm(site, { recursive: true });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close().then(() => process.exit(0)));
// The server is a child of this process, which has nothing else to wait for.
setInterval(() => {}, 60_000);
