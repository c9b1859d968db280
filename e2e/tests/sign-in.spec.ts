/** Someone signs in, or learns why not. */

import { createServer } from 'node:net';
import { expect, test } from './support/fixtures.ts';

/** A port on this machine on which nothing listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

test('with the right password one sees the backups of one’s only project', async ({ panel, tenant }) => {
  await panel.open();
  await expect(panel.signInPage.heading).toBeVisible();
  await panel.signInPage.signIn({ identity: panel.lane.identity, ...tenant });
  await panel.ready();
  await expect(panel.backups.heading).toBeVisible();
  await expect(panel.header.project(tenant.project.name)).toBeVisible();
  await expect(panel.header.account(tenant.user)).toBeVisible();
  await expect(panel.header.region()).toHaveCount(0);
});

test('a wrong password is said, and what was typed but the password stays', async ({ panel, tenant }) => {
  await panel.open();
  await panel.signInPage.signIn({ identity: panel.lane.identity, user: tenant.user, password: 'wrong' });
  await expect(panel.alert).toContainText(/user name|password/i);
  await expect(panel.signInPage.user).toHaveValue(tenant.user);
  await expect(panel.signInPage.identity).toHaveValue(panel.lane.identity);
  await panel.signInPage.password.fill(tenant.password);
  await panel.signInPage.submit.click();
  await panel.ready();
});

test('Enter in the password field signs in', async ({ panel, tenant }) => {
  await panel.open();
  await panel.signInPage.fill({ identity: panel.lane.identity, ...tenant });
  await panel.signInPage.password.press('Enter');
  await panel.ready();
});

test('an identity service that is not there is said to be out of reach, with what to check', async ({ panel, tenant }) => {
  const identity = `http://127.0.0.1:${await deadPort()}/v3`;
  await panel.open();
  await panel.signInPage.signIn({ identity, ...tenant });
  await expect(panel.alert).toContainText('The identity service cannot be reached');
  await expect(panel.alert).toContainText('allowed_origin');
  await expect(panel.signInPage.submit).toBeEnabled();
});

test('missing CORS headers are explained by the line of configuration to add', async ({ panel, tenant, baseURL }) => {
  await panel.lane.fault({ service: 'identity', preflights: 'too', alter: { dropCors: true } });
  await panel.open();
  await panel.signInPage.signIn({ identity: panel.lane.identity, ...tenant });
  await expect(panel.alert).toContainText('[cors]');
  await expect(panel.alert).toContainText(`allowed_origin = ${new URL(baseURL ?? '').origin}`);
});

test('an address that is no identity service is said to be none', async ({ panel, tenant, baseURL }) => {
  await panel.open();
  await panel.signInPage.signIn({ identity: baseURL ?? '', ...tenant });
  await expect(panel.alert).toContainText('There is no Keystone v3 at this address');
  await expect(panel.signInPage.submit).toBeEnabled();
});

test('the identity URL works without /v3 and with a slash at its end', async ({ panel, tenant }) => {
  await panel.open();
  await panel.signInPage.signIn({ identity: `${panel.lane.identity.replace(/v3$/, '')}`, ...tenant });
  await panel.ready();
  await expect(panel.header.project(tenant.project.name)).toBeVisible();
});

test.describe('without a project', () => {
  test.use({ tenantOptions: { projects: 0 } });

  test('one is told that there is none, and can sign in as somebody else', async ({ panel, tenant, newTenant }) => {
    await panel.signIn(tenant);
    await expect(panel.page.getByText(/no project/i)).toBeVisible();
    const other = await newTenant();
    await panel.signInPage.signIn({ identity: panel.lane.identity, ...other });
    await panel.ready();
  });
});

test.describe('without block storage in the catalog', () => {
  test.use({ tenantOptions: { groups: ['identity-only'] } });

  test('one is told what is missing', async ({ panel, tenant }) => {
    await panel.signIn(tenant);
    await expect(panel.alert).toContainText(/block storage/i);
    await expect(panel.alert).toContainText(tenant.project.name);
  });
});

test('the password is neither in the address nor in the storage of the browser', async ({ panel, tenant, page }) => {
  await panel.enter(tenant);
  expect(page.url()).not.toContain(tenant.password);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(stored).not.toContain(tenant.password);
});

test('a token that Keystone keeps from the page is not taken for a wrong address', async ({ panel, tenant, lane }) => {
  const headers = { 'Access-Control-Expose-Headers': 'X-OpenStack-Request-ID' };
  await lane.fault({ service: 'identity', method: 'POST', path: '/auth/tokens$', alter: { headers } });
  await panel.signIn(tenant);
  await expect(panel.alert).toContainText('keeps the header X-Subject-Token from this page');
  await expect(panel.alert).toContainText('expose_headers');
  await expect(panel.alert).not.toContainText('There is no Keystone');
  await expect(panel.signInPage.password).toHaveValue(tenant.password);
  await lane.heal();
  await panel.signInPage.submit.click();
  await panel.ready();
});
