/** A session lives through a reload, ends at once when one signs out, and is renewed over the page when it expires. */

import { endSession } from './support/end-session.ts';
import { expect, test } from './support/fixtures.ts';
import { isValid } from './support/keystone.ts';
import { keptSession } from './support/session.ts';

test('what other tests begin with is what the form leads to', async ({ panel, tenant, lane, page }) => {
  const given = await keptSession(lane, tenant);
  await panel.enterByForm(tenant);
  const kept = await page.evaluate((name) => sessionStorage.getItem(name), given.name);
  const [ours, its] = [given.value, kept ?? 'null'].map((session) => JSON.parse(session));
  // What cannot be the same twice is of the same kind.
  for (const { unscoped, token, expires_at } of [ours, its]) {
    for (const each of [unscoped.token, token]) expect(each).toMatch(/^gAAAA[\w=-]{100,}$/);
    expect(unscoped.token).not.toBe(token);
    expect(expires_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  }
  const once = { token: its.token, expires_at: its.expires_at };
  expect({ ...ours, ...once, unscoped: { ...ours.unscoped, token: its.unscoped.token } }).toEqual(its);
});

test('a reload keeps the session and asks nothing', async ({ panel, tenant, page }) => {
  await panel.enterByForm(tenant);
  await page.reload();
  await panel.ready();
  await expect(panel.header.project(tenant.project.name)).toBeVisible();
  await expect(panel.signInPage.heading).toHaveCount(0);
});

test('signing out revokes every token that was used', async ({ panel, tenant, traffic, keystone }) => {
  await panel.enterByForm(tenant);
  const tokens = traffic.tokens;
  expect(tokens.length).toBeGreaterThan(0);
  for (const token of tokens) expect(await isValid(token, keystone.token)).toBe(true);
  await panel.header.signOut();
  await expect(panel.signInPage.heading).toBeVisible();
  for (const token of tokens) await expect.poll(() => isValid(token, keystone.token)).toBe(false);
});

test('after signing out neither a reload nor going back shows anything', async ({ panel, tenant, page, cinder }) => {
  const volume = await cinder.createVolume({ name: 'private' });
  await cinder.createBackup({ volume_id: volume.id, name: 'private-backup' });
  await panel.enterByForm(tenant);
  await expect(page.getByText('private-backup')).toBeVisible();
  await panel.header.signOut();
  await expect(panel.signInPage.heading).toBeVisible();
  await page.goBack();
  await expect(page.getByText('private-backup')).toHaveCount(0);
  await panel.open();
  await expect(panel.signInPage.heading).toBeVisible();
});

test('an expired session is renewed over the page, which goes on where it was', async ({
  panel,
  tenant,
  lane,
  keystone,
  cinder,
  traffic,
}) => {
  const volume = await cinder.createVolume({ name: 'kept' });
  const backup = await cinder.createBackup({ volume_id: volume.id, name: 'kept' });
  await panel.enterByForm(tenant);
  await panel.backups.checkbox(backup.id).check();
  const ended = await endSession(lane, tenant, keystone, traffic);
  await panel.backups.refresh.click();
  await expect(panel.reauthentication.root).toBeVisible();
  await expect(panel.reauthentication.password).toBeFocused();
  await expect(panel.backups.row(backup.id)).toBeAttached();

  await panel.reauthentication.signIn('wrong');
  await expect(panel.reauthentication.root.getByRole('alert')).toBeVisible();

  await ended.remove();
  const another = await cinder.createBackup({ volume_id: volume.id, name: 'made meanwhile' });
  await panel.reauthentication.signIn(tenant.password);
  await expect(panel.reauthentication.root).toBeHidden();
  // What was asked for when the session ended is asked again, without a further click.
  await expect(panel.backups.row(another.id)).toBeVisible();
  await expect(panel.backups.checkbox(backup.id)).toBeChecked();
});

test('a session that ended while the page was away is renewed after the reload', async ({
  panel,
  tenant,
  lane,
  keystone,
  page,
  traffic,
}) => {
  await panel.enterByForm(tenant);
  const ended = await endSession(lane, tenant, keystone, traffic);
  await page.reload();
  await expect(panel.reauthentication.root).toBeVisible();
  await ended.remove();
  await panel.reauthentication.signIn(tenant.password);
  await expect(panel.reauthentication.root).toBeHidden();
  await panel.backups.expectTotal(0);
});

test('one may sign out instead of signing in again', async ({ panel, tenant, lane, keystone, page, traffic }) => {
  await panel.enterByForm(tenant);
  await endSession(lane, tenant, keystone, traffic);
  await panel.backups.refresh.click();
  await expect(panel.reauthentication.root).toBeVisible();
  await panel.reauthentication.root.getByRole('button', { name: 'Sign out' }).click();
  await expect(panel.signInPage.heading).toBeVisible();
  // Neither the session nor what a reload would have begun with.
  const kept = await page.evaluate(() => Object.keys(sessionStorage).filter((name) => /:(session|first)$/.test(name)));
  expect(kept).toEqual([]);
});
