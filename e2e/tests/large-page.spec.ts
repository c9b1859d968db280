/** A page of a thousand rows: few of them are in the document, and watching it costs little. */

import { expect, test } from './support/fixtures.ts';
import { seed } from './support/seed.ts';

test('a thousand rows are on the page, and only those in sight in the document', async ({ panel, tenant, cinder }) => {
  await seed(1_000, tenant.project.id, { allAvailable: true });
  await panel.enter(tenant, '/backups?rows=1000');
  await panel.backups.expectTotal(1_000);
  await expect(panel.backups.pager.root).toContainText('1–1,000 of 1,000');
  expect(await panel.backups.rows.count()).toBeLessThanOrEqual(80);
  expect(await panel.backups.rows.count()).toBeGreaterThanOrEqual(20);
  const wanted = (await cinder.backups('limit=1000')).map(({ id }) => id);
  await panel.backups.expectIds(wanted);
  expect(await panel.backups.rows.count()).toBeLessThanOrEqual(80);
});

test('a large page is watched by what changed last, and read whole now and then', async ({
  panel,
  tenant,
  cinder,
  lane,
  page,
  traffic,
}) => {
  // Some of these are being made for ever, so the list is busy.
  await seed(300, tenant.project.id);
  await page.clock.install();
  await panel.enter(tenant, '/backups?rows=500');
  await traffic.settled();
  await traffic.stopClock();
  await page.reload();
  await panel.readyAtStoppedClock();
  await traffic.settled();
  await lane.clear();
  const [newest] = await cinder.backups('limit=1');
  await cinder.call('PUT', `/backups/${newest?.id}`, { backup: { name: 'renamed elsewhere' } });
  await traffic.pass(2);
  await expect(panel.backups.link(newest?.id ?? '')).toHaveText('renamed elsewhere');
  await traffic.pass(88);
  const looks = (await lane.requests({ service: 'volume', path: /\/backups\/detail$/ }))
    .map(({ query }) => new URLSearchParams(query))
    .filter((query) => query.get('limit') !== '0');
  const kinds = looks.map((query) => (query.get('sort') === 'updated_at:desc' ? query.get('limit') : 'whole'));
  expect(kinds.slice(0, 6)).toEqual(['50', '50', '50', '50', '50', 'whole']);
});
