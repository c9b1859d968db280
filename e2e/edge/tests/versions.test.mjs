/** A service that pretends to be older. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { edgeUnderTest } from './upstream.mjs';

const edge = edgeUnderTest();
const LIST = '/v3/p1/backups/detail';

beforeEach(() => edge.lane.capVersion('3.27'));

/** @param {string} version */
const at = (version) => edge.volume(LIST, { headers: { 'OpenStack-API-Version': version } });

test('the version document names the cap as the maximum', async () => {
  const response = await edge.volume('/');
  assert.equal(response.status, 300);
  assert.equal((await response.json()).versions[0].version, '3.27');
});

test('what is at or below the cap reaches the service as it is', async () => {
  assert.equal((await at('volume 3.27')).status, 200);
  assert.equal((await at('volume 3.9')).status, 200);
  assert.deepEqual(edge.versions, ['volume 3.27', 'volume 3.9']);
});

test("what is above the cap gets the service's own refusal, worded for the cap", async () => {
  const response = await at('volume 3.43');
  assert.equal(response.status, 406);
  assert.equal(response.headers.get('access-control-allow-origin'), edge.origin);
  const { computeFault } = await response.json();
  assert.equal(computeFault.message, 'Version 3.43 is not supported by the API. Minimum is 3.0 and maximum is 3.27.');
});

test('latest is the cap', async () => {
  await at('volume latest');
  assert.deepEqual(edge.versions, ['volume 3.27']);
});

test('lifting the cap brings back the real service', async () => {
  await edge.lane.capVersion(null);
  assert.equal((await at('volume 3.71')).status, 200);
  assert.equal((await (await edge.volume('/')).json()).versions[0].version, '3.71');
});

for (const cap of ['3.0', '3.8', '3.42', '3.44', '3.50']) {
  test(`a cap at ${cap} is met by writes as by reads`, async () => {
    await edge.lane.capVersion(cap);
    const [, minor] = cap.split('.');
    /** @param {string} version */
    const create = (version) =>
      edge.volume('/v3/p1/backups', { method: 'POST', body: '{}', headers: { 'OpenStack-API-Version': `volume ${version}` } });
    assert.equal((await create(cap)).status, 202);
    assert.equal((await create(`3.${Number(minor) + 1}`)).status, 406);
    assert.deepEqual(edge.versions, [`volume ${cap}`, 'volume 3.9999']);
    assert.equal((await (await edge.volume('/')).json()).versions[0].version, cap);
  });
}
