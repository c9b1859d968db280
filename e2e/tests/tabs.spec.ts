/** Several tabs of one browser share a session, and its end. */

import { Panel } from '../pages/panel.ts';
import { expect, test } from './support/fixtures.ts';

test('a new tab takes over the session, and signing out signs all tabs out', async ({ panel, tenant, context, lane }) => {
  await panel.enterByForm(tenant);
  const second = new Panel(await context.newPage(), lane);
  await second.open();
  await second.ready();
  await expect(second.header.account(tenant.user)).toBeVisible();
  await second.header.signOut();
  await expect(second.signInPage.heading).toBeVisible();
  await expect(panel.signInPage.heading).toBeVisible();
  await panel.page.reload();
  await expect(panel.signInPage.heading).toBeVisible();
});

test.describe('with several projects', () => {
  test.use({ tenantOptions: { projects: 2 } });

  test('a tab that switches leaves the others where they are', async ({ panel, tenant, context, lane }) => {
    const [first, second] = tenant.projects.map(({ name }) => name);
    await panel.signIn(tenant);
    await panel.projectChoice.option(first ?? '').click();
    await panel.ready();
    const other = new Panel(await context.newPage(), lane);
    await other.open();
    await other.ready();
    await other.header.switchProject(second ?? '');
    await expect(other.header.project(second)).toBeVisible();
    await panel.page.reload();
    await panel.ready();
    await expect(panel.header.project(first)).toBeVisible();
    await expect(panel.backups.table).toBeVisible();
    await expect(panel.alert).toHaveCount(0);
  });
});
