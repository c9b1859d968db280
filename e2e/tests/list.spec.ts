/** Someone looks through a long list: the total, the order, the filters and the counts are Cinder's own. */

import { expect, test } from './support/fixtures.ts';
import { pageOf } from './support/list-requests.ts';
import { seed } from './support/seed.ts';

const STATUSES = {
  Available: 'available',
  Error: 'error',
  Creating: 'creating',
  Restoring: 'restoring',
  Deleting: 'deleting',
  'Error deleting': 'error_deleting',
};

test('an empty project says so, and what a backup is made from', async ({ panel, tenant }) => {
  await panel.enter(tenant);
  await panel.backups.expectTotal(0);
  await expect(panel.page.getByRole('main').getByText(/no backups/i)).toBeVisible();
});

test('the total is exact, and the counts by status are Cinder’s', async ({ panel, tenant, cinder }) => {
  await seed(310, tenant.project.id);
  await panel.enter(tenant);
  await panel.backups.expectTotal(310);
  await expect(panel.backups.byStatus.getByRole('button', { name: 'All 310' })).toBeVisible();
  for (const [name, status] of Object.entries(STATUSES)) {
    const count = await cinder.count(`status=${status}`);
    await expect(panel.backups.byStatus.getByRole('button', { name: `${name} ${count}`, exact: true })).toBeVisible();
  }
});

test('a status is chosen with one press, and shown alone', async ({ panel, tenant, cinder }) => {
  await seed(310, tenant.project.id);
  await panel.enter(tenant);
  await panel.backups.status('Error').click();
  await expect(panel.backups.status('Error')).toHaveAttribute('aria-pressed', 'true');
  const expected = await cinder.backups('status=error&limit=50');
  await panel.backups.expectIds(expected.map(({ id }) => id));
  await panel.backups.expectTotal(await cinder.count('status=error'));
  await panel.backups.status('All').click();
  await panel.backups.expectTotal(310);
});

for (const [column, key] of Object.entries({ Name: 'name', Status: 'status', Size: 'size', Created: 'created_at' })) {
  test(`sorting by ${column} is Cinder’s order by ${key}, both ways`, async ({ panel, tenant, cinder }) => {
    await seed(60, tenant.project.id);
    await panel.enter(tenant);
    const seen = new Set<string>();
    for (const press of ['first', 'second']) {
      await panel.backups.sortBy(column);
      const header = panel.backups.columnHeader(column);
      await expect(header).toHaveAttribute('aria-sort', /ascending|descending/);
      const direction = await header.getAttribute('aria-sort');
      const expected = await cinder.backups(`sort=${key}:${direction === 'ascending' ? 'asc' : 'desc'}&limit=50`);
      await test.step(`${press} press: ${direction}`, () => panel.backups.expectIds(expected.map(({ id }) => id)));
      seen.add(direction ?? '');
    }
    expect([...seen].sort()).toEqual(['ascending', 'descending']);
  });
}

test('every sortable column leads to an order that Cinder knows', async ({ panel, tenant, lane, cinder, traffic }) => {
  await seed(60, tenant.project.id);
  await panel.enter(tenant);
  await traffic.settled();
  // A look at the order before may still be on its way.
  const list = pageOf(50);
  const order = (query = '') => new URLSearchParams(query).get('sort');
  let before = order((await lane.requests(list)).at(-1)?.query);
  const names = await panel.backups.sortableColumns();
  expect(names.length).toBeGreaterThanOrEqual(4);
  for (const name of names) {
    await lane.clear();
    await panel.backups.sortBy(name);
    await expect(panel.backups.columnHeader(name)).toHaveAttribute('aria-sort', /ascending|descending/);
    await traffic.settled();
    const newest = (await lane.requests(list)).findLast(({ query }) => order(query) !== before);
    expect(newest?.status).toBe(200);
    before = order(newest?.query);
    const query = new URLSearchParams(newest?.query);
    query.delete('with_count');
    await panel.backups.expectIds((await cinder.backups(query.toString())).map(({ id }) => id));
  }
  await expect(panel.alert).toHaveCount(0);
});

test('a name is searched for over the whole list by an administrator', async ({ panel, newTenant }) => {
  const admin = await newTenant({ role: 'admin' });
  await seed(120, admin.project.id);
  const cinder = await admin.cinder();
  const [last] = await cinder.backups('sort=created_at:asc&limit=1');
  await panel.enter(admin);
  await panel.backups.search.fill(last?.name ?? '');
  await expect(panel.backups.row(last?.id ?? '')).toBeVisible();
  await panel.backups.expectTotal(await cinder.count(`name~=${encodeURIComponent(last?.name ?? '')}`));
});

test('a name is searched for on the page shown where the cloud allows no more, and that is said', async ({
  panel,
  tenant,
  cinder,
}) => {
  await seed(120, tenant.project.id);
  const [newest] = await cinder.backups('limit=1');
  await panel.enter(tenant);
  await panel.backups.search.fill(newest?.name ?? '');
  await expect(panel.backups.row(newest?.id ?? '')).toBeVisible();
  await expect(panel.page.getByText('on this page only').first()).toBeVisible();
  const onPage = await cinder.backups('limit=50');
  const matching = onPage.filter(({ name }) => name?.toLowerCase().includes((newest?.name ?? '').toLowerCase()));
  await panel.backups.expectIds(matching.map(({ id }) => id));
});

test('an administrator sees all projects when asked, and a member is not offered it', async ({ panel, newTenant }) => {
  const [admin, member] = [await newTenant({ role: 'admin' }), await newTenant()];
  const cinder = await member.cinder();
  const volume = await cinder.createVolume({ name: 'theirs' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'theirs' });
  await panel.enter(admin);
  await panel.backups.expectTotal(0);
  await panel.backups.allProjects.check();
  await expect(panel.backups.row(backup.id)).toBeVisible();
  await panel.header.signOut();
  await panel.signInPage.signIn({ identity: panel.lane.identity, ...member });
  await panel.ready();
  await expect(panel.backups.allProjects).toHaveCount(0);
});

test('an administrator gets from a backup of another project to all of its volume', async ({ panel, newTenant }) => {
  const [admin, member] = [await newTenant({ role: 'admin' }), await newTenant()];
  const cinder = await member.cinder();
  const volume = await cinder.createVolume({ name: 'theirs' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'theirs' });
  await panel.enter(admin, `/backups/${backup.id}`);
  await panel.backup.section('Details').getByRole('link', { name: 'All backups of this volume' }).click();
  await panel.backups.expectIds([backup.id]);
  await expect(panel.backups.allProjects).toBeChecked();
});

test('a choice of columns is remembered', async ({ panel, tenant, page, cinder }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  await cinder.createBackup({ volume_id: volume.id, name: 'one' });
  await panel.enter(tenant);
  const before = await panel.backups.columns();
  const { shown, hidden } = await panel.backups.swapColumns();
  const swapped = async () => {
    const now = await panel.backups.columns();
    return now.includes(shown) && !now.includes(hidden);
  };
  expect(before).toContain(hidden);
  expect(before).not.toContain(shown);
  await expect.poll(swapped).toBe(true);
  await page.reload();
  await panel.ready();
  await expect.poll(swapped).toBe(true);
});

test('a status that the panel does not know, and fields that are missing, are shown for what they are', async ({
  panel,
  tenant,
  cinder,
  lane,
}) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const odd = await cinder.createBackup({ volume_id: volume.id, name: 'odd' });
  const bare = await cinder.createBackup({ volume_id: volume.id, name: 'bare' });
  await lane.fault({
    path: /\/backups\/detail$/,
    alter: {
      edit: [
        { at: '/backups/*', where: { id: odd.id }, set: { status: 'quarantined', a_new_field: { nested: [1, 2] } } },
        {
          at: '/backups/*',
          where: { id: bare.id },
          set: { size: null, created_at: null },
          remove: ['updated_at', 'data_timestamp', 'volume_id', 'metadata', 'is_incremental', 'description', 'links'],
        },
      ],
    },
  });
  await panel.enter(tenant);
  await expect(panel.backups.row(odd.id)).toHaveAttribute('data-status', 'quarantined');
  await expect(panel.backups.row(odd.id)).toContainText('quarantined');
  await expect(panel.backups.row(bare.id)).toContainText('bare');
  await expect(panel.backups.row(bare.id)).not.toContainText(/undefined|null|NaN|Invalid/);
});

test('a time says UTC, and the reader’s own time once the mouse is over it', async ({ panel, tenant, page, cinder }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const { id } = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await panel.enter(tenant);
  const time = panel.backups.row(id).getByRole('time').first();
  await expect(time).toHaveAttribute('title', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ UTC$/);
  const utc = await time.getAttribute('title');
  const local = await time.evaluate((element) => {
    const at = new Date((element as HTMLTimeElement).dateTime);
    return new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Europe/Berlin' }).format(at);
  });
  await time.hover();
  await expect(time).toHaveAttribute('title', `${local} · ${utc}`);
  await page.mouse.move(0, 0);
  await time.hover();
  await expect(time).toHaveAttribute('title', `${local} · ${utc}`);
});
