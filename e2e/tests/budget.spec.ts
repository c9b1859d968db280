/** How many requests the panel makes, counted in front of Cinder. Preflights, which the browser makes, are not. */

import type { Lane } from '../edge/client.mjs';
import type { Entry } from '../edge/types.ts';
import { LONG } from './support/cinder.ts';
import { expect, test } from './support/fixtures.ts';
import { holdFiles } from './support/held-files.ts';
import { pageOf } from './support/list-requests.ts';
import { seed } from './support/seed.ts';
import { setHidden } from './support/visibility.ts';

const isList = ({ path, query }: Entry) => path.endsWith('/backups/detail') && !/\blimit=0\b/.test(query);
const isCount = ({ path, query }: Entry) => /\/backups(\/detail)?$/.test(path) && /\blimit=0\b/.test(query);
const isVolumeNames = ({ path, query }: Entry) => path.endsWith('/volumes') && /\blimit=1000\b/.test(query);
const isLimits = ({ path }: Entry) => path.endsWith('/limits');
const isFilterRights = ({ path }: Entry) => path.endsWith('/resource_filters');

const toCinder = (lane: Lane) => lane.requests({ service: 'volume' });

test('with a session at hand the list is asked for first, and little else before it is on screen', async ({
  panel,
  tenant,
  lane,
  page,
  traffic,
}) => {
  // Of so many none of the first page is busy: it is not looked at again within half a minute.
  await seed(310, tenant.project.id);
  await panel.enter(tenant);
  await traffic.settled();
  await lane.clear();
  const held = await lane.hold({ service: 'volume', path: /\/backups\/detail$/, query: /limit=50/ });
  await page.reload();
  await held.reached();
  await expect(panel.root).not.toHaveAttribute('data-ready', 'true');
  const before = await toCinder(lane);
  expect(before[0]?.path).toMatch(/\/backups\/detail$/);
  expect(before.length).toBeLessThanOrEqual(5);
  expect((await lane.requests({ service: 'identity' })).length).toBe(0);

  await held.release();
  await panel.ready();
  await traffic.settled();
  const all = await toCinder(lane);
  expect(all.filter(isList).length).toBe(1);
  expect(all.filter(isCount).length).toBe(6);
  expect(all.filter(isVolumeNames).length).toBe(1);
  expect(all.filter(isFilterRights).length).toBe(1);
  expect(all.filter(isLimits).length).toBe(1);
  expect(all.length).toBe(10);
  expect(new URLSearchParams(all.find(isList)?.query).get('limit')).toBe('50');
});

for (const place of ['the list', 'a backup'] as const) {
  test(`after a reload ${place} is asked for before the wasm is there, and once`, async ({
    panel,
    tenant,
    lane,
    page,
    traffic,
  }) => {
    await seed(60, tenant.project.id);
    await panel.enter(tenant, '/backups?status=available&rows=20');
    const [id = ''] = await panel.backups.ids();
    const isIt = ({ path, query }: Entry) => (place === 'the list' ? /\blimit=20\b/.test(query) : path.endsWith(`/backups/${id}`));
    if (place === 'a backup') await panel.backups.link(id).click();
    await expect.poll(async () => (await toCinder(lane)).filter(isIt).length).toBe(1);
    await traffic.settled();
    await lane.clear();
    const wasm = await holdFiles(page, '**/*_bg.wasm');
    await page.reload({ waitUntil: 'commit' });
    await expect.poll(async () => (await toCinder(lane)).filter(isIt).length).toBe(1);
    await expect(panel.root).not.toHaveAttribute('data-ready');

    wasm.release();
    await panel.ready();
    await traffic.settled();
    expect((await toCinder(lane)).filter(isIt).length).toBe(1);
  });
}

test('after a reload a later page is asked for once as well', async ({ panel, tenant, lane, page, traffic }) => {
  await seed(60, tenant.project.id);
  await panel.enter(tenant, '/backups?rows=20');
  await panel.backups.pager.next.click();
  await expect(panel.backups.pager.root).toContainText('21–40 of 60');
  await traffic.settled();
  await lane.clear();
  await page.reload();
  await panel.ready();
  await traffic.settled();
  await expect(panel.backups.pager.root).toContainText('21–40 of 60');
  expect((await toCinder(lane)).filter(isList).length).toBe(1);
});

test('a request that left early for another place is given up', async ({ panel, tenant, lane, page, traffic }) => {
  await seed(60, tenant.project.id);
  await panel.enter(tenant, '/backups?rows=20');
  await traffic.settled();
  // Before the page's own scripts: the list that is there now keeps with each look what it asked for.
  await page.addInitScript(() => {
    for (const [name, value] of Object.entries(sessionStorage)) {
      if (name.endsWith(':first')) sessionStorage.setItem(name, value.replace('limit=20', 'limit=10'));
    }
  });
  await lane.clear();
  const held = await lane.hold({ query: /\blimit=10\b/ });
  // A panel that is here before the request has passed the preflight gives it up before the cloud knows of it.
  const wasm = await holdFiles(page, '**/*_bg.wasm');
  await page.reload({ waitUntil: 'commit' });
  await held.reached();
  wasm.release();
  await panel.ready();
  await expect(panel.backups.rows).toHaveCount(20);
  await held.release();
  await traffic.settled();
  expect((await toCinder(lane)).filter(({ query }) => /\blimit=10\b/.test(query)).map(({ outcome }) => outcome)).toEqual(['gone']);
});

test('a quiet list asks twice a minute', async ({ panel, tenant, lane, page, traffic }) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  await page.clock.install();
  await panel.enter(tenant);
  await traffic.settled();
  await traffic.stopClock();
  await lane.clear();
  await traffic.pass(120);
  const asked = await toCinder(lane);
  expect(asked.map(({ path }) => path.split('/').slice(3).join('/'))).toEqual(Array(4).fill('backups/detail'));
  expect(asked.every(isList)).toBe(true);
});

test('eight busy rows cost one request a tick, at a pace that slows down', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
  traffic,
}) => {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
  const volumes = await Promise.all(numbers.map((n) => cinder.createVolume({ name: `v${n}`, knobs: { backup_delay: LONG } })));
  const ids = await Promise.all(volumes.map(({ id, name }) => cinder.startBackup({ volume_id: id, name })));
  // The service writes itself into each when it begins: a change, after which the panel looks again soon.
  for (const id of ids) await expect.poll(async () => (await cinder.backup(id)).availability_zone).toBe('nova');
  await page.clock.install();
  await panel.enter(tenant);
  await traffic.settled();
  await traffic.stopClock();
  // The first look is taken when the clock stands, so every later one has its second.
  await page.reload();
  await panel.readyAtStoppedClock();
  for (const id of ids) await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'creating');
  await traffic.settled();
  await lane.clear();
  const seconds: number[] = [];
  for (let second = 1; second <= 60; second += 1) {
    const before = (await toCinder(lane)).length;
    await traffic.pass(1);
    const asked = (await toCinder(lane)).slice(before);
    expect(asked.every(isList)).toBe(true);
    seconds.push(...asked.map(() => second));
  }
  // 2 s after the first look, then half as long again after each answer: 3, 4.5, 6.75, 10.1 and 15.2 s. An answer comes
  // when the step of the clock that asked is over, so every look is rounded up to a whole second.
  expect(seconds).toEqual([2, 5, 10, 17, 28, 44]);
});

test('a hidden page asks nothing, and looks at once when it is seen again', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'v', knobs: { backup_delay: LONG } });
  const id = await cinder.startBackup({ volume_id: volume.id, name: 'busy' });
  await page.clock.install();
  await panel.enter(tenant);
  await expect(panel.backups.row(id)).toHaveAttribute('data-status', 'creating');
  await traffic.settled();
  await traffic.stopClock();
  await setHidden(page, true);
  await traffic.settled();
  await lane.clear();
  await traffic.pass(60);
  expect(await toCinder(lane)).toEqual([]);
  await setHidden(page, false);
  await expect.poll(() => toCinder(lane).then((all) => all.filter(isList).length)).toBe(1);
});

test('a change of the filter asks for the list once, and names of volumes are not asked for again', async ({
  panel,
  tenant,
  cinder,
  lane,
  traffic,
}) => {
  // Of so many none of the first page is busy: it is not looked at again within half a minute.
  await seed(310, tenant.project.id);
  await panel.enter(tenant);
  await traffic.settled();
  await lane.clear();
  await panel.backups.status('Error').click();
  await panel.backups.expectTotal(await cinder.count('status=error'));
  await traffic.settled();
  const asked = await toCinder(lane);
  expect(asked.filter(isList).length).toBe(1);
  expect(asked.filter(isVolumeNames)).toEqual([]);
});

test('behind a backup the list asks for nothing', async ({ panel, tenant, lane, page, traffic }) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  await page.clock.install();
  await panel.enter(tenant);
  await traffic.settled();
  const [id = ''] = await panel.backups.ids();
  await panel.openBackup(id);
  await traffic.settled();
  await traffic.stopClock();
  await lane.clear();
  await traffic.pass(120);
  const asked = await toCinder(lane);
  expect(asked.map(({ path }) => path.split('/').slice(3).join('/'))).toEqual(Array(4).fill(`backups/${id}`));
});

test('who comes back to the list within half a minute has nothing but the list and the quota read anew', async ({
  panel,
  tenant,
  lane,
  page,
  traffic,
}) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant);
  await traffic.settled();
  const [id = ''] = await panel.backups.ids();
  await panel.openBackup(id);
  await traffic.settled();
  await lane.clear();
  await page.goBack();
  await expect(panel.backups.status('Available')).toHaveText('Available 60');
  await traffic.settled();
  const asked = await toCinder(lane);
  expect(asked.filter(isList).length).toBe(1);
  expect(asked.filter(isLimits).length).toBe(1);
  expect(asked.length).toBe(2);
});

test('what was counted for the whole list does not stand over that of one volume', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
  traffic,
}) => {
  await seed(60, tenant.project.id, { allAvailable: true });
  const volume = await cinder.createVolume({ name: 'lonely' });
  await panel.enter(tenant);
  await expect(panel.backups.status('Available')).toHaveText('Available 60');
  await traffic.settled();
  await panel.header.navigation.getByRole('link', { name: 'Volumes' }).click();
  const held = await lane.hold(pageOf(50));
  await page.locator(`[data-volume-id="${volume.id}"]`).getByRole('link', { name: 'Backups' }).click();
  await held.reached();
  await expect(panel.backups.status('Available')).toHaveText('Available');
  await held.release();
  await expect(panel.backups.status('Available')).toHaveText('Available 0');
});
