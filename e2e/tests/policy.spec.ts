/** The page's own policy leaves out a service of the cloud: the panel says which one, and who can mend it. */

import path from 'node:path';
import { startServer } from '../hosting/servers.mjs';
import { portalOrigins } from '../portals.mjs';
import { expect, test } from './support/element-page.ts';
import { CINDER_URL, KEYSTONE_URL, PANEL_PORT } from './support/environment.ts';
import { authenticate } from './support/keystone.ts';

const DIST = path.join(import.meta.dirname, '../../dist');

// That the browser refuses is what this is about.
test.use({ refusals: 'expected' });

const SENTENCE = `The content security policy of this page does not let it ask Block Storage. Whoever runs the page has to add ${CINDER_URL} to connect-src.`;

test('a catalog that leads to an origin that the operator has not listed', async ({ panel, page, tenant }, testInfo) => {
  // Keystone is listed, and api_origins says that Block Storage is behind the same origin, which it is not.
  const config = { clouds: [{ name: 'Here', identity_url: KEYSTONE_URL, api_origins: [] }] };
  // An origin that the cloud lets read its answers.
  const port = Number(new URL(portalOrigins(PANEL_PORT)[testInfo.parallelIndex] ?? '').port);
  const site = await startServer('nginx', { dist: DIST, path: '/', port, config, served: true });
  try {
    await page.goto(site.url);
    await panel.signInPage.user.fill(tenant.user);
    await panel.signInPage.password.fill(tenant.password);
    await panel.signInPage.submit.click();
    await expect(panel.alert).toContainText(SENTENCE);
    await expect(panel.alert).not.toContainText('identity service');
    await expect(panel.signInPage.password).toHaveValue(tenant.password);
    await panel.alert.getByRole('link', { name: 'Check the connection' }).click();
    await panel.doctor.check();
    await expect(panel.doctor.certain('Block Storage')).toContainText(`"api_origins": ["${CINDER_URL}"]`);
    await expect(panel.doctor.diagnosis('Identity')).toHaveCount(0);
  } finally {
    await site.close();
  }
});

test.describe('of a portal', () => {
  test.use({ portalOptions: { cloud: [new URL(KEYSTONE_URL).origin] } });

  test('that leaves out Block Storage', async ({ elementPage, panel, page, tenant }) => {
    await elementPage.open();
    const token = await authenticate(tenant, tenant.project.id);
    await elementPage.add({ attributes: { 'identity-url': KEYSTONE_URL }, token });
    await expect(panel.alert).toContainText(SENTENCE);
    await expect(page.getByRole('heading', { name: 'Signing in has failed' })).toBeVisible();
    await expect(elementPage.told('session-end')).toHaveText(['session-end {"reason":"failed"}']);
  });
});

test.describe('of a portal', () => {
  test.use({ portalOptions: { cloud: [CINDER_URL] } });

  test('that leaves out Keystone', async ({ elementPage, panel, tenant }) => {
    await elementPage.open();
    const token = await authenticate(tenant, tenant.project.id);
    await elementPage.add({ attributes: { 'identity-url': KEYSTONE_URL }, token });
    await expect(panel.alert).toContainText('does not let it ask the identity service.');
    await expect(panel.alert).toContainText(`add ${new URL(KEYSTONE_URL).origin} to connect-src`);
  });
});
