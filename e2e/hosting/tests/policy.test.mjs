/** From config.json to headers: strict where it can be, and never more than one directive out of one value. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { policy, written } from '../../../scripts/hosting/policy.mjs';
import { makeSite } from '../../../scripts/hosting/site.mjs';

const SCRIPT = path.join(import.meta.dirname, '../../../scripts/web_server_config.mjs');
const EXAMPLE = path.join(import.meta.dirname, '../../../docs/hosting/config.json');
const CLOUD = { identity_url: 'https://keystone.example.org:5000/v3', api_origins: ['https://cinder.example.org:8776'] };

/** @param {string[]} args */
const run = (...args) => promisify(execFile)(process.execPath, [SCRIPT, ...args]);

test('the policy lists the origins of the clouds and of the portals, and nothing else', () => {
  const said = written(policy({ clouds: [CLOUD, CLOUD], allowed_parents: ['https://portal.example.org'] }, undefined));
  assert.equal(
    said,
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
      "connect-src 'self' https://keystone.example.org:5000 https://cinder.example.org:8776; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors https://portal.example.org",
  );
});

test('without clouds people type an address, so that every host may be asked; nobody may hold it in a frame', () => {
  const directives = policy({}, undefined);
  assert.equal(directives.get('connect-src'), "'self' http: https:");
  assert.equal(directives.get('frame-ancestors'), "'none'");
});

test('files elsewhere are named wherever files are loaded', () => {
  const directives = policy({ clouds: [CLOUD] }, 'https://static.example.org');
  for (const name of ['script-src', 'style-src', 'img-src', 'connect-src']) {
    assert.match(directives.get(name) ?? '', /^'self' https:\/\/static\.example\.org/, name);
  }
});

test('what is no origin is refused by its place', () => {
  const bad = [
    '',
    'javascript:alert(1)',
    "https://a.example;script-src 'unsafe-inline'",
    'https://a b/',
    'file:///etc/passwd',
    'a.example',
  ];
  for (const value of bad) {
    const inParents = { clouds: [CLOUD], allowed_parents: [value] };
    const inCloud = { clouds: [{ ...CLOUD, api_origins: [value] }] };
    assert.throws(() => policy(inParents, undefined), /^Error: allowed_parents: |^ConfigurationError|allowed_parents: /, value);
    assert.throws(() => policy(inCloud, undefined), /clouds\[0\]\.api_origins: /, value);
  }
  const lab = { auth: 'none', block_storage_url: 'https://lab.example:8776/' };
  assert.match(policy({ clouds: [lab] }, undefined).get('connect-src') ?? '', / https:\/\/lab\.example:8776$/);
  assert.throws(() => policy({ clouds: [{ identity_url: 'https://k.example/v3' }] }, undefined), /api_origins is missing/);
  assert.throws(() => policy(/** @type {any} */ ({ clouds: 7 }), undefined), /clouds: a list is needed/);
  assert.throws(() => policy(/** @type {any} */ ({ allowed_parents: 'x' }), undefined), /allowed_parents: a list/);
});

test('an address or a folder cannot smuggle anything into a configuration', () => {
  const config = { clouds: [CLOUD] };
  for (const url of ['https://panel.example/a;b/', 'https://panel.example/a"b/', 'https://panel.example/{x}/']) {
    assert.throws(() => makeSite({ url, root: '/srv/panel', config }), /plain characters/, url);
  }
  for (const root of ['/srv/a b', '/srv/a;b', 'srv', '/srv/"']) {
    assert.throws(() => makeSite({ url: 'https://panel.example/', root, config }), /plain characters/, root);
  }
});

test('the command writes every kind, and says what is wrong in a line', async () => {
  for (const server of ['nginx', 'apache', 'caddy', 'headers', 'meta']) {
    const { stdout, stderr } = await run('--server', server, '--config', EXAMPLE, '--site', 'https://panel.example/backups/');
    assert.match(stdout, /https:\/\/cinder\.example\.org:8776/, server);
    assert.equal(stderr, '', server);
    assert.equal(stdout.includes('frame-ancestors https://portal.example.org'), server !== 'meta', server);
  }
  await assert.rejects(run('--server', 'iis', '--config', EXAMPLE), /no such server: iis; known are nginx, apache, caddy/);
  await assert.rejects(run('--config', '/nowhere/config.json'), /hosting: ENOENT/);
  const folder = await mkdtemp(path.join(tmpdir(), 'panel-config-'));
  const file = path.join(folder, 'config.json');
  await writeFile(file, '{"clouds": [');
  await assert.rejects(run('--config', file), /hosting: .*JSON/);
  await writeFile(file, '{}');
  const { stderr } = await run('--config', file);
  assert.match(stderr, /connect-src allows every host/);
  await rm(folder, { recursive: true });
});

for (const [server, name] of [
  ['nginx', 'nginx.conf'],
  ['apache', 'apache.conf'],
  ['caddy', 'Caddyfile'],
]) {
  test(`docs/hosting/${name} is what the command prints`, async () => {
    const { stdout } = await run('--server', server ?? '', '--config', EXAMPLE, '--site', 'https://backups.example.org/');
    assert.equal(stdout, await readFile(path.join(path.dirname(EXAMPLE), name ?? ''), 'utf8'));
  });
}

test('an option that it does not know is said', async () => {
  await assert.rejects(run('--sevrer', 'nginx'), ({ stderr }) => /^hosting: .*--sevrer/.test(stderr));
});
