/** What config.json says of clouds: several of them, ways to sign in, one without Keystone, WebSSO. */

import type { Page } from '@playwright/test';
import { Cinder } from './support/cinder.ts';
import { NOAUTH_URL } from './support/environment.ts';
import { expect, test } from './support/fixtures.ts';
import { authenticate } from './support/keystone.ts';
import { expectNoTrace } from './support/secrets.ts';

/** What the operator has decided, for this page. */
async function configure(page: Page, config: object): Promise<void> {
  await page.route('**/config.json', (route) => route.fulfill({ json: config }));
}

test('of several clouds one is chosen, with its own domain; cloud, way and user are remembered', async ({
  panel,
  tenant,
  page,
  lane,
}) => {
  await configure(page, {
    clouds: [
      { name: 'Elsewhere', identity_url: 'http://127.0.0.1:9/v3', default_domain: 'Far' },
      { name: 'Here', identity_url: lane.identity, default_domain: 'Default' },
    ],
  });
  await panel.open();
  await expect(panel.signInPage.domain).toHaveValue('Far');
  await panel.signInPage.cloud.selectOption({ label: 'Here' });
  await expect(panel.signInPage.domain).toHaveValue('Default');
  await panel.signInPage.user.fill(tenant.user);
  await panel.signInPage.password.fill(tenant.password);
  await panel.signInPage.submit.click();
  await panel.ready();
  await panel.header.signOut();
  await expect(panel.signInPage.cloud).toHaveValue(lane.identity);
  await expect(panel.signInPage.user).toHaveValue(tenant.user);
  await expect(panel.signInPage.password).toHaveValue('');
  // The keys are named after the panel's path.
  const kept = await page.evaluate(() => Object.keys(localStorage).map((key) => key.replace(/.*:/, '')));
  expect(kept.sort()).toEqual(['domain', 'identity', 'method', 'user']);
});

test('only the ways that the operator offers are on offer, the first one chosen', async ({ panel, page, lane }) => {
  const clouds = [{ name: 'Here', identity_url: lane.identity }];
  await configure(page, { clouds, sign_in: ['application_credential', 'password'] });
  await panel.open();
  await expect(panel.signInPage.credentialId).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use a password' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use a token' })).toHaveCount(0);
});

test('a Cinder without Keystone lists, creates and restores, and no Keystone is asked', async ({ panel, tenant, page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const project = tenant.project.id;
  await configure(page, { clouds: [{ name: 'Lab', auth: 'none', block_storage_url: NOAUTH_URL, project }] });
  const cinder = new Cinder(project, `setup:${project}`, NOAUTH_URL);
  const volume = await cinder.createVolume({ name: 'of-the-lab' });
  const first = await cinder.createBackup({ volume_id: volume.id, name: 'before' });

  await panel.open();
  await panel.signInPage.goOn.click();
  await panel.ready();
  await expect(panel.backups.row(first.id)).toContainText('before');
  await panel.header.project().click();
  const other = page.getByRole('menuitem', { name: 'Another project' });
  await expect(other).toHaveAttribute('aria-disabled', 'true');
  await expect(other).toHaveAccessibleDescription('A cloud without Keystone knows no other projects');
  await page.keyboard.press('Escape');

  await panel.createDialog.openFromList();
  await panel.createDialog.choose('of-the-lab');
  await panel.createDialog.name.fill('made-without-keystone');
  await panel.createDialog.send();
  await expect(page.getByRole('row', { name: /made-without-keystone/ })).toBeVisible();
  const made = page.getByRole('row', { name: /made-without-keystone/ });
  await expect(made).toHaveAttribute('data-status', 'available');

  await panel.backups.act(first.id, 'Restore…');
  await panel.restoreDialog.name.fill('restored-without-keystone');
  await panel.restoreDialog.restore.click();
  await expect
    .poll(async () => (await cinder.volumes()).find(({ name }) => name === 'restored-without-keystone')?.status)
    .toBe('available');
  const hosts = new Set(asked.map((url) => new URL(url).origin));
  expect([...hosts].sort()).toEqual([new URL(page.url()).origin, NOAUTH_URL].sort());
});

test.describe('WebSSO', () => {
  /** A Keystone whose identity provider lets the user in at once, and an operator's template that sends the token back. */
  async function provide(page: Page, identity: string, token: string): Promise<string[]> {
    const origins: string[] = [];
    await configure(page, {
      clouds: [{ name: 'Here', identity_url: identity, sso: [{ label: 'Example SSO', protocol: 'openid' }] }],
    });
    await page.route('**/auth/OS-FEDERATION/websso/openid?*', async (route) => {
      const origin = new URL(route.request().url()).searchParams.get('origin') ?? '';
      origins.push(origin);
      const body = `<!doctype html><script>location.replace(${JSON.stringify(`${origin}#token=${token}`)})</script>`;
      await route.fulfill({ contentType: 'text/html', body });
    });
    return origins;
  }

  test('the button leads to Keystone, and its token leads in and is taken out of the address at once', async ({
    panel,
    tenant,
    page,
    lane,
    keystone,
  }) => {
    const token = await authenticate(tenant);
    const origins = await provide(page, lane.identity, token);
    await panel.open();
    const home = page.url();
    await page.getByRole('button', { name: 'Sign in with Example SSO' }).click();
    await panel.ready();
    await expect(panel.header.project(tenant.project.name)).toBeVisible();
    expect(origins).toEqual([home.replace(/#.*/, '')]);
    await expectNoTrace(page, [token]);
    await page.goBack();
    expect(page.url()).not.toContain(token);
    await page.goForward();
    expect(page.url()).not.toContain(token);
    expect(keystone.token).not.toBe(token);
  });

  test('a link with somebody else’s token is refused when no sign-in was begun here', async ({ panel, tenant, page, lane }) => {
    const token = await authenticate(tenant);
    await provide(page, lane.identity, token);
    await page.goto(`./#token=${token}`);
    await expect(panel.alert).toContainText('A link with a token was refused');
    await expect(panel.signInPage.heading).toBeVisible();
    await expectNoTrace(page, [token]);
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(token);
    expect(await lane.requests({ service: 'identity' })).toEqual([]);
  });
});
