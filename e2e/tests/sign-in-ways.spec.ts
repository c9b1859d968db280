/** Signing in otherwise than with a password alone. */

import { randomBytes } from 'node:crypto';
import { endSession } from './support/end-session.ts';
import { expect, test } from './support/fixtures.ts';
import { authenticate, createApplicationCredential, isValid, revoke } from './support/keystone.ts';
import { expectNoTrace } from './support/secrets.ts';
import { expirePassword } from './support/seed.ts';
import { passcode } from './support/totp.ts';

const totpSecret = () => randomBytes(20);

test.describe('with a passcode', () => {
  test('it is asked for only when Keystone wants it, and leads in', async ({ panel, tenant, keystone, page, lane }) => {
    const secret = totpSecret();
    await keystone.requirePasscode(tenant.userId, secret);
    await panel.open();
    await expect(panel.signInPage.password).toBeVisible();
    await expect(panel.signInPage.passcode).toHaveCount(0);
    await panel.signInPage.signIn({ identity: lane.identity, ...tenant });
    await expect(panel.signInPage.passcode).toBeVisible();
    await panel.signInPage.enterPasscode('000000');
    await expect(panel.alert).toContainText('The passcode is wrong or too old');
    await panel.signInPage.enterPasscode(passcode(secret));
    await panel.ready();
    await expect(panel.header.project(tenant.project.name)).toBeVisible();
    await expectNoTrace(page, [tenant.password]);
  });

  test('after too long a wait one goes back to the password, with what was typed', async ({ panel, tenant, keystone, lane }) => {
    const secret = totpSecret();
    await keystone.requirePasscode(tenant.userId, secret);
    await panel.signIn(tenant);
    await expect(panel.signInPage.passcode).toBeVisible();
    // What Keystone says to a receipt that it no longer knows.
    const lost = await lane.fault({ service: 'identity', path: '/auth/tokens', send: { 'Openstack-Auth-Receipt': 'gone' } });
    await panel.signInPage.enterPasscode(passcode(secret));
    await expect(panel.alert).toContainText('Too much time went by');
    await expect(panel.signInPage.user).toHaveValue(tenant.user);
    await expect(panel.signInPage.password).toHaveValue(tenant.password);
    await lost.remove();
    await panel.signInPage.submit.click();
    await panel.signInPage.enterPasscode(passcode(secret));
    await panel.ready();
  });

  test('a receipt that Keystone keeps from the page is not taken for a wrong password', async ({
    panel,
    tenant,
    keystone,
    lane,
  }) => {
    await keystone.requirePasscode(tenant.userId, totpSecret());
    const headers = { 'Access-Control-Expose-Headers': 'X-Subject-Token' };
    await lane.fault({ service: 'identity', method: 'POST', path: '/auth/tokens$', alter: { headers } });
    await panel.signIn(tenant);
    await expect(panel.alert).toContainText('keeps the header Openstack-Auth-Receipt from this page');
    await expect(panel.signInPage.passcode).toHaveCount(0);
  });

  test('an ended session is renewed with both steps', async ({ panel, tenant, newTenant, keystone, lane, traffic }) => {
    const secret = totpSecret();
    await keystone.requirePasscode(tenant.userId, secret);
    await panel.signIn(tenant);
    await panel.signInPage.enterPasscode(passcode(secret));
    await panel.ready();
    const ended = await endSession(lane, await newTenant(), keystone, traffic);
    await panel.backups.refresh.click();
    await expect(panel.reauthentication.root).toBeVisible();
    await ended.remove();
    await panel.reauthentication.signIn(tenant.password);
    await panel.reauthentication.passcode.fill(passcode(secret));
    await panel.reauthentication.submit.click();
    await expect(panel.reauthentication.root).toBeHidden();
    await panel.backups.expectTotal(0);
  });
});

test.describe('with an application credential', () => {
  test('its id and secret lead straight into its project, which cannot be left', async ({ panel, newTenant, page, lane }) => {
    const tenant = await newTenant({ projects: 2 });
    const credential = await createApplicationCredential(tenant, tenant.project.id);
    await panel.open();
    await panel.signInPage.identity.fill(lane.identity);
    await panel.signInPage.use('an application credential');
    await panel.signInPage.credentialId.fill(credential.id);
    await panel.signInPage.secret.fill(credential.secret);
    await panel.signInPage.submit.click();
    await panel.ready();
    await panel.header.project(tenant.project.name).click();
    const other = page.getByRole('menuitem', { name: 'Another project' });
    await expect(other).toHaveAttribute('aria-disabled', 'true');
    await expect(other).toHaveAccessibleDescription('An application credential is for one project only');
    await expectNoTrace(page, [credential.secret]);
  });

  test('a wrong secret is said to be one, and the ID stays', async ({ panel, tenant, lane }) => {
    const { id } = await createApplicationCredential(tenant, tenant.project.id);
    await panel.open();
    await panel.signInPage.identity.fill(lane.identity);
    await panel.signInPage.use('an application credential');
    await panel.signInPage.credentialId.fill(id);
    await panel.signInPage.secret.fill('wrong');
    await panel.signInPage.submit.click();
    await expect(panel.alert).toContainText('The application credential or its secret is wrong');
    await expect(panel.signInPage.credentialId).toHaveValue(id);
  });

  test('its name with user and domain do, too; an ended session wants the secret again', async ({
    panel,
    tenant,
    keystone,
    lane,
    traffic,
  }) => {
    const credential = await createApplicationCredential(tenant, tenant.project.id);
    await panel.open();
    await panel.signInPage.identity.fill(lane.identity);
    await panel.signInPage.use('an application credential');
    await panel.signInPage.byName.check();
    await panel.signInPage.credentialName.fill(credential.name);
    await panel.signInPage.domain.fill('Default');
    await panel.signInPage.user.fill(tenant.user);
    await panel.signInPage.secret.fill(credential.secret);
    await panel.signInPage.submit.click();
    await panel.ready();
    const ended = await endSession(lane, tenant, keystone, traffic);
    await panel.backups.refresh.click();
    await expect(panel.reauthentication.root).toBeVisible();
    await expect(panel.reauthentication.password).toHaveCount(0);
    await ended.remove();
    await panel.reauthentication.secret.fill(credential.secret);
    await panel.reauthentication.submit.click();
    await expect(panel.reauthentication.root).toBeHidden();
    await panel.backups.expectTotal(0);
  });
});

test.describe('with a token that there is already', () => {
  test('one of a project leads straight into it, and signing out leaves it alone', async ({
    panel,
    newTenant,
    keystone,
    page,
    lane,
    traffic,
  }) => {
    const tenant = await newTenant({ projects: 2 });
    const token = await authenticate(tenant, tenant.project.id);
    await panel.open();
    await panel.signInPage.identity.fill(lane.identity);
    await panel.signInPage.use('a token');
    await panel.signInPage.token.fill(token);
    await panel.signInPage.submit.click();
    await panel.ready();
    await expect(panel.header.project(tenant.project.name)).toBeVisible();
    await expectNoTrace(page, [token]);
    const [, second] = tenant.projects;
    await panel.header.switchProject(second?.name ?? '');
    await expect(panel.header.project(second?.name)).toBeVisible();
    await panel.ready();
    const made = traffic.tokens.filter((each) => each !== token);
    expect(made.length).toBe(1);
    await panel.header.signOut();
    await expect(panel.signInPage.heading).toBeVisible();
    for (const each of made) await expect.poll(() => isValid(each, keystone.token)).toBe(false);
    expect(await isValid(token, keystone.token)).toBe(true);
  });

  test('one without a project leads to the choice; a dead one is said to be dead', async ({ panel, newTenant, keystone, lane }) => {
    const tenant = await newTenant({ projects: 2 });
    const dead = await authenticate(tenant);
    await revoke(dead, keystone.token);
    await panel.open();
    await panel.signInPage.identity.fill(lane.identity);
    await panel.signInPage.use('a token');
    await panel.signInPage.token.fill(dead);
    await panel.signInPage.submit.click();
    await expect(panel.alert).toContainText('Keystone does not take this token');
    await panel.signInPage.token.fill(await authenticate(tenant));
    await panel.signInPage.submit.click();
    await panel.projectChoice.option(tenant.project.name).click();
    await panel.ready();
  });
});

test('an expired password is changed on the way in, under the rules of the cloud', async ({ panel, tenant, page }) => {
  await expirePassword(tenant.userId);
  await panel.signIn(tenant);
  const { newPassword, newPasswordAgain, changePassword } = panel.signInPage;
  await newPassword.fill(tenant.password);
  await newPasswordAgain.fill('another');
  await changePassword.click();
  await expect(page.getByText('The two are not the same')).toBeVisible();
  await newPasswordAgain.fill(tenant.password);
  await changePassword.click();
  // Keystone's own words: the cloud remembers the last two.
  await expect(panel.alert).toContainText(/previous password/i);
  const fresh = randomBytes(9).toString('base64url');
  await newPassword.fill(fresh);
  await newPasswordAgain.fill(fresh);
  await changePassword.click();
  await panel.ready();
  await expectNoTrace(page, [fresh, tenant.password]);
  expect(await authenticate({ user: tenant.user, password: fresh })).not.toBe('');
});
