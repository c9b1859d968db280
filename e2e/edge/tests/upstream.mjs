/** A tiny stand-in for both services, so that the edge is tested by itself. Remembers what reached it. */

import http from 'node:http';
import { after, afterEach, before, beforeEach } from 'node:test';
import { openLane } from '../client.mjs';
import { readAll } from '../forward.mjs';
import { startEdge } from '../server.mjs';

/** @import { AddressInfo } from 'node:net' */

const ORIGIN = 'http://panel.example';

/** @type {Record<string, (base: string, version: string) => { status?: number, json: unknown }>} */
const ANSWERS = {
  'POST /v3/auth/tokens': (base) => ({ status: 201, json: { token: { catalog: [{ url: `${base}/v3/p1` }] } } }),
  'GET /': () => ({ status: 300, json: { versions: [{ id: 'v3.0', version: '3.71', min_version: '3.0' }] } }),
  'GET /v3/p1/backups/detail': () => ({
    json: {
      backups: [
        { id: 'a', size: 1 },
        { id: 'b', size: 2 },
      ],
      count: 2,
    },
  }),
};

/** Starts upstream and edge for one file of tests; `edge.lane` is a new one for each test. */
export function edgeUnderTest() {
  /** @type {string[]} */
  const reached = [];
  /** @type {Array<string | undefined>} */
  const versions = [];
  /** @type {Array<string | undefined>} */
  const tokens = [];
  const upstream = http.createServer(async (request, response) => {
    await readAll(request);
    const path = (request.url ?? '').split('?')[0];
    reached.push(`${request.method} ${request.url}`);
    const version = /** @type {string | undefined} */ (request.headers['openstack-api-version']);
    versions.push(version);
    tokens.push(/** @type {string | undefined} */ (request.headers['x-auth-token']));
    response.setHeader('Access-Control-Allow-Origin', ORIGIN);
    response.setHeader('Content-Type', 'application/json');
    if (request.method === 'OPTIONS') return response.end();
    if (version === 'volume 3.9999') {
      response.statusCode = 406;
      const message = 'Version 3.9999 is not supported by the API. Minimum is 3.0 and maximum is 3.71.';
      return response.end(JSON.stringify({ computeFault: { code: 406, message } }));
    }
    const base = `http://127.0.0.1:${/** @type {AddressInfo} */ (upstream.address()).port}`;
    const { status = 200, json } = ANSWERS[`${request.method} ${path}`]?.(base, version ?? '') ?? {
      status: 202,
      json: { done: true },
    };
    response.statusCode = status;
    return response.end(JSON.stringify(json));
  });
  const under = {
    reached,
    versions,
    tokens,
    origin: ORIGIN,
    lane: /** @type {import('../client.mjs').Lane} */ (/** @type {unknown} */ (null)),
    /**
     * @param {string} path  below the volume service
     * @param {RequestInit} [init]
     */
    volume: (path, init) => fetch(under.lane.volume + path, { ...init, headers: { Origin: ORIGIN, ...init?.headers } }),
  };
  /** @type {Awaited<ReturnType<typeof startEdge>>} */
  let edge;
  before(async () => {
    await new Promise((resolve) => upstream.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {AddressInfo} */ (upstream.address());
    // The two services differ in their base URL only by the host's name.
    edge = await startEdge({ port: 0, services: { identity: `http://localhost:${port}`, volume: `http://127.0.0.1:${port}` } });
  });
  beforeEach(async () => {
    reached.length = 0;
    versions.length = 0;
    tokens.length = 0;
    under.lane = await openLane(edge.url);
  });
  afterEach(() => under.lane.close());
  after(async () => {
    await edge.close();
    upstream.closeAllConnections();
    upstream.close();
  });
  return under;
}
