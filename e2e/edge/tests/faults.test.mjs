/** Every kind of fault, as the page would meet it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from '../nginx.mjs';
import { edgeUnderTest } from './upstream.mjs';

const edge = edgeUnderTest();
const LIST = '/v3/p1/backups/detail';

test('cut before: the service never sees the request', async () => {
  await edge.lane.fault({ service: 'volume', cut: 'before' });
  await assert.rejects(edge.volume(LIST));
  assert.deepEqual(edge.reached, []);
  assert.equal((await edge.lane.requests())[0]?.outcome, 'cut');
});

test('cut after: the service has acted, the answer is lost', async () => {
  await edge.lane.fault({ method: 'DELETE', cut: 'after' });
  await assert.rejects(edge.volume('/v3/p1/backups/a', { method: 'DELETE' }));
  assert.deepEqual(edge.reached, ['DELETE /v3/p1/backups/a']);
});

test('cut midway: headers come, the body breaks off', async () => {
  await edge.lane.fault({ path: /detail$/, cut: 'midway' });
  const response = await edge.volume(LIST);
  assert.equal(response.status, 200);
  await assert.rejects(response.text());
});

test("a proxy's error: HTML, no CORS headers, the service is not asked", async () => {
  await edge.lane.fault({ service: 'volume', answer: page(502) });
  const response = await edge.volume(LIST);
  assert.equal(response.status, 502);
  assert.equal(response.headers.get('content-type'), 'text/html');
  assert.equal(response.headers.get('access-control-allow-origin'), null);
  assert.match(await response.text(), /502 Bad Gateway[\s\S]*nginx/);
  assert.deepEqual(edge.reached, []);
});

test('an own answer with CORS headers is one that a page can read', async () => {
  await edge.lane.fault({ answer: { status: 503, type: 'application/json', body: '{"x":1}', cors: true } });
  const response = await edge.volume(LIST);
  assert.equal(response.headers.get('access-control-allow-origin'), edge.origin);
  assert.deepEqual(await response.json(), { x: 1 });
});

test('truncated JSON arrives as a whole transfer', async () => {
  await edge.lane.fault({ path: /detail/, alter: { truncate: 20 } });
  const text = await (await edge.volume(LIST)).text();
  assert.equal(text.length, 20);
  assert.throws(() => JSON.parse(text), SyntaxError);
});

test('edited JSON: fields set and removed where told, labelled in the answer and in the log', async () => {
  const change = { at: '/backups/*', where: { id: 'b' }, set: { status: 'unheard-of' }, remove: ['size'] };
  await edge.lane.fault({ path: /detail/, alter: { edit: [change] } });
  const response = await edge.volume(LIST);
  assert.equal(response.headers.get('x-edge-edited'), 'true');
  const { backups } = await response.json();
  assert.deepEqual(backups, [
    { id: 'a', size: 1 },
    { id: 'b', status: 'unheard-of' },
  ]);
  assert.equal((await edge.lane.requests())[0]?.edited, true);
});

test('CORS headers taken away from answer and preflight', async () => {
  await edge.lane.fault({ preflights: 'too', alter: { dropCors: true } });
  const asked = { method: 'OPTIONS', headers: { 'Access-Control-Request-Method': 'GET' } };
  for (const response of [await edge.volume(LIST), await edge.volume(LIST, asked)]) {
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  }
});

test('headers of the answer can be set and taken away', async () => {
  const headers = { 'access-control-allow-origin': null, 'Access-Control-Expose-Headers': 'X-Other' };
  await edge.lane.fault({ path: /detail/, alter: { headers } });
  const response = await edge.volume(LIST);
  assert.equal(response.headers.get('access-control-allow-origin'), null);
  assert.equal(response.headers.get('access-control-expose-headers'), 'X-Other');
  assert.equal(response.headers.get('x-edge-edited'), null);
});

test('HTML instead of JSON keeps the status and the CORS headers', async () => {
  await edge.lane.fault({ path: /detail/, alter: { type: 'text/html', body: '<html>Please sign in</html>' } });
  const response = await edge.volume(LIST);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('access-control-allow-origin'), edge.origin);
  assert.match(await response.text(), /sign in/);
});

test('a delay passes, and the answer is the real one', async () => {
  await edge.lane.fault({ path: /detail/, delay: 40 });
  assert.equal((await edge.volume(LIST)).status, 200);
  assert.ok(((await edge.lane.requests())[0]?.ms ?? 0) >= 39);
});

test('a hang ends when the lane closes', async () => {
  await edge.lane.fault({ path: /detail/, hang: true });
  const hanging = assert.rejects(edge.volume(LIST));
  await edge.lane.close();
  await hanging;
  assert.deepEqual(edge.reached, []);
});

test('request headers can be replaced on the way to the service', async () => {
  await edge.lane.fault({ service: 'volume', send: { 'X-Auth-Token': 'dead' } });
  await edge.volume(LIST, { headers: { 'x-auth-token': 'alive' } });
  assert.deepEqual(edge.tokens, ['dead']);
});
