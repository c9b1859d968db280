/** `<backup-panel>` in the example portal of docs/embedding, whose page and the panel's files are of different origins. */

import type { Page, Request } from '@playwright/test';
import { type ElementPortal, openElementPortal, PortalPage } from './support/element-portal.ts';
import { revokeInUse } from './support/end-session.ts';
import { test as base, expect } from './support/fixtures.ts';
import { authenticate, isValid, revoke } from './support/keystone.ts';

const test = base.extend<{ portal: ElementPortal; portalPage: PortalPage }>({
  portal: async ({ lane }, use, testInfo) => {
    const portal = await openElementPortal(testInfo, lane);
    await use(portal);
    await portal.close();
  },
  portalPage: async ({ page }, use) => use(new PortalPage(page)),
});

/** What the page has put into its own storage. */
const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));

/** The tokens that requests of the page carried. */
function watchTokens(page: Page): Set<string> {
  const tokens = new Set<string>();
  page.on('request', (request: Request) => {
    const token = request.headers()['x-auth-token'];
    if (token) tokens.add(token);
  });
  return tokens;
}

test.describe('two projects', () => {
  test.use({ tenantOptions: { projects: 2 } });

  test('each panel shows its own project, with the token of the host, and leaves the page alone', async ({
    page,
    portal,
    portalPage,
    tenant,
  }) => {
    const tokens = watchTokens(page);
    const [first, second] = tenant.projects;
    if (!first || !second) throw new Error('two projects are needed');
    const one = await tenant.cinder(first);
    const volume = await one.createVolume({ name: 'database' });
    const backup = await one.createBackup({ volume_id: volume.id, name: 'only in the first' });
    await page.goto(portal.url);
    await portalPage.enter(tenant);
    for (const project of [first, second]) {
      await portalPage.ready(portalPage.panel(project.name));
      await expect(portalPage.panel(project.name).getByRole('button', { name: `Project: ${project.name}` })).toBeVisible();
    }
    await expect(portalPage.panel(first.name).locator('[data-total]')).toHaveAttribute('data-total', '1');
    await expect(portalPage.panel(second.name).locator('[data-total]')).toHaveAttribute('data-total', '0');
    // Nothing asks for a password, and nothing offers to end a session that is the portal's.
    await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toHaveCount(0);

    // Places are told and not written to the page's address.
    await portalPage.panel(first.name).getByRole('link', { name: 'only in the first' }).click();
    await expect(portalPage.panel(first.name).getByRole('heading', { level: 1, name: 'only in the first' })).toBeVisible();
    await expect(portalPage.events.filter({ hasText: `"route":"/backups/${backup.id}"` })).toHaveCount(1);
    await portalPage.showFailed.click();
    for (const project of [first, second]) {
      await expect(portalPage.panel(project.name).getByRole('button', { name: /^Remove filter Status/ })).toBeVisible();
    }
    expect(page.url()).toBe(portal.url);

    // The token is nowhere but in the requests.
    const kept = await stored(page);
    const markup = await page.evaluate(() =>
      [document, ...[...document.querySelectorAll('backup-panel')].map((each) => each.shadowRoot)]
        .map((root) => (root instanceof Document ? root.documentElement.outerHTML : root?.innerHTML))
        .join(),
    );
    expect(tokens.size).toBeGreaterThanOrEqual(2);
    for (const token of tokens) {
      expect(kept).not.toContain(token);
      expect(markup).not.toContain(token);
    }
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('the theme of the portal is theirs at once, in both', async ({ page, portal, portalPage, tenant }) => {
    await page.goto(portal.url);
    await portalPage.enter(tenant);
    const ground = (name: string) =>
      portalPage
        .panel(name)
        .locator('[data-backup-panel]')
        .evaluate((root) => getComputedStyle(root).backgroundColor);
    for (const { name } of tenant.projects) await portalPage.ready(portalPage.panel(name));
    for (const [theme, colour] of [
      ['dark', 'rgb(15, 17, 20)'],
      ['light', 'rgb(246, 247, 249)'],
    ] as const) {
      await portalPage.theme.selectOption(theme);
      for (const { name } of tenant.projects) await expect.poll(() => ground(name)).toBe(colour);
    }
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });
});

test('tokens that were revoked are replaced by one that the host is asked for once; what waited is sent once, with all that was typed', async ({
  page,
  portal,
  portalPage,
  panel: objects,
  tenant,
  lane,
  keystone,
  cinder,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'database' });
  await page.goto(portal.url);
  await portalPage.enter(tenant);
  const panel = portalPage.panel(tenant.project.name);
  await portalPage.ready(panel);
  await portalPage.panels.evaluate((element: HTMLElement & { getToken?: () => unknown }) => {
    const given = element.getToken;
    const asked: number[] = [];
    Object.assign(window, { asked });
    element.getToken = () => {
      asked.push(Date.now());
      return given?.();
    };
  });
  const { createDialog } = objects;
  await createDialog.openFromList();
  await createDialog.choose('database');
  await createDialog.name.fill('typed before');
  await createDialog.description.fill('and this as well');
  await revokeInUse(lane, tenant, keystone, traffic, 'POST');
  const renewal = await lane.hold({ service: 'identity', method: 'POST', path: /auth\/tokens$/ });
  await createDialog.submit.click();
  await renewal.reached();
  // Nothing is asked of the user, and the form waits as it is.
  await expect(createDialog.name).toHaveValue('typed before');
  await expect(createDialog.description).toHaveValue('and this as well');
  await expect(panel.getByRole('dialog')).toHaveCount(1);
  await renewal.release();
  await expect(createDialog.root).toBeHidden();
  expect(await page.evaluate(() => (window as unknown as { asked: number[] }).asked.length)).toBe(1);
  const creations = await lane.requests({ service: 'volume', method: 'POST', path: /\/backups$/ });
  expect(creations.map(({ status }) => status)).toEqual([401, 202]);
  const made = (await cinder.backups()).map(({ name, description, volume_id }) => ({ name, description, volume_id }));
  expect(made).toEqual([{ name: 'typed before', description: 'and this as well', volume_id: volume.id }]);
  await expect(portalPage.events.filter({ hasText: 'backup-panel-session-end' })).toHaveCount(0);
});

test('a host that gives no token any more is told, the panel says so and goes on when it does', async ({
  page,
  portal,
  portalPage,
  tenant,
  lane,
  keystone,
  traffic,
}) => {
  const tokens = watchTokens(page);
  await page.goto(portal.url);
  await portalPage.enter(tenant);
  const panel = portalPage.panel(tenant.project.name);
  await portalPage.ready(panel);
  await page.evaluate(() => {
    const element = document.querySelector('backup-panel') as HTMLElement & { getToken: unknown };
    const given = element.getToken;
    Object.assign(window, { give: () => Object.assign(element, { getToken: given }) });
    element.getToken = async () => null;
  });
  // What is asked for after the first rows must not meet the end of the session before the refresh does.
  await traffic.settled();
  const dead = await authenticate(tenant, tenant.project.id);
  await revoke(dead, keystone.token);
  const ended = await lane.fault({ service: 'volume', path: '/v3/', send: { 'X-Auth-Token': dead } });
  await panel.getByRole('button', { name: 'Refresh' }).click();
  const dialog = panel.getByRole('dialog', { name: 'The portal has ended the session' });
  await expect(dialog).toBeVisible();
  await expect(portalPage.events.filter({ hasText: 'backup-panel-session-end {"reason":"no-token"}' })).toHaveCount(1);
  await ended.remove();
  await page.evaluate('give()');
  await expect(dialog).toHaveCount(0);
  await expect(panel.locator('[data-total]')).toHaveAttribute('data-total', '0');
  // Tokens of the host are not the panel's to end.
  await portalPage.signOut.click();
  await expect(portalPage.panels).toHaveCount(0);
  for (const token of tokens) expect(await isValid(token, keystone.token)).toBe(true);
});

test('an operation is told from its start to its end', async ({ page, portal, portalPage, tenant, cinder }) => {
  const volume = await cinder.createVolume({ name: 'database' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'old' });
  await page.goto(portal.url);
  await portalPage.enter(tenant);
  const panel = portalPage.panel(tenant.project.name);
  await portalPage.ready(panel);
  await panel
    .locator(`[data-backup-id="${backup.id}"]`)
    .getByRole('button', { name: /^Actions for / })
    .click();
  await page.getByRole('menuitem', { name: 'Delete…', exact: true }).click();
  const dialog = panel.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  const told = portalPage.events.filter({ hasText: 'backup-panel-operation' });
  await expect(told.filter({ hasText: '"state":"started"' })).toHaveCount(1);
  await expect(told.filter({ hasText: '"state":"succeeded"' })).toHaveCount(1);
  await expect(told.first()).toContainText('"kind":"delete"');
});

test('a token in an attribute is refused and removed', async ({ page, portal, portalPage, tenant }) => {
  await page.goto(portal.url);
  await portalPage.enter(tenant);
  await portalPage.ready(portalPage.panel(tenant.project.name));
  await portalPage.panels.evaluate((element) => element.setAttribute('token', 'secret'));
  await expect(portalPage.panels).not.toHaveAttribute('token');
  await expect(portalPage.events.filter({ hasText: 'backup-panel-error' })).toContainText('the attribute token is refused');
  await expect(portalPage.events.filter({ hasText: 'secret' })).toHaveCount(0);
});

test('moved within the page it stays as it is', async ({ page, portal, portalPage, tenant }) => {
  await page.goto(portal.url);
  await portalPage.enter(tenant);
  const panel = portalPage.panel(tenant.project.name);
  await portalPage.ready(panel);
  await panel.getByRole('searchbox', { name: 'Find by name' }).fill('typed');
  await portalPage.panels.evaluate((element) => document.body.prepend(element));
  await expect(panel.getByRole('searchbox', { name: 'Find by name' })).toHaveValue('typed');
  await expect(portalPage.events.filter({ hasText: 'backup-panel-ready' })).toHaveCount(1);
});
