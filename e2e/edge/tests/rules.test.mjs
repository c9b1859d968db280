/** Which request meets which rule, when rules are spent, and what a hold keeps back. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edgeUnderTest } from './upstream.mjs';

const edge = edgeUnderTest();
const LIST = '/v3/p1/backups/detail';
const teapot = { answer: { status: 418 } };

/** @param {string[]} paths */
async function statuses(paths) {
  const seen = [];
  for (const path of paths) seen.push((await edge.volume(path)).status);
  return seen;
}

test('skip and times pick the nth request', async () => {
  await edge.lane.fault({ path: /detail/, skip: 1, times: 2, ...teapot });
  assert.deepEqual(await statuses([LIST, LIST, LIST, LIST]), [200, 418, 418, 200]);
});

test('the oldest rule that still applies is met first', async () => {
  await edge.lane.fault({ times: 1, answer: { status: 503 } });
  await edge.lane.fault(teapot);
  assert.deepEqual(await statuses([LIST, LIST]), [503, 418]);
});

test('service, method, path and query must all match', async () => {
  await edge.lane.fault({ service: 'volume', method: 'GET', path: /detail$/, query: /limit=0/, ...teapot });
  assert.deepEqual(await statuses([LIST, `${LIST}?limit=0`, '/v3/p1/other?limit=0']), [200, 418, 202]);
  assert.equal((await edge.volume(`${LIST}?limit=0`, { method: 'POST' })).status, 202);
});

test('a rule may be about one token only, which the log does not keep', async () => {
  await edge.lane.fault({ token: 'dead', ...teapot });
  const asked = async (/** @type {Record<string, string>} */ headers) => (await edge.volume(LIST, { headers })).status;
  assert.equal(await asked({ 'X-Auth-Token': 'dead' }), 418);
  assert.equal(await asked({ 'X-Auth-Token': 'alive' }), 200);
  assert.equal(await asked({}), 200);
  assert.ok(!JSON.stringify(await edge.lane.requests()).includes('dead'));
});

test('preflights are left alone unless asked for', async () => {
  const preflight = { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'GET' } };
  await edge.lane.fault(teapot);
  assert.equal((await edge.volume(LIST, preflight)).status, 200);
  await edge.lane.heal();
  await edge.lane.fault({ preflights: 'only', ...teapot });
  assert.equal((await edge.volume(LIST, preflight)).status, 418);
  assert.equal((await edge.volume(LIST)).status, 200);
});

test('a removed fault is gone', async () => {
  const fault = await edge.lane.fault(teapot);
  await fault.remove();
  assert.deepEqual(await statuses([LIST]), [200]);
});

test('a hold keeps requests from the service until it is released', async () => {
  const hold = await edge.lane.hold({ path: /detail/ });
  const two = [edge.volume(LIST), edge.volume(LIST)];
  await hold.reached(2);
  assert.deepEqual(edge.reached, []);
  assert.equal((await edge.lane.requests())[0]?.outcome, 'pending');
  await hold.release();
  assert.deepEqual(
    (await Promise.all(two)).map((response) => response.status),
    [200, 200],
  );
  assert.deepEqual(await statuses([LIST]), [200]);
});

test('a hold after the act keeps back the answer only', async () => {
  const hold = await edge.lane.hold({ method: 'POST', hold: 'after' });
  const post = edge.volume('/v3/p1/backups', { method: 'POST', body: '{}' });
  await hold.reached();
  assert.deepEqual(edge.reached, ['POST /v3/p1/backups']);
  await hold.release();
  assert.equal((await post).status, 202);
});

test('a reader that leaves is logged as gone', async () => {
  const hold = await edge.lane.hold({ path: /detail/ });
  const leaving = new AbortController();
  const left = assert.rejects(edge.volume(LIST, { signal: leaving.signal }));
  await hold.reached();
  leaving.abort();
  await left;
  let outcome;
  for (let asked = 0; asked < 100 && outcome !== 'gone'; asked += 1) outcome = (await edge.lane.requests())[0]?.outcome;
  assert.equal(outcome, 'gone');
});
