/** What passes untouched, what is logged, and how lanes keep apart. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edgeUnderTest } from './upstream.mjs';

const edge = edgeUnderTest();
const LIST = '/v3/p1/backups/detail?limit=2';

test('a request reaches the service without the prefix, and its answer comes back whole', async () => {
  const response = await edge.volume(LIST);
  assert.equal(response.status, 200);
  assert.equal((await response.json()).count, 2);
  assert.equal(response.headers.get('access-control-allow-origin'), edge.origin);
  assert.deepEqual(edge.reached, [`GET ${LIST}`]);
});

test('the catalog in an identity answer leads through the same lane', async () => {
  const response = await fetch(`${edge.lane.identity}/auth/tokens`, { method: 'POST', body: '{}' });
  const { token } = await response.json();
  assert.equal(token.catalog[0].url, `${edge.lane.volume}/v3/p1`);
});

test('the log has what matters, tells preflights apart and holds no token', async () => {
  await edge.volume(LIST, { headers: { 'X-Auth-Token': 'gAAAA-secret', 'OpenStack-API-Version': 'volume 3.45' } });
  await edge.volume(LIST, { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'GET' } });
  const [get] = await edge.lane.requests({ service: 'volume' });
  assert.equal((await edge.lane.requests({ service: 'volume' })).length, 1);
  assert.deepEqual(
    { method: get?.method, path: get?.path, query: get?.query, version: get?.version, status: get?.status, outcome: get?.outcome },
    { method: 'GET', path: '/v3/p1/backups/detail', query: 'limit=2', version: 'volume 3.45', status: 200, outcome: 'answered' },
  );
  const all = await edge.lane.requests({ preflights: true });
  assert.deepEqual(
    all.map((entry) => entry.preflight),
    [false, true],
  );
  assert.ok(!JSON.stringify(all).includes('secret'));
});

test('the log can be cleared, and asked by method, path and query', async () => {
  await edge.volume('/one?a=1');
  await edge.lane.clear();
  await edge.volume('/two?a=2', { method: 'DELETE' });
  assert.deepEqual(
    (await edge.lane.requests()).map((entry) => entry.path),
    ['/two'],
  );
  assert.equal((await edge.lane.requests({ method: 'DELETE', path: /^\/two$/, query: /a=2/ })).length, 1);
  assert.equal((await edge.lane.requests({ method: 'GET' })).length, 0);
});

test('an unknown lane is told so, and a closed lane is one', async () => {
  const { volume } = edge.lane;
  await edge.lane.close();
  assert.equal((await fetch(`${volume}/`)).status, 404);
  await assert.rejects(edge.lane.requests(), /answered 404/);
});
