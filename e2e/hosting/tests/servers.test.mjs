/** dist/ under the real servers with the shipped configuration: every file, as every kind of client asks for it. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { ASK_AGAIN, FOR_GOOD, HASHED, TYPES } from '../../../scripts/hosting/policy.mjs';
import { SERVERS, startServer } from '../servers.mjs';

const DIST = path.join(import.meta.dirname, '../../../dist');
const NAMES = readdirSync(DIST).filter((name) => !/\.(br|gz)$/.test(name));
const CONFIG = {
  clouds: [{ identity_url: 'https://keystone.example.org:5000/v3', api_origins: ['https://cinder.example.org:8776'] }],
  allowed_parents: ['https://portal.example.org'],
};

/**
 * An answer as it is on the wire.
 * @param {string} url
 * @param {http.OutgoingHttpHeaders} [headers]
 * @returns {Promise<{ status: number | undefined, headers: http.IncomingHttpHeaders, body: Buffer }>}
 */
function get(url, headers = {}) {
  return new Promise((resolve, reject) => {
    // Node would tidy up an address with dots in it.
    const { hostname, port, origin } = new URL(url);
    const request = http.get({ hostname, port, path: url.slice(origin.length), headers, agent: false }, (response) => {
      const chunks = /** @type {Buffer[]} */ ([]);
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
  });
}

const DECODERS = { br: brotliDecompressSync, gzip: gunzipSync };

for (const server of SERVERS) {
  for (const prefix of ['/', '/cloud/backups/']) {
    describe(`${server} at ${prefix}`, () => {
      let site = /** @type {Awaited<ReturnType<typeof startServer>>} */ ({});
      before(async () => {
        site = await startServer(server, { dist: DIST, path: prefix, config: CONFIG });
      });
      after(() => site.close());

      const guarded = (/** @type {http.IncomingHttpHeaders} */ headers) => {
        for (const [name, value] of site.headers) assert.equal(headers[name.toLowerCase()], value, name);
      };

      test('every file, compressed as the client takes it, with its type, for as long as its name lasts', async () => {
        for (const name of NAMES) {
          const plain = readFileSync(path.join(DIST, name));
          const type = TYPES.find(([extension]) => name.endsWith(`.${extension}`))?.[1] ?? '';
          for (const [accepted, encoding] of /** @type {const} */ ([
            ['gzip, deflate, br', 'br'],
            ['gzip, deflate', 'gzip'],
            ['identity', undefined],
          ])) {
            const where = `${name}, ${accepted}`;
            const { status, headers, body } = await get(site.url + name, { 'Accept-Encoding': accepted });
            assert.equal(status, 200, where);
            const [media, parameter] = (headers['content-type'] ?? '').split(/; */);
            assert.equal(media, type, where);
            const charset = parameter?.toLowerCase();
            // JSON and SVG say it themselves.
            if (type.startsWith('text/')) assert.equal(charset, 'charset=utf-8', where);
            else assert.ok(charset === undefined || charset === 'charset=utf-8', where);
            assert.equal(headers['cache-control'], new RegExp(HASHED).test(name) ? FOR_GOOD : ASK_AGAIN, where);
            guarded(headers);
            const used = headers['content-encoding'];
            // A file that does not get smaller has no sibling.
            const sibling = encoding && readdirSync(DIST).includes(`${name}.${encoding === 'br' ? 'br' : 'gz'}`);
            assert.equal(used, sibling ? encoding : undefined, where);
            if (sibling) assert.match(headers.vary ?? '', /accept-encoding/i, where);
            assert.ok((encoding && sibling ? DECODERS[encoding](body) : body).equals(plain), where);
          }
        }
      });

      test('the folder is the page, and without its slash leads there', async () => {
        const page = await get(site.url, { 'Accept-Encoding': 'identity' });
        assert.equal(page.status, 200);
        assert.ok(page.body.equals(readFileSync(path.join(DIST, 'index.html'))));
        assert.equal(page.headers['cache-control'], ASK_AGAIN);
        guarded(page.headers);
        if (prefix === '/') return;
        const { status, headers } = await get(site.url.slice(0, -1));
        assert.equal(status, 301);
        assert.equal(new URL(headers.location ?? '', site.url).href, site.url);
      });

      test('what has not changed is not sent again', async () => {
        for (const name of ['index.html', 'config.json']) {
          const { headers } = await get(site.url + name, { 'Accept-Encoding': 'br' });
          const again = await get(site.url + name, { 'Accept-Encoding': 'br', 'If-None-Match': headers.etag });
          assert.equal(again.status, 304, name);
          assert.equal(again.body.length, 0, name);
        }
      });

      test('what is not there is not found, and not for good', async () => {
        for (const name of ['missing.js', 'old-0123456789abcdef.wasm', 'folder/', '.htaccess']) {
          const { status, headers } = await get(site.url + name);
          assert.equal(status, 404, name);
          assert.doesNotMatch(headers['cache-control'] ?? '', /immutable/, name);
          assert.equal(headers['x-content-type-options'], 'nosniff', name);
        }
        for (const name of ['..%2fhome/', '../home/', '%2e%2e/%2e%2e/etc/passwd', '../../../../../etc/passwd']) {
          const { status } = await get(site.url + name);
          assert.ok(status === 400 || status === 403 || status === 404, `${name}: ${status}`);
        }
      });
    });
  }
}
