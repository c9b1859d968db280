/** What can befall a write, whatever its method: cut, held or answered before or after the service acted. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REQUEST_ID, refusal } from '../cinder.mjs';
import { edgeUnderTest } from './upstream.mjs';

const edge = edgeUnderTest();
/** @type {Array<[string, string]>} */
const WRITES = [
  ['POST', '/v3/p1/backups'],
  ['PUT', '/v3/p1/backups/a'],
  ['DELETE', '/v3/p1/backups/a'],
];

/**
 * @param {string} method
 * @param {string} path
 * @param {RequestInit} [init]
 */
const write = (method, path, init) => edge.volume(path, { method, ...(method !== 'DELETE' && { body: '{}' }), ...init });

for (const [method, path] of WRITES) {
  const line = `${method} ${path}`;

  test(`${method} cut before: the service has not acted, and only the next one meets it`, async () => {
    await edge.lane.fault({ method, cut: 'before', times: 1 });
    await assert.rejects(write(method, path));
    assert.deepEqual(edge.reached, []);
    assert.equal((await write(method, path)).status, 202);
    assert.deepEqual(edge.reached, [line]);
    assert.deepEqual(
      (await edge.lane.writes()).map(({ outcome }) => outcome),
      ['cut', 'answered'],
    );
  });

  test(`${method} cut after: the service has acted once, the answer is lost`, async () => {
    await edge.lane.fault({ method, cut: 'after', times: 1 });
    await assert.rejects(write(method, path));
    assert.deepEqual(edge.reached, [line]);
    assert.equal((await edge.lane.writes())[0]?.outcome, 'cut');
  });

  test(`${method} held before and after the service acts`, async () => {
    const before = await edge.lane.hold({ method, times: 1 });
    const after = await edge.lane.hold({ method, hold: 'after' });
    const first = write(method, path);
    await before.reached();
    assert.deepEqual(edge.reached, []);
    const second = write(method, path);
    await after.reached();
    assert.deepEqual(edge.reached, [line]);
    await before.release();
    await after.release();
    assert.deepEqual(
      (await Promise.all([first, second])).map(({ status }) => status),
      [202, 202],
    );
  });

  test(`${method} held, then cut: before, nothing was done; after, it was`, async () => {
    const before = await edge.lane.hold({ method, cut: 'before', times: 1 });
    const lost = assert.rejects(write(method, path));
    await before.reached();
    await before.release();
    await lost;
    assert.deepEqual(edge.reached, []);
    const after = await edge.lane.hold({ method, hold: 'after', cut: 'after' });
    const done = assert.rejects(write(method, path));
    await after.reached();
    await after.release();
    await done;
    assert.deepEqual(edge.reached, [line]);
  });

  test(`${method} whose reader left while it was held is carried out all the same`, async () => {
    const hold = await edge.lane.hold({ method });
    const leaving = new AbortController();
    const left = assert.rejects(write(method, path, { signal: leaving.signal }));
    await hold.reached();
    leaving.abort();
    await left;
    await hold.release();
    for (let asked = 0; asked < 100 && edge.reached.length === 0; asked += 1) await edge.lane.requests();
    assert.deepEqual(edge.reached, [line]);
  });

  test(`${method} refused by the edge in the words of a service, which is not asked`, async () => {
    await edge.lane.fault({ method, answer: refusal(405, 'Operation not supported: force delete.') });
    const response = await write(method, path);
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('access-control-allow-origin'), edge.origin);
    assert.equal(response.headers.get('x-openstack-request-id'), REQUEST_ID);
    assert.deepEqual(await response.json(), { badMethod: { code: 405, message: 'Operation not supported: force delete.' } });
    assert.deepEqual(edge.reached, []);
  });

  test(`${method} sent on with a token that is dead, and the next with its own`, async () => {
    await edge.lane.fault({ method, send: { 'X-Auth-Token': 'dead' }, times: 1 });
    const headers = { 'X-Auth-Token': 'alive' };
    await write(method, path, { headers });
    await write(method, path, { headers });
    assert.deepEqual(edge.tokens, ['dead', 'alive']);
  });
}

test('the real answer to a write can be given another status and other fields', async () => {
  await edge.lane.fault({
    method: 'POST',
    alter: { status: 500, edit: [{ at: '/', set: { encryption_key_id: 'k' }, remove: ['done'] }] },
  });
  const response = await write('POST', '/v3/p1/backups');
  assert.equal(response.status, 500);
  assert.deepEqual(await response.json(), { encryption_key_id: 'k' });
  assert.deepEqual(edge.reached, ['POST /v3/p1/backups']);
});

test('a field can be put into what is read: one object, or some of a list', async () => {
  const set = { encryption_key_id: 'k' };
  await edge.lane.fault({ method: 'GET', path: /detail$/, alter: { edit: [{ at: '/backups/*', where: { id: 'a' }, set }] } });
  const { backups } = await (await edge.volume('/v3/p1/backups/detail')).json();
  assert.deepEqual(backups, [
    { id: 'a', size: 1, ...set },
    { id: 'b', size: 2 },
  ]);
});

test('writes are told from reads, preflights and signing in', async () => {
  await fetch(`${edge.lane.identity}/auth/tokens`, { method: 'POST', body: '{}' });
  await edge.volume('/v3/p1/backups/detail');
  await edge.volume('/v3/p1/backups', { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'POST' } });
  assert.deepEqual(await edge.lane.writes(), []);
  for (const [method, path] of WRITES) await write(method, path);
  assert.deepEqual(await edge.lane.sent(), ['POST /backups', 'PUT /backups/a', 'DELETE /backups/a']);
  assert.deepEqual(await edge.lane.sent({ method: 'PUT' }), ['PUT /backups/a']);
  assert.equal((await edge.lane.writes({ service: 'identity' })).length, 1);
});
