/** Someone deletes all that match in the whole set: what is found, and nothing else. */

import { AllBackupsPage } from '../pages/all-backups-page.ts';
import { DeleteDialog } from '../pages/delete-dialog.ts';
import { expect, test } from './support/fixtures.ts';
import { copyBackups, seed } from './support/seed.ts';

test('what is deleted is what is found, also after the filter was changed and changed back', async ({
  panel,
  tenant,
  cinder,
  independent,
  page,
}) => {
  const volume = await cinder.createVolume({ name: 'web' });
  await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
  await copyBackups(39, tenant.project.id);
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, '/all-backups?rows=5&text~=nightly-001');
  await all.expectComplete();
  const wanted = (await independent.backups()).filter(({ name }) => name?.includes('nightly-001')).map(({ id }) => id);
  expect(wanted.length).toBeGreaterThan(5);
  await all.expectFound(wanted.length);
  await page.evaluate(() => {
    const here = location.hash;
    location.hash = here.replace('nightly-001', 'nightly-00');
    location.hash = here;
  });
  await all.groupByVolume.click();
  await all.groupByVolume.click();
  await all.expectFound(wanted.length);
  await all.selectPage.check();
  await all.selectionAction(`Select all ${wanted.length} that match`).click();
  await all.selectionAction('Delete…').click();
  const dialog = new DeleteDialog(page);
  await dialog.submit.click();
  const sent = async () => (await panel.lane.writes({ method: 'DELETE' })).map(({ path }) => path.split('/').at(-1) ?? '').sort();
  await expect.poll(sent).toEqual([...wanted].sort());
});

test('all that match are not offered under a filter that is not applied', async ({ panel, tenant, page }) => {
  await seed(40, tenant.project.id, { allAvailable: true });
  const all = new AllBackupsPage(page);
  await panel.enter(tenant, '/all-backups?rows=20&host=cinder-1');
  await all.expectComplete();
  await all.selectPage.check();
  const offer = all.selectionAction('Select all that match');
  await expect(offer).toBeDisabled();
  await expect(offer).toHaveAccessibleDescription(/or not at all, so it is not known what else matches/);
});

test.describe('with several projects', () => {
  test.use({ tenantOptions: { projects: 2 } });

  test('after switching, all backups are those of the other project', async ({ panel, tenant, page }) => {
    const [first, second] = tenant.projects;
    await seed(40, first?.id ?? '', { allAvailable: true });
    await seed(30, second?.id ?? '', { allAvailable: true });
    const all = new AllBackupsPage(page);
    await panel.signIn(tenant, '/all-backups');
    await panel.projectChoice.option(first?.name ?? '').click();
    await all.expectComplete();
    await all.expectFound(40);
    for (const [project, count] of [
      [second, 30],
      [first, 40],
    ] as const) {
      await panel.header.switchProject(project?.name ?? '');
      await expect(panel.header.project(project?.name)).toBeVisible();
      await all.expectFound(count);
      await all.expectComplete();
    }
  });
});
