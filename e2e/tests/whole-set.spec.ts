/** Someone reads every backup once, and then sorts, filters, groups, chooses and writes files without the cloud. */

import type { Lane } from '../edge/client.mjs';
import type { Entry } from '../edge/types.ts';
import { AllBackupsPage } from '../pages/all-backups-page.ts';
import { DeleteDialog } from '../pages/delete-dialog.ts';
import { expectAccessible } from './support/accessible.ts';
import type { Backup } from './support/cinder.ts';
import { csvRows } from './support/csv.ts';
import { expect, test } from './support/fixtures.ts';
import { dropBackups, seed } from './support/seed.ts';

const COUNT = 2_500;

/** The requests for pages of the whole set. */
async function pages(lane: Lane): Promise<Entry[]> {
  return lane.requests({ service: 'volume', path: /\/backups\/detail$/, query: /limit=1000/ });
}

const marker = ({ query }: Entry) => new URLSearchParams(query).get('marker');

/** The markers of the pages whose answers came. */
async function answered(lane: Lane): Promise<Array<string | null>> {
  return (await pages(lane)).filter(({ status }) => status === 200).map(marker);
}

const newestFirst = (backups: Backup[]) => [...backups].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
const ids = (backups: Backup[]) => backups.map(({ id }) => id);

test('all are read from the list: three requests for 2,500, none twice, few rows in the document', async ({
  panel,
  tenant,
  lane,
  independent,
  page,
  traffic,
}) => {
  await seed(COUNT, tenant.project.id);
  await panel.enter(tenant);
  await traffic.settled();
  await lane.clear();
  const all = new AllBackupsPage(page);
  await all.link('Load all').click();
  await all.expectComplete();
  await expect(all.heading).toHaveText('All backups');
  await expect(all.complete).toHaveText(/All 2,500 backups read at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  await all.expectFound(COUNT);
  const truth = newestFirst(await independent.backups());
  expect(await answered(lane)).toEqual([null, truth[999]?.id, truth[1_999]?.id]);
  await all.expectIds(ids(truth).slice(0, 1_000));
  await all.pager.last.click();
  await all.pager.expectRange('2,001', '2,500', '2,500');
  await all.expectIds(ids(truth).slice(2_000));
  expect(await all.rows.count()).toBeLessThanOrEqual(80);
  await expectAccessible(page, 'the whole set');
  // A page of its own is kept for when one comes back, and reading again is asked for.
  await page.goBack();
  await page.goBack();
  await panel.backups.expectTotal(COUNT);
  await page.goForward();
  await all.expectFound(COUNT);
  expect(await answered(lane)).toHaveLength(3);
  await all.readAgain.click();
  await expect.poll(async () => (await answered(lane)).length).toBe(6);
  await all.expectComplete();
});

test('stop stops: nothing is asked any more, what is missing is said, and it goes on where it stood', async ({
  panel,
  tenant,
  lane,
  independent,
  page,
}) => {
  await seed(COUNT, tenant.project.id);
  const all = new AllBackupsPage(page);
  const held = await lane.hold({ service: 'volume', path: /\/backups\/detail$/, query: /marker=/ });
  await panel.signIn(tenant, '/all-backups?rows=1000');
  await held.reached();
  await expect(all.came).toHaveAttribute('data-came', '1000');
  await expect(all.came).toContainText('Read 1,000 of 2,500');
  await all.expectFound(1_000);
  await all.stop.click();
  await expect(all.incomplete).toContainText('1,000 of 2,500 have been read, the newest first.');
  await expect(all.incomplete).toContainText(/Those made before .* UTC are missing/);
  await expectAccessible(page, 'a part of the set');
  await expect.poll(async () => (await pages(lane)).at(-1)?.outcome).toBe('gone');
  await held.release();
  const came = newestFirst(await independent.backups()).slice(0, 1_000);
  const some = came[5]?.name ?? '';
  await all.search.fill(some);
  await all.expectFound(came.filter(({ name }) => name?.includes(some)).length);
  await all.search.fill('');
  await all.expectFound(1_000);
  expect(await pages(lane)).toHaveLength(2);
  await all.goOn.click();
  await all.expectComplete();
  await all.expectFound(COUNT);
  const truth = newestFirst(await independent.backups());
  expect(await answered(lane)).toEqual([null, truth[999]?.id, truth[1_999]?.id]);
});

test('after a failure in the middle it goes on from the last backup that came', async ({ panel, tenant, lane, page }) => {
  await seed(COUNT, tenant.project.id);
  const all = new AllBackupsPage(page);
  await lane.fault({
    service: 'volume',
    path: /\/backups\/detail$/,
    query: /marker=/,
    skip: 1,
    times: 1,
    answer: { status: 503, type: 'text/plain', body: 'no', cors: true },
  });
  await panel.enter(tenant, '/all-backups?rows=1000');
  await expect(panel.alert).toBeVisible();
  await expect(all.incomplete).toContainText('2,000 of 2,500 have been read');
  await all.expectFound(2_000);
  await expectAccessible(page, 'a set that could not be read');
  await panel.alert.getByRole('button', { name: 'Try again' }).click();
  await all.expectComplete();
  await all.expectFound(COUNT);
  const sent = (await pages(lane)).map(marker);
  expect(sent).toHaveLength(4);
  expect(sent[3]).toBe(sent[2]);
  expect(new Set(await answered(lane)).size).toBe(3);
});

test('the backup to go on after is gone meanwhile: those that come twice are one row', async ({
  panel,
  tenant,
  lane,
  independent,
  page,
}) => {
  await seed(COUNT, tenant.project.id);
  const all = new AllBackupsPage(page);
  const held = await lane.hold({ service: 'volume', path: /\/backups\/detail$/, query: /marker=/ });
  await panel.signIn(tenant, '/all-backups?rows=1000');
  await held.reached();
  const before = newestFirst(await independent.backups());
  const gone = before[999]?.id ?? '';
  await dropBackups(tenant.project.id, [gone]);
  await held.release();
  await all.expectComplete();
  expect((await pages(lane)).map(({ status }) => status)).toEqual([200, 404, 200, 200, 200]);
  // The one that has gone had come before.
  await all.expectFound(COUNT);
});

test('sorted and filtered by any field as the independent client has it', async ({ panel, tenant, lane, independent, page }) => {
  await seed(200, tenant.project.id);
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, '/all-backups?rows=1000');
  await all.expectComplete();
  await lane.clear();
  const truth = newestFirst(await independent.backups());
  const expectRows = async (wanted: Backup[]) => {
    await all.expectFound(wanted.length);
    await all.expectIds(ids(wanted));
  };
  await all.sortBy(all.table, 'Size');
  await expectRows([...truth].sort((a, b) => b.size - a.size));
  await all.sortBy(all.table, 'Size');
  await expectRows([...truth].sort((a, b) => a.size - b.size));
  await all.sortBy(all.table, 'Name');
  await expectRows([...truth].sort((a, b) => (`${a.name}` < `${b.name}` ? -1 : 1)));
  await all.filter({ Status: 'Error' });
  await expectRows(truth.filter(({ status }) => status === 'error').sort((a, b) => (`${a.name}` < `${b.name}` ? -1 : 1)));
  await expect(all.activeFilters).toContainText('Status: Error');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await all.sortBy(all.table, 'Created');
  await all.filter({ Mode: 'Incremental', 'Has dependents': 'No', 'Size at least (GiB)': '8', 'Size at most (GiB)': '30' });
  await expectRows(truth.filter((b) => b.is_incremental && !b.has_dependent_backups && b.size >= 8 && b.size <= 30));
  const day = truth[120]?.created_at.slice(0, 10) ?? '';
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await all.filter({ 'Created from (UTC)': day, 'Created until (UTC)': day });
  await expectRows(truth.filter(({ created_at }) => created_at.startsWith(day)));
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await all.filter({ 'Metadata (key=value)': 'job=WEEK' });
  await expectRows(truth.filter(({ metadata }) => metadata.job === 'weekly'));
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await all.search.fill('GRÖSSE GEPR');
  await all.expectFound(0);
  await all.search.fill('größe GEPR');
  await expectRows(truth.filter(({ description }) => description?.startsWith('Größe')));
  const volume = truth[5]?.volume_id ?? '';
  await all.search.fill(volume.slice(3, 20));
  await expectRows(truth.filter((b) => b.volume_id === volume));
  // The address holds the view: a reload reads anew and shows the same.
  await page.reload();
  await all.expectComplete();
  await expectRows(truth.filter((b) => b.volume_id === volume));
  expect(await pages(lane)).toHaveLength(1);
});

test('letters beyond ASCII are found whatever their case', async ({ panel, tenant, page, cinder }) => {
  const volume = await cinder.createVolume({ name: 'v' });
  const names = ['ÄRGER-Éclair', 'ärger-ÉCLAIR', 'arger-eclair'];
  for (const name of names) await cinder.createBackup({ volume_id: volume.id, name, force: true });
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, `/all-backups?text~=${encodeURIComponent('äRGER-éC')}`);
  await all.expectComplete();
  await all.expectFound(2);
});

test('a wrong date is said at its field and nothing is applied', async ({ panel, tenant, page }) => {
  await seed(5, tenant.project.id);
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, '/all-backups');
  await all.expectComplete();
  await all.filters.click();
  const field = all.dialog.getByLabel('Created from (UTC)', { exact: true });
  await field.fill('last week');
  await all.dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(field).toHaveAccessibleDescription(/Write a date such as 2026-11-25/);
  await expectAccessible(page, 'the dialog of filters');
  await all.dialog.getByRole('button', { name: 'Cancel' }).last().click();
  await all.expectFound(5);
});

test('by volume: counts, sizes, ages and failures as the independent client has them', async ({
  panel,
  tenant,
  independent,
  page,
}) => {
  await seed(400, tenant.project.id);
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, '/all-backups?rows=1000');
  await all.expectComplete();
  const truth = await independent.backups();
  const volumes = new Map<string, Backup[]>();
  for (const backup of truth) volumes.set(backup.volume_id, [...(volumes.get(backup.volume_id) ?? []), backup]);
  await all.groupByVolume.click();
  await expect(all.heading).toHaveText('Backups by volume');
  await expect(page.locator('[data-total]')).toHaveAttribute('data-total', String(volumes.size));
  const texts = await all.groupTexts();
  expect(Object.keys(texts).sort()).toEqual([...volumes.keys()].sort());
  for (const [volume, backups] of volumes) {
    const failed = backups.filter(({ status }) => status.startsWith('error')).length;
    const gib = backups.reduce((sum, { size }) => sum + size, 0);
    expect(texts[volume]?.slice(0, 2)).toEqual([String(backups.length), `${gib.toLocaleString('en-GB')} GiB`]);
    expect(texts[volume]?.[4]).toBe(failed ? String(failed) : '–');
  }
  const shown = () => all.groupRows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-volume-id') ?? ''));
  const failures = (volume: string) => (volumes.get(volume) ?? []).filter(({ status }) => status.startsWith('error')).length;
  await all.sortBy(all.groups, 'Failed');
  await expect.poll(async () => (await shown()).map(failures)).toEqual([...volumes.keys()].map(failures).sort((a, b) => b - a));
  await expectAccessible(page, 'volumes');
  const [first = ''] = await shown();
  await all.groupRows.first().getByRole('link').click();
  await expect(all.heading).toHaveText('All backups');
  await all.expectFound(volumes.get(first)?.length ?? 0);
});

test('what is found is written to a file: each row once, no cell a formula', async ({
  panel,
  tenant,
  cinder,
  independent,
  page,
}) => {
  await seed(1_100, tenant.project.id);
  const [evil, odd] = await cinder.backups('limit=2');
  await cinder.call('PUT', `/backups/${evil?.id}`, { backup: { name: '=cmd|"/C calc"!A1, seeded', description: '@x' } });
  await cinder.call('PUT', `/backups/${odd?.id}`, { backup: { name: 'seeded "two"\nlines' } });
  // The browser hands the file over.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, '/all-backups?size_from=10&text~=seeded');
  await all.expectComplete();
  const truth = newestFirst(await independent.backups()).filter(({ size }) => size >= 10);
  await all.expectFound(truth.length);
  const csv = await all.download('Save CSV');
  expect(csv.name).toMatch(/^backups-\d{8}T\d{6}Z\.csv$/);
  const guarded = (text: string | null) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text ?? '') ? `'${text}` : (text ?? ''));
  const rows = csvRows(csv.text);
  expect(rows.map(({ id }) => id)).toEqual(ids(truth));
  for (const [index, backup] of truth.entries()) {
    expect(rows[index]).toMatchObject({
      name: guarded(backup.name),
      description: guarded(backup.description),
      status: backup.status,
      size: String(backup.size),
      volume_id: backup.volume_id,
      created_at: backup.created_at,
      is_incremental: String(backup.is_incremental),
      container: backup.container ?? '',
      fail_reason: backup.fail_reason ?? '',
      metadata: Object.keys(backup.metadata).length ? JSON.stringify(backup.metadata, Object.keys(backup.metadata).sort()) : '',
    });
  }
  await expect(page.getByText(`${truth.length} backups written to ${csv.name}`)).toBeVisible();
  const json = JSON.parse((await all.download('Save JSON')).text);
  expect(json).toHaveLength(truth.length);
  for (const [index, backup] of truth.entries()) {
    const { links: _, ...known } = backup as Backup & { links: unknown };
    expect(known).toMatchObject(
      Object.fromEntries(Object.entries(json[index]).filter(([key, value]) => value !== null && key in known)),
    );
    expect(json[index]).toMatchObject({ id: backup.id, name: backup.name, metadata: backup.metadata, size: backup.size });
  }
});

test('a browser that can write while the text is made gets it piece by piece', async ({ panel, tenant, page, independent }) => {
  await seed(900, tenant.project.id);
  await page.addInitScript(() => {
    const written: string[] = [];
    Object.assign(window, {
      written,
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => ({
        createWritable: async () => ({
          write: async (text: string) => void written.push(text),
          close: async () => void written.push(suggestedName),
          abort: async () => void written.push('aborted'),
        }),
      }),
    });
  });
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, '/all-backups?rows=1000');
  await all.expectComplete();
  await page.getByRole('button', { name: 'Save CSV' }).click();
  await expect(page.getByText(/^900 backups written to /)).toBeVisible();
  const written: string[] = await page.evaluate(() => Reflect.get(window, 'written'));
  expect(written.at(-1)).toMatch(/\.csv$/);
  expect(written.length).toBeGreaterThan(4);
  expect(csvRows(written.slice(0, -1).join('')).map(({ id }) => id)).toEqual(ids(newestFirst(await independent.backups())));
});

test('all that match are chosen and handed to a deletion without asking for them again', async ({
  panel,
  tenant,
  lane,
  independent,
  page,
}) => {
  await seed(1_300, tenant.project.id, { allAvailable: true });
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, '/all-backups?rows=100&size_to=20');
  await all.expectComplete();
  const wanted = (await independent.backups()).filter(({ size }) => size <= 20);
  await all.expectFound(wanted.length);
  await lane.clear();
  await all.selectPage.check();
  await all.selectionAction(`Select all ${wanted.length} that match`).click();
  await all.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  await expect(dialog.root).toBeVisible();
  // What depends on them is looked up; they themselves are not read again.
  const again = (await pages(lane)).filter(({ query }) => !query.includes('volume_id'));
  expect(again).toEqual([]);
  await expect(dialog.root).toContainText(`${wanted.length}`);
});
