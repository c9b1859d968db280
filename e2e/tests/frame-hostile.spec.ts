/** Whoever else holds the panel in a frame gets nothing, and the integrator is told why. */

import { PANEL_URL } from './support/environment.ts';
import { expect } from './support/fixtures.ts';
import { COLLECT, got, holder, knock, panelOf, settle, test } from './support/frame-holder.ts';

// The browser reports on the console what it refuses.
test.use({ refusals: 'expected' });

test('a page that is not listed: the browser shows it no panel', async ({ page, serve }) => {
  const { url } = await serve({ '/': holder(PANEL_URL) });
  await page.goto(url);
  await knock(page);
  await expect(panelOf(page).frame.getByRole('textbox')).toHaveCount(0);
  await expect(panelOf(page).root).toHaveCount(0);
  expect(await got(page)).toEqual([]);
});

test('where the web server does not send the policy, the panel itself refuses', async ({ page, serve, newSite }) => {
  const outer = await serve({ '/': holder('about:blank') });
  const inner = await newSite({
    policy: { 'frame-ancestors': null },
    files: { 'config.json': JSON.stringify({ allowed_parents: [new URL(outer.url).origin] }) },
  });
  await page.goto(outer.url);
  await page.locator('iframe').evaluate((frame: HTMLIFrameElement, url) => {
    frame.src = url;
  }, inner.url);
  await expect(panelOf(page).frame.getByRole('heading', { name: 'The panel does not run in this frame' })).toBeVisible();
  await knock(page);
  await settle(page);
  expect(await got(page)).toEqual([]);
});

for (const [what, parents, complaint] of [
  [
    'another origin',
    ['https://portal.example'],
    /a connection from http:\/\/127\.0\.0\.1:\d+ is refused: it is not in allowed_parents/,
  ],
  ['garbage', ['*', 'null', 7, null, 'SELF/', 'HTTP:', ' SELF', ['SELF']], /allowed_parents\[3\] in config\.json is no origin/],
  ['no list', 'SELF', /allowed_parents in config\.json is no list/],
] as const) {
  test(`allowed_parents with ${what}: no connection, whatever the web server allows`, async ({ page, serve, newSite, said }) => {
    const outer = await serve({ '/': holder('about:blank') });
    const config = JSON.stringify({ allowed_parents: parents }).replaceAll('SELF', new URL(outer.url).origin);
    const inner = await newSite({ policy: { 'frame-ancestors': 'http://127.0.0.1:*' }, files: { 'config.json': config } });
    await page.goto(outer.url);
    await page.locator('iframe').evaluate((frame: HTMLIFrameElement, url) => {
      frame.src = url;
    }, inner.url);
    await expect(panelOf(page).signInPage.heading).toBeVisible();
    await knock(page);
    await expect.poll(() => said.join('\n')).toMatch(complaint);
    await expect.poll(() => said.join('\n')).toContain('it is not in allowed_parents of config.json');
    await settle(page);
    expect(await got(page)).toEqual([]);
    await expect(panelOf(page).signInPage.heading).toBeVisible();
  });
}

for (const [what, options, complaint] of [
  ['without a port', { ports: 0 }, 'it must bring one port'],
  ['with two ports', { ports: 2 }, 'it must bring one port'],
  ['without a version', { version: 'newest' }, 'it names no version'],
] as const) {
  test(`the listed portal’s first message ${what} is refused`, async ({ page, serve, allowed, said }) => {
    const { url } = await serve({ '/': holder(PANEL_URL) }, allowed);
    await page.goto(url);
    await expect(panelOf(page).signInPage.heading).toBeVisible();
    await knock(page, options);
    await expect.poll(() => said.join('\n')).toContain(complaint);
    expect(await got(page)).toEqual([]);
  });
}

test('a frame beside it is not the parent, be it of the portal’s own origin', async ({ page, serve, allowed, said }) => {
  const sibling = `<!doctype html><title>Beside</title><script>${COLLECT}</script>`;
  const foreign = await serve({ '/': sibling });
  const { url } = await serve(
    {
      '/': holder(PANEL_URL).replace(
        '<script>',
        `<iframe title="own" src="/beside"></iframe><iframe title="foreign" src="${foreign.url}"></iframe><script>`,
      ),
      '/beside': sibling,
    },
    allowed,
  );
  await page.goto(url);
  await expect(panelOf(page).signInPage.heading).toBeVisible();
  for (const frame of page.frames().slice(2)) {
    said.splice(0);
    await frame.evaluate(() => {
      const self = window as unknown as { knock: (target: unknown, origin: string) => void };
      self.knock(window.parent.frames[0], '*');
    });
    await expect.poll(() => said.join('\n')).toContain('a connection from a window that is not the parent');
    expect(await frame.evaluate(() => (window as unknown as { got: string[] }).got)).toEqual([]);
  }
  expect(page.frames()).toHaveLength(4);
  await expect(panelOf(page).signInPage.heading).toBeVisible();
});

test('through the channel, malformed messages are refused and unknown ones ignored', async ({ page, serve, allowed, said }) => {
  const { url } = await serve({ '/': holder(PANEL_URL) }, allowed);
  await page.goto(url);
  await knock(page);
  const messages = () => got(page).then((all) => all.map((text) => JSON.parse(text).data));
  await expect.poll(async () => (await messages()).map(({ type }) => type)).toContain('token-request');
  said.splice(0);
  const secret = 'gAAAAsecret';
  await page.evaluate((token) => {
    const [port] = (window as unknown as { ports: MessagePort[] }).ports;
    const odd = [null, 7, 'text', {}, { type: 'token', id: 99, token }, { type: 'token', id: 1, token: [token] }];
    for (const message of [...odd, { type: 'navigate', route: 7 }, { type: 'theme' }, { type: 'from-the-future', token }]) {
      port?.postMessage(message);
    }
  }, secret);
  await expect.poll(() => said.filter((text) => text.includes('malformed')).length).toBe(8);
  expect(said.join('\n')).not.toContain('from-the-future');
  expect(said.join('\n')).not.toContain(secret);
});

test('a portal that comes late is taken as long as nobody has signed in, and not after that', async ({
  page,
  serve,
  allowed,
  said,
  tenant,
  lane,
}) => {
  const { url } = await serve({ '/': holder(PANEL_URL) }, allowed);
  await page.goto(url);
  const panel = panelOf(page);
  await expect(panel.signInPage.heading).toBeVisible();
  await knock(page);
  await expect.poll(async () => (await got(page)).join('\n')).toContain('token-request');

  await page.reload();
  await panel.signInPage.signIn({ identity: lane.identity, user: tenant.user, password: tenant.password });
  await panel.backups.expectTotal(0);
  await knock(page);
  await expect.poll(() => said.join('\n')).toContain('comes too late');
  expect(await got(page)).toEqual([]);
  await panel.backups.expectTotal(0);
});
