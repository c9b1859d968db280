/** What a form reads when it opens has its place there before it comes: nothing moves from under a pointer or a hand. */

import type { Locator } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { store } from './support/restoring.ts';

/** Where they are on the screen. */
const boxes = (places: Locator[]) => Promise.all(places.map((place) => place.boundingBox()));

for (const has of ['nothing', 'a snapshot and a backup'] as const) {
  test(`nothing moves from under a pointer while it is read what a volume has that has ${has}`, async ({
    panel,
    tenant,
    cinder,
    lane,
    traffic,
  }) => {
    const volume = await cinder.createVolume({ name: 'shop' });
    if (has !== 'nothing') {
      await cinder.createSnapshot(volume.id, 'monday');
      await cinder.createBackup({ volume_id: volume.id, name: 'full' });
    }
    await panel.enter(tenant);
    await traffic.settled();
    const { createDialog: dialog } = panel;
    await dialog.openFromList();
    await expect(dialog.root.getByRole('option')).toHaveCount(1);
    const of = /\/limits$|\/(backups|snapshots)\/detail$|\/volumes\/[0-9a-f-]{36}$/;
    const held = await lane.hold({ service: 'volume', method: 'GET', path: of });
    await dialog.choose('shop');
    await held.reached(4);
    const before = await dialog.more.boundingBox();
    await held.release();
    await expect(dialog.outcome).toContainText(has === 'nothing' ? 'a full backup' : 'an incremental backup');
    await traffic.settled();
    await expect(dialog.what.getByRole('option')).toHaveCount(has === 'nothing' ? 1 : 2);
    expect(await dialog.more.boundingBox()).toEqual(before);
  });
}

test('nothing moves from under a pointer when the zones are known', async ({ panel, tenant, cinder, lane, traffic }) => {
  await cinder.createVolume({ name: 'shop' });
  await panel.enter(tenant);
  const { createDialog: dialog } = panel;
  await dialog.openFromList();
  await dialog.choose('shop');
  await traffic.settled();
  const held = await lane.hold({ service: 'volume', method: 'GET' });
  await dialog.more.click();
  await held.reached();
  const before = await dialog.addMetadata.boundingBox();
  await held.release();
  await expect(dialog.root).toContainText('Zones of the volumes here: nova');
  expect(await dialog.addMetadata.boundingBox()).toEqual(before);
});

for (const is of ['a full one', 'an incremental one'] as const) {
  test(`nothing moves in the form that restores a backup while it is read what it may become; it is ${is}`, async ({
    panel,
    tenant,
    cinder,
    independent,
    lane,
    traffic,
  }) => {
    const { backup: full, volume } = await store(cinder, independent);
    const incremental = async () => {
      await cinder.createBackup({ volume_id: volume.id, name: 'monday', incremental: true });
      return cinder.createBackup({ volume_id: volume.id, name: 'tuesday', incremental: true });
    };
    const backup = is === 'a full one' ? full : await incremental();
    await panel.enter(tenant, `/backups/${backup.id}`);
    await traffic.settled();
    const { restoreDialog: dialog } = panel;
    const held = await lane.hold({ service: 'volume', method: 'GET' });
    await dialog.open();
    await held.reached(6);
    const places = [
      dialog.toNew,
      dialog.toExisting,
      dialog.name,
      dialog.size,
      dialog.type,
      dialog.zone,
      dialog.restore,
      dialog.cancel,
    ];
    const before = await boxes(places);
    await held.release();
    await expect(dialog.root).toContainText('used, this takes 1: ');
    await expect(dialog.root).toContainText(is === 'a full one' ? 'Reads this backup alone' : 'Reads 3 backups');
    await expect(dialog.zone.getByRole('option')).toContainText(['Default of the cloud', 'nova']);
    await expect(dialog.name).toHaveValue('web-data-restored');
    await traffic.settled();
    expect(await boxes(places)).toEqual(before);
  });
}

for (const does of ['has selected it', 'is about to go on behind it'] as const) {
  test(`a better suggestion for the name comes in the way of nobody: who ${does}`, async ({
    panel,
    tenant,
    cinder,
    independent,
    lane,
    page,
  }) => {
    const { backup, volume } = await store(cinder, independent);
    await panel.enter(tenant);
    const held = await lane.hold({ service: 'volume', method: 'GET', path: `/volumes/${volume.id}$` });
    await panel.backups.act(backup.id, 'Restore…');
    const { restoreDialog: dialog } = panel;
    await held.reached();
    await expect(dialog.name).toHaveValue('nightly-restored');
    const isSelected = does === 'has selected it';
    await (isSelected ? dialog.name.selectText() : dialog.name.press('End'));
    await held.release();
    await expect(dialog.name).toHaveValue('web-data-restored');
    await page.keyboard.insertText('-2');
    await expect(dialog.name).toHaveValue(isSelected ? '-2' : 'web-data-restored-2');
  });
}

test('nothing moves in the form for many backups while their volumes, backups and the quota are read', async ({
  panel,
  tenant,
  cinder,
  lane,
  traffic,
}) => {
  const [web, db] = await Promise.all(['web', 'db'].map((name) => cinder.createVolume({ name })));
  if (!(web && db)) throw new Error('no volumes');
  await cinder.createBackup({ volume_id: db.id, name: 'db-full' });
  await panel.enter(tenant, '/volumes');
  await traffic.settled();
  const { createDialog: dialog } = panel;
  const held = await lane.hold({ service: 'volume', method: 'GET' });
  await dialog.openFromSelection();
  await held.reached();
  const places = [dialog.template, dialog.modeOf('web'), dialog.modeOf('db'), dialog.more, dialog.submit];
  const before = await boxes(places);
  await held.release();
  await expect(dialog.row(db.id)).toContainText('Incremental, on db-full.');
  await expect(dialog.root).toContainText('used, this takes 2: ');
  await traffic.settled();
  expect(await boxes(places)).toEqual(before);
});

test('in a low window what sends a form and what comes of it is in sight, and nothing that has the focus is behind it', async ({
  panel,
  tenant,
  cinder,
  independent,
  lane,
  page,
  traffic,
}) => {
  await page.setViewportSize({ width: 640, height: 360 });
  const { backup } = await store(cinder, independent);
  await panel.enter(tenant, `/backups/${backup.id}`);
  const { restoreDialog: dialog } = panel;
  await dialog.open();
  await traffic.settled();
  await expect(dialog.restore).toBeInViewport({ ratio: 1 });
  await expect(dialog.cancel).toBeInViewport({ ratio: 1 });
  await dialog.name.focus();
  for (const field of [dialog.size, dialog.type, dialog.zone]) {
    await page.keyboard.press('Tab');
    await expect(field).toBeFocused();
    const bottom = async (place: Locator) => {
      const box = await place.boundingBox();
      return box ? box.y + box.height : Number.NaN;
    };
    const [of, top] = [await bottom(field), (await dialog.restore.boundingBox())?.y];
    expect(of).toBeLessThanOrEqual(top ?? 0);
  }
  await dialog.name.focus();
  await expect(dialog.name).toBeInViewport({ ratio: 1 });
  const body = '{"forbidden": {"code": 403, "message": "Policy does not allow it."}}';
  await lane.fault({ method: 'POST', path: '/volumes$', answer: { status: 403, type: 'application/json', body, cors: true } });
  await dialog.restore.click();
  await expect(dialog.alert).toBeInViewport();
});
