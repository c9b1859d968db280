/** What a host may say of `<backup-panel>` that the example portal does not, and the panel's own sign-in inside of it. */

import { Cinder } from './support/cinder.ts';
import { expect, test } from './support/element-page.ts';
import { revokeInUse } from './support/end-session.ts';
import { EDGE_URL, KEYSTONE_URL, NOAUTH_URL } from './support/environment.ts';
import { authenticate, isValid } from './support/keystone.ts';

test.describe('with a token alone', () => {
  test('it leads in; once it is revoked, the next one goes on where the page was', async ({
    elementPage,
    panel,
    page,
    tenant,
    lane,
    keystone,
    cinder,
    traffic,
  }) => {
    const volume = await cinder.createVolume({ name: 'database' });
    const token = await authenticate(tenant, tenant.project.id);
    await elementPage.open();
    await elementPage.add({ attributes: { 'identity-url': lane.identity }, token });
    await elementPage.ready();
    await expect(panel.header.project(tenant.project.name)).toBeVisible();
    expect(await elementPage.element.evaluate((element) => (element as HTMLElement & { token?: string }).token)).toBeUndefined();

    await panel.createDialog.openFromList();
    await panel.createDialog.choose('database');
    await panel.createDialog.name.fill('typed before');
    await revokeInUse(lane, tenant, keystone, traffic, 'POST');
    await panel.createDialog.submit.click();
    const ended = page.getByRole('dialog', { name: 'The portal has ended the session' });
    await expect(ended).toBeVisible();
    await expect(elementPage.told('session-end')).toHaveText(['session-end {"reason":"no-token"}']);
    await expect(panel.createDialog.name).toHaveValue('typed before');

    await elementPage.give(await authenticate(tenant, tenant.project.id));
    await expect(ended).toBeHidden();
    await expect(panel.createDialog.root).toBeHidden();
    const creations = await lane.requests({ service: 'volume', method: 'POST', path: /\/backups$/ });
    expect(creations.map(({ status }) => status)).toEqual([401, 202]);
    expect((await cinder.backups()).map(({ name, volume_id }) => ({ name, volume_id }))).toEqual([
      { name: 'typed before', volume_id: volume.id },
    ]);
    // It is the same panel as before.
    await expect(elementPage.told('ready')).toHaveCount(1);
  });

  test('one of no project leads into the one that the page names, and outlives the panel', async ({
    elementPage,
    panel,
    tenant,
    lane,
    keystone,
  }) => {
    const token = await authenticate(tenant);
    await elementPage.open();
    await elementPage.add({ attributes: { 'identity-url': lane.identity, project: tenant.project.name }, token });
    await elementPage.ready();
    await expect(panel.header.project(tenant.project.name)).toBeVisible();
    await elementPage.element.evaluate((element) => element.remove());
    expect(await isValid(token, keystone.token)).toBe(true);
  });

  test('without an identity URL the integrator is told what is missing', async ({ elementPage, tenant }) => {
    await elementPage.open();
    await elementPage.add({ token: await authenticate(tenant) });
    await expect(elementPage.told('error')).toContainText('the attribute identity-url is missing');
  });
});

test.describe('with an address of Block Storage', () => {
  // Keystone itself, whose catalog does not know the edge; what it knows the page may not ask.
  test.use({ portalOptions: { cloud: [new URL(KEYSTONE_URL).origin, EDGE_URL] } });

  for (const [what, groups] of [
    ['in place of the one in the catalog', ['region-one']],
    ['where the catalog has none', ['identity-only']],
  ] as const) {
    test.describe(what, () => {
      test.use({ tenantOptions: { groups: [...groups] } });

      test('it is the one that is asked, then and after a renewal', async ({
        elementPage,
        panel,
        page,
        tenant,
        lane,
        keystone,
        cinder,
        traffic,
      }) => {
        const volume = await cinder.createVolume({ name: 'database' });
        await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
        const asked = new Set<string>();
        page.on('request', (request) => {
          if (request.url().includes('/backups')) asked.add(new URL(request.url()).origin + new URL(request.url()).pathname);
        });
        await elementPage.open();
        // Any of its addresses will do, such as the one that the command line prints.
        await elementPage.add({
          attributes: { 'identity-url': KEYSTONE_URL, 'block-storage-url': `${lane.volume}/v3/${tenant.project.id}` },
          token: await authenticate(tenant, tenant.project.id),
        });
        await elementPage.ready();
        await panel.backups.expectTotal(1);
        await revokeInUse(lane, tenant, keystone, traffic);
        await panel.backups.refresh.click();
        await expect(page.getByRole('dialog', { name: 'The portal has ended the session' })).toBeVisible();
        await cinder.createBackup({ volume_id: volume.id, name: 'made meanwhile' });
        await elementPage.give(await authenticate(tenant, tenant.project.id));
        await panel.backups.expectTotal(2);
        for (const address of asked) expect(address).toContain(`${lane.volume}/v3/${tenant.project.id}/backups`);
      });
    });
  }

  test('that is none, the integrator is told', async ({ elementPage, tenant, lane }) => {
    await elementPage.open();
    await elementPage.add({
      attributes: { 'identity-url': KEYSTONE_URL, 'block-storage-url': 'ftp://cinder.example' },
      token: await authenticate(tenant, tenant.project.id),
    });
    await expect(elementPage.told('error')).toContainText('blockStorageUrl: “ftp://cinder.example” is no http or https address');
    expect(await lane.requests()).toEqual([]);
  });
});

test.describe('with the hash of the page’s address', () => {
  test('places are written there, lead back, and count more than the route that the page gives', async ({
    elementPage,
    panel,
    page,
    tenant,
    lane,
    cinder,
  }) => {
    const volume = await cinder.createVolume({ name: 'database' });
    const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
    const token = await authenticate(tenant, tenant.project.id);
    const attributes = { 'identity-url': lane.identity, address: 'hash', route: '/backups?status=error' };
    const filter = page.getByRole('button', { name: /^Remove filter Status/ });
    await elementPage.open();
    await elementPage.add({ attributes, token });
    await elementPage.ready();
    // Nothing was said in the address, so the page's route is where it begins.
    await expect(filter).toBeVisible();
    expect(page.url()).toBe(`${elementPage.url}#/backups?status=error`);

    await filter.click();
    await panel.backups.link(backup.id).click();
    const heading = page.getByRole('heading', { level: 1, name: 'nightly' });
    await expect(heading).toBeVisible();
    expect(page.url()).toBe(`${elementPage.url}#/backups/${backup.id}`);
    await page.goBack();
    await expect(panel.backups.heading).toBeVisible();
    await page.goBack();
    await expect(filter).toBeVisible();

    await page.goto('about:blank');
    await elementPage.open(`#/backups/${backup.id}`);
    await elementPage.add({ attributes, token });
    await expect(heading).toBeVisible();
    // The page leads it elsewhere as ever.
    await elementPage.element.evaluate((element) => element.setAttribute('route', '/volumes'));
    await expect(page.getByRole('heading', { level: 1, name: 'Volumes' })).toBeVisible();
    expect(page.url()).toBe(`${elementPage.url}#/volumes`);
  });
});

test.describe('with the panel’s own sign-in', () => {
  test('one signs in and out inside of it, and a reload asks again: nothing is kept in the page’s storage', async ({
    elementPage,
    panel,
    page,
    tenant,
    lane,
    keystone,
    traffic,
  }) => {
    const attributes = { 'identity-url': lane.identity };
    await elementPage.open();
    await elementPage.add({ attributes });
    await expect(panel.signInPage.heading).toBeVisible();
    // The page has said where.
    await expect(panel.signInPage.identity).toHaveCount(0);
    await panel.signInPage.user.fill(tenant.user);
    await panel.signInPage.password.fill('wrong');
    await panel.signInPage.submit.click();
    await expect(panel.alert).toContainText('User name, password or domain is wrong');
    await panel.signInPage.password.fill(tenant.password);
    await panel.signInPage.submit.click();
    await elementPage.ready();
    const tokens = traffic.tokens;
    expect(tokens.length).toBeGreaterThan(0);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
    for (const secret of [...tokens, tenant.password]) expect(kept).not.toContain(secret);

    await page.reload();
    await elementPage.add({ attributes });
    await expect(panel.signInPage.user).toHaveValue(tenant.user);
    await panel.signInPage.password.fill(tenant.password);
    await panel.signInPage.submit.click();
    await elementPage.ready();
    await panel.header.signOut();
    await expect(panel.signInPage.heading).toBeVisible();
    await expect(elementPage.told('session-end')).toHaveText(['session-end {"reason":"signed-out"}']);
    // Those of the first session are forgotten with the page.
    for (const token of traffic.tokens.filter((each) => !tokens.includes(each))) {
      await expect.poll(() => isValid(token, keystone.token)).toBe(false);
    }
  });

  test('an ended session is renewed over the page', async ({ elementPage, panel, tenant, lane, keystone, cinder, traffic }) => {
    await elementPage.open();
    await elementPage.add({});
    await panel.signInPage.signIn({ identity: lane.identity, ...tenant });
    await elementPage.ready();
    const volume = await cinder.createVolume({ name: 'database' });
    await panel.createDialog.openFromList();
    await panel.createDialog.choose('database');
    await panel.createDialog.name.fill('typed before');
    await revokeInUse(lane, tenant, keystone, traffic, 'POST');
    await panel.createDialog.submit.click();
    await panel.reauthentication.signIn(tenant.password);
    await expect(panel.createDialog.root).toBeHidden();
    expect((await cinder.backups()).map(({ name, volume_id }) => ({ name, volume_id }))).toEqual([
      { name: 'typed before', volume_id: volume.id },
    ]);
  });

  test('a session that the page lets the tab keep survives a reload', async ({ elementPage, panel, page, tenant, lane }) => {
    const settings = { attributes: { 'identity-url': lane.identity }, config: { session_storage: 'tab' } };
    await elementPage.open();
    await elementPage.add(settings);
    await panel.signInPage.user.fill(tenant.user);
    await panel.signInPage.password.fill(tenant.password);
    await panel.signInPage.submit.click();
    await elementPage.ready();
    await page.reload();
    await elementPage.add(settings);
    await elementPage.ready();
    await expect(panel.header.project(tenant.project.name)).toBeVisible();
  });

  test('a token that comes later takes its place', async ({ elementPage, panel, tenant, lane }) => {
    await elementPage.open();
    await elementPage.add({ attributes: { 'identity-url': lane.identity } });
    await expect(panel.signInPage.heading).toBeVisible();
    await elementPage.give(await authenticate(tenant, tenant.project.id));
    await elementPage.ready();
    await expect(panel.signInPage.heading).toHaveCount(0);
  });
});

test.describe('with a Cinder without Keystone', () => {
  test.use({ portalOptions: { cloud: [NOAUTH_URL] } });

  test('the page names it in the configuration, and one goes on without a sign-in', async ({ elementPage, panel, tenant }) => {
    const project = tenant.project.id;
    const cinder = new Cinder(project, `setup:${project}`, NOAUTH_URL);
    const volume = await cinder.createVolume({ name: 'of the lab' });
    const backup = await cinder.createBackup({ volume_id: volume.id, name: 'nightly' });
    await elementPage.open();
    await elementPage.add({ config: { clouds: [{ name: 'Lab', auth: 'none', block_storage_url: NOAUTH_URL, project }] } });
    await panel.signInPage.goOn.click();
    await elementPage.ready();
    await expect(panel.backups.row(backup.id)).toContainText('nightly');
  });
});

for (const [language, written] of [
  ['de', /^Updated \d{2}:\d{2}:\d{2}$/],
  ['en-US', /^Updated \d{1,2}:\d{2}:\d{2}\s[AP]M$/],
  ['no_such language', /^Updated \d/],
] as const) {
  test(`times are written as in the language “${language}”`, async ({ elementPage, panel, tenant, lane }) => {
    const token = await authenticate(tenant, tenant.project.id);
    await elementPage.open();
    await elementPage.add({ attributes: { 'identity-url': lane.identity, language }, token });
    await elementPage.ready();
    await expect(panel.backups.updated).toHaveText(written);
  });
}
