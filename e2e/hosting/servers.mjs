/**
 * Debian's nginx, Apache and Caddy, each with the configuration that scripts/web_server_config.mjs writes and just
 * enough around it to run in a folder of its own, on a high port, as whoever calls.
 */

import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { apache } from '../../scripts/hosting/apache.mjs';
import { caddy } from '../../scripts/hosting/caddy.mjs';
import { nginx } from '../../scripts/hosting/nginx.mjs';
import { makeSite } from '../../scripts/hosting/site.mjs';

/** @import { Site } from '../../scripts/hosting/site.mjs' */
/** @import { Config } from '../../scripts/hosting/policy.mjs' */

const { WEB_SERVERS = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'backup-panel', 'web-servers-1') } =
  process.env;
const LIBRARIES = path.join(WEB_SERVERS, 'usr/lib', process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu');
const IS_ROOT = process.getuid?.() === 0;

/** How long a server may take to answer, in milliseconds. */
const PATIENCE_MS = 10_000;

/** What one server needs around the site: the files to write and the command to run in the foreground. */
const AROUND = {
  nginx(/** @type {Site} */ site, /** @type {string} */ run) {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${run}/${name};`);
    const main = `load_module ${WEB_SERVERS}/usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
${IS_ROOT ? 'user root;\n' : ''}worker_processes 1;
daemon off;
pid ${run}/pid;
error_log stderr warn;
events {}
http {
  access_log off;
${temporary.join('\n')}
  include ${run}/site.conf;
}
`;
    return {
      files: { 'nginx.conf': main, 'site.conf': nginx(site) },
      command: ['usr/sbin/nginx', '-p', run, '-e', 'stderr', '-c', `${run}/nginx.conf`],
    };
  },
  apache(/** @type {Site} */ site, /** @type {string} */ run) {
    const modules = ['mpm_event', 'authz_core', 'alias', 'dir', 'headers', 'mime', 'rewrite'];
    const main = `ServerRoot ${run}
${modules.map((name) => `LoadModule ${name}_module ${WEB_SERVERS}/usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
${IS_ROOT ? 'User nobody\nGroup nogroup\n' : ''}ServerName ${site.url.hostname}
Listen ${site.url.host}
PidFile ${run}/pid
DefaultRuntimeDir ${run}
ErrorLog ${run}/error.log
LogLevel warn
TypesConfig /dev/null
Include ${run}/site.conf
`;
    return {
      files: { 'apache.conf': main, 'site.conf': apache(site) },
      command: ['usr/sbin/apache2', '-DFOREGROUND', '-f', `${run}/apache.conf`],
    };
  },
  caddy(/** @type {Site} */ site, /** @type {string} */ run) {
    return {
      files: { Caddyfile: `{\n\tadmin off\n\tauto_https off\n}\n${caddy(site)}` },
      command: ['usr/bin/caddy', 'run', '--config', `${run}/Caddyfile`, '--adapter', 'caddyfile'],
    };
  },
};

export const SERVERS = /** @type {Array<keyof typeof AROUND>} */ (Object.keys(AROUND));

/** A port that nobody listens on just now. */
async function freePort() {
  const probe = net.createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Whether somebody answers there. */
const answers = (/** @type {number} */ port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(() => resolve(true)));
    socket.on('error', () => resolve(false));
  });

/**
 * Serves a copy of a folder.
 * @param {keyof typeof AROUND} server
 * @param {{ dist: string, path: string, config?: Config, port?: number, served?: boolean, files?: string,
 *   pages?: string }} options
 *   path: begins and ends in a slash; served: whether the configuration is served as config.json as well;
 *   files, pages: as in scripts/web_server_config.mjs
 * @returns {Promise<{ url: string, headers: Array<[string, string]>, close: () => Promise<void> }>}
 * @throws when it does not answer, with what it said
 */
export async function startServer(server, { dist, path: prefix, config = {}, port: wanted, served = false, files, pages }) {
  const run = await mkdtemp(path.join(tmpdir(), `panel-${server}-`));
  // Apache's children are somebody else when it is started by root.
  await chmod(run, 0o755);
  const root = path.join(run, 'site');
  await cp(dist, root, { recursive: true });
  if (served) await writeFile(path.join(root, 'config.json'), JSON.stringify(config));
  const port = wanted ?? (await freePort());
  const url = `http://127.0.0.1:${port}${prefix}`;
  const site = makeSite({ url, root, config, ...(files && { files }), ...(pages && { pages }) });
  const { files: written, command } = AROUND[server](site, run);
  for (const [name, content] of Object.entries(written)) await writeFile(path.join(run, name), content);
  await mkdir(path.join(run, 'home'));
  const [program = '', ...args] = command;
  const child = spawn(path.join(WEB_SERVERS, program), args, {
    cwd: run,
    env: { PATH: process.env.PATH, LD_LIBRARY_PATH: LIBRARIES, HOME: path.join(run, 'home') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const end = new Promise((resolve) => {
    child.once('error', (error) => {
      said += error.message;
      ended = true;
      resolve(undefined);
    });
    child.once('exit', () => {
      ended = true;
      resolve(undefined);
    });
  });
  const close = async () => {
    if (!ended) child.kill('SIGTERM');
    await end;
    await rm(run, { recursive: true, force: true });
  };
  for (const started = Date.now(); !(await answers(port)); await pause(20)) {
    if (ended || Date.now() - started > PATIENCE_MS) {
      const log = await readFile(path.join(run, 'error.log'), 'utf8').catch(() => '');
      await close();
      throw new Error(`${server} does not run: ${said}${log}`);
    }
  }
  return { url: site.url.href, headers: site.headers, close };
}
