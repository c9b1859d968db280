/** Whatever comes instead of an answer: what was on screen stays, the reason is said, and one can go on. */

import type { Fault } from '../edge/client.mjs';
import { page as nginxPage } from '../edge/nginx.mjs';
import { expect, test } from './support/fixtures.ts';
import { LIST, pageOf } from './support/list-requests.ts';

const withCors = (status: number) => ({ ...nginxPage(status), cors: true });

/** What happens to the list, and what is said about it. */
const FAULTS: Record<string, { fault: Fault; said: string }> = {
  'JSON that is cut off': { fault: { alter: { truncate: 100 } }, said: 'cannot be read' },
  'HTML instead of JSON': {
    fault: { alter: { type: 'text/html', body: '<html><body>Please log in to the hotel network</body></html>' } },
    said: 'cannot be read',
  },
  'an empty answer': { fault: { alter: { body: '' } }, said: 'cannot be read' },
  'JSON of another shape': { fault: { alter: { type: 'application/json', body: '[{"backups":7}]' } }, said: 'cannot be read' },
  '502 of a proxy, without CORS headers': { fault: { answer: nginxPage(502) }, said: 'cannot be reached' },
  '502 of a proxy': { fault: { answer: withCors(502) }, said: 'is not available at the moment' },
  '503 of a proxy': { fault: { answer: withCors(503) }, said: 'is not available at the moment' },
  '504 of a proxy': { fault: { answer: withCors(504) }, said: 'is not available at the moment' },
  '500 of the service': {
    fault: {
      answer: {
        status: 500,
        type: 'application/json',
        body: '{"computeFault":{"code":500,"message":"The server has either erred or is incapable of performing the requested operation."}}',
        cors: true,
      },
    },
    said: 'failed inside',
  },
  'a connection closed before the service was asked': { fault: { cut: 'before' }, said: 'cannot be reached' },
  'a connection closed in the middle of the answer': { fault: { cut: 'midway' }, said: 'cannot be reached' },
  'CORS headers that are missing': { fault: { preflights: 'too', alter: { dropCors: true } }, said: 'allowed_origin' },
};

for (const [name, { fault, said }] of Object.entries(FAULTS)) {
  test(`${name}: rows stay, the reason is said, trying again works`, async ({ panel, tenant, cinder, lane }) => {
    const volume = await cinder.createVolume({ name: 'v' });
    const backup = await cinder.createBackup({ volume_id: volume.id, name: 'on screen' });
    await panel.enter(tenant);
    await expect(panel.backups.row(backup.id)).toBeVisible();
    const active = await lane.fault({ ...LIST, ...fault });
    await panel.backups.refresh.click();
    await expect(panel.alert).toContainText(said);
    await expect(panel.backups.row(backup.id)).toBeVisible();
    await active.remove();
    await panel.alert.getByRole('button', { name: 'Try again' }).click();
    await expect(panel.alert).toHaveCount(0);
    await expect(panel.backups.row(backup.id)).toBeVisible();
  });
}

test('an error of the service comes with its words and the id of the request', async ({ panel, tenant, lane }) => {
  await lane.fault({ ...LIST, alter: { status: 500, body: '{"computeFault":{"code":500,"message":"The server has erred."}}' } });
  await panel.enter(tenant);
  await expect(panel.alert).toContainText('The server has erred.');
  await expect(panel.alert).toContainText(/req-[0-9a-f-]{36}/);
  await expect(panel.alert.getByRole('button', { name: 'Copy request ID' })).toBeVisible();
});

test('the very first list may fail, and come when one tries again', async ({ panel, tenant, cinder, lane }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'later' });
  const active = await lane.fault({ ...LIST, answer: nginxPage(503) });
  await panel.enter(tenant);
  await expect(panel.alert).toBeVisible();
  await active.remove();
  await panel.alert.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await expect(panel.alert).toHaveCount(0);
});

test('a request that hangs is given up after half a minute, and can be tried again', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
}) => {
  await page.clock.install();
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'on screen' });
  await panel.enter(tenant);
  await expect(panel.backups.row(backup.id)).toBeVisible();
  const list = { ...LIST, query: /^(?!.*limit=0)/ };
  const active = await lane.fault({ ...list, hang: true });
  await panel.backups.refresh.click();
  await expect.poll(() => lane.requests(list).then((all) => all.at(-1)?.outcome)).toBe('pending');
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await page.clock.fastForward(31_000);
  await expect(panel.alert).toContainText('has not answered in time');
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await active.remove();
  await panel.alert.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.alert).toHaveCount(0);
});

test('a request that hangs does not keep one from going elsewhere, nor from coming back', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
  traffic,
}) => {
  await page.clock.install();
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'reachable' });
  await panel.enter(tenant);
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await traffic.settled();
  const { remove } = await lane.fault({ ...LIST, hang: true });
  const list = pageOf(50);
  await panel.backups.refresh.click();
  await expect.poll(() => lane.requests(list).then((all) => all.at(-1)?.outcome)).toBe('pending');
  await panel.backups.link(backup.id).click();
  await expect(panel.backup.heading('reachable')).toBeVisible();
  await remove();
  await expect.poll(() => lane.requests(list).then((all) => all.at(-1)?.outcome)).toBe('gone');
  await page.goBack();
  await traffic.settled();
  await traffic.stopClock();
  // And it is looked at again as before.
  await lane.clear();
  await traffic.pass(60);
  expect((await lane.requests(list)).map(({ outcome }) => outcome)).toEqual(['answered', 'answered']);
});

test('a count that cannot be had leaves the others, and comes with the next counting', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'v' });
  await cinder.createBackup({ volume_id: volume.id, name: 'counted' });
  await page.clock.install();
  const { remove } = await lane.fault({ ...LIST, query: /status=error&.*limit=0/, answer: withCors(503) });
  await panel.enter(tenant);
  const { byStatus } = panel.backups;
  await expect(byStatus.getByRole('button', { name: 'Available 1', exact: true })).toBeVisible();
  await expect(byStatus.getByRole('button', { name: 'Error', exact: true })).toBeVisible();
  await expect(panel.alert).toHaveCount(0);
  await remove();
  // Half a minute later a change of the list counts anew.
  await page.clock.fastForward(31_000);
  await cinder.createBackup({ volume_id: volume.id, name: 'another' });
  await panel.backups.refresh.click();
  await expect(byStatus.getByRole('button', { name: 'Error 0', exact: true })).toBeVisible();
});

test('of two answers that overtake each other the newer one stays', async ({ panel, tenant, cinder, lane }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const failing = await cinder.createVolume({ name: 'f', knobs: { connect_error: 'no' } });
  const good = await cinder.createBackup({ volume_id: volume.id, name: 'good' });
  const bad = await cinder.createBackup({ volume_id: failing.id, name: 'bad' }, 'error');
  await panel.enter(tenant);
  const slow = await lane.hold({ ...LIST, query: /status=error&limit=50/, hold: 'after' });
  await panel.backups.status('Error').click();
  await slow.reached();
  await panel.backups.status('Available').click();
  await panel.backups.expectIds([good.id]);
  await slow.release();
  await panel.backups.refresh.click();
  await panel.backups.expectIds([good.id]);
  await expect(panel.backups.row(bad.id)).toHaveCount(0);
});

test('an older cloud is told from what it offers, and nothing above that is sent', async ({ panel, tenant, cinder, lane }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'old' });
  await lane.capVersion('3.27');
  await panel.enter(tenant);
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await expect(panel.page.getByText(/needs microversion 3\.45.*offers 3\.27/)).toBeVisible();
  await panel.backups.link(backup.id).click();
  await expect(panel.backup.section('Metadata')).toContainText(/needs microversion 3\.43.*offers 3\.27/);
  for (const { version, status, query } of await lane.requests({ service: 'volume', path: /^\/v3\// })) {
    expect(Number(version?.replace('volume 3.', ''))).toBeLessThanOrEqual(27);
    expect(status).not.toBe(406);
    expect(query).not.toContain('with_count');
  }
});
