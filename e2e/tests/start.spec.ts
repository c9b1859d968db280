/** The panel starts wherever its files are put, and says what is wrong when it cannot. */

import type { FrameLocator, Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import type { Site, SiteOptions } from './support/sites.ts';

test('it starts under a path of its own', async ({ panel, page, newSite }) => {
  const { url } = await newSite({ prefix: '/tools/backups' });
  await page.goto(url);
  await expect(panel.signInPage.heading).toBeVisible();
  await page.reload();
  await expect(panel.signInPage.heading).toBeVisible();
});

test('it starts without a config.json', async ({ panel, page, newSite }) => {
  const { url } = await newSite({ files: { 'config.json': null } });
  await page.goto(url);
  await expect(panel.signInPage.heading).toBeVisible();
});

test('an operator’s config.json fills in the form', async ({ panel, page, newSite }) => {
  const config = { clouds: [{ name: 'Our cloud', identity_url: 'https://cloud.example:5000/v3', default_domain: 'Staff' }] };
  const { url } = await newSite({ files: { 'config.json': JSON.stringify(config) } });
  await page.goto(url);
  await expect(panel.signInPage.heading).toBeVisible();
  await expect(panel.signInPage.domain).toHaveValue('Staff');
});

test('numbers and times are written in the language of config.json', async ({ panel, page, tenant }) => {
  await page.route('**/config.json', (route) => route.fulfill({ json: { language: 'de' } }));
  await panel.enterByForm(tenant);
  await expect(panel.backups.updated).toHaveText(/^Updated \d{2}:\d{2}:\d{2}$/);
});

for (const [what, files, title] of [
  ['a missing wasm', { '*.wasm': null }, 'A part of the panel could not be loaded'],
  ['a missing glue', { 'backup-panel-*.js': null }, 'A part of the panel could not be loaded'],
  ['a wasm that is HTML', { '*.wasm': '<html>Not here</html>' }, /could not be loaded|could not start|cannot run/],
] as const) {
  test(`${what} is said, with a report and a way to try again`, async ({ page, newSite }) => {
    const { url } = await newSite({ files });
    await page.goto(url);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reload the page' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copy report' })).toBeVisible();
  });
}

test('what a config.json of any kind of garbage has wrong is said to the integrator, and nobody can sign in', async ({
  panel,
  page,
}) => {
  const cloud = (more: object) => JSON.stringify({ clouds: [{ name: 'Ours', identity_url: 'https://cloud.example/v3', ...more }] });
  let body: string | Buffer = '';
  let status = 200;
  await page.route('**/config.json', (route) => route.fulfill({ status, contentType: 'application/json', body }));
  for (const [garbage, said] of [
    ['', /config(?:\.json|uration): SyntaxError/],
    ['{"clouds": [', /config(?:\.json|uration): SyntaxError/],
    ['<!doctype html><title>Welcome</title>', /config(?:\.json|uration): SyntaxError/],
    [Buffer.from([0, 97, 115, 109, 255, 254]), /config(?:\.json|uration): SyntaxError/],
    ['['.repeat(200_000), /config(?:\.json|uration): (SyntaxError|RangeError)/],
    ['null', /config(?:\.json|uration): not a JSON object/],
    ['[]', /config(?:\.json|uration): not a JSON object/],
    ['"clouds"', /config(?:\.json|uration): not a JSON object/],
    ['{"clouds": 7}', /config(?:\.json|uration): clouds: 7 is no list/],
    ['{"clouds": [null]}', /config(?:\.json|uration): clouds\[0\]: null is no object/],
    ['{"session_storage": "disk"}', /config(?:\.json|uration): session_storage: “disk” is none of tab, memory/],
    ['{"theme": "blue"}', /config(?:\.json|uration): theme: “blue” is none of light, dark, system/],
    [cloud({ name: '' }), /config(?:\.json|uration): clouds\[0\]\.name is missing/],
    [
      cloud({ identity_url: 'javascript:alert(1)' }),
      /config(?:\.json|uration): clouds\[0\]\.identity_url: “javascript:alert\(1\)” is no/,
    ],
    [cloud({ identity_url: 'https://user:word@cloud.example' }), /config(?:\.json|uration): clouds\[0\]\.identity_url: /],
    [
      cloud({ interface: '<img src=x onerror=alert(2)>' }),
      /config(?:\.json|uration): clouds\[0\]\.interface: “<img src=x onerror=alert\(2\)>”/,
    ],
  ] as const) {
    body = garbage;
    await page.goto('./');
    await expect(page.getByRole('heading', { name: 'The configuration cannot be read' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('docs/configuration.md');
    await expect(page.getByRole('main')).toContainText(said);
    await expect(panel.signInPage.password).toHaveCount(0);
    await page.goto('about:blank');
  }
  [body, status] = ['{}', 500];
  await page.goto('./');
  await expect(page.getByRole('main')).toContainText('config.json: HTTP 500');
});

test.describe('when a new release has taken the place of the files while the page was on its way', () => {
  test('without its script the page says what to do', async ({ page, newSite }) => {
    const { url } = await newSite({ files: { 'boot-*.js': null } });
    await page.goto(url);
    await expect(page.getByText('If it does not come up soon, reload the page.')).toBeVisible({ timeout: 25_000 });
  });

  test('without its script and its style sheets, too', async ({ page, newSite }) => {
    const { url } = await newSite({ files: { 'boot-*.js': null, '*.css': null } });
    await page.goto(url);
    await expect(page.getByText('If it does not come up soon, reload the page.')).toBeVisible({ timeout: 25_000 });
  });

  test('without a style sheet it runs all the same', async ({ panel, page, newSite }) => {
    const { url } = await newSite({ files: { '*.css': null } });
    await page.goto(url);
    await expect(panel.signInPage.heading).toBeVisible();
  });
});

test.describe('under a policy that forbids wasm', () => {
  // The browser reports the refusal on the console, which is the point here.
  test.use({ refusals: 'expected' });

  test('the administrator is told which word is missing', async ({ page, newSite }) => {
    const { url } = await newSite({ policy: { 'script-src': "'self'" } });
    await page.goto(url);
    await expect(page.getByRole('main')).toContainText("'wasm-unsafe-eval'");
  });
});

test.describe('in a frame', () => {
  // The browser reports what it refuses on the console.
  test.use({ refusals: 'expected' });

  /** A page of another origin that holds the panel's page in a frame. */
  async function frameOf(
    newSite: (options: SiteOptions) => Promise<Site>,
    page: Page,
    ancestors: string | null,
  ): Promise<FrameLocator> {
    const inner = await newSite({ policy: { 'frame-ancestors': ancestors } });
    const outer = await newSite({
      files: { 'outer.html': `<!doctype html><title>Portal</title><iframe title="Panel" src="${inner.url}"></iframe>` },
      policy: { 'frame-src': 'http:' },
    });
    await page.goto(`${outer.url}outer.html`);
    return page.frameLocator('iframe');
  }

  test('without a word from the web server about who may, it asks for no password', async ({ page, newSite }) => {
    const frame = await frameOf(newSite, page, null);
    await expect(frame.getByRole('heading', { name: 'The panel does not run in this frame' })).toBeVisible();
    await expect(frame.getByRole('main')).toContainText('frame-ancestors');
    await expect(frame.getByRole('textbox')).toHaveCount(0);
  });

  test('it runs where the web server allows that page, and the browser keeps it from others', async ({ page, newSite }) => {
    const allowed = await frameOf(newSite, page, 'http://127.0.0.1:*');
    await expect(allowed.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible();
    const others = await frameOf(newSite, page, 'https://portal.example.org');
    await expect(others.getByRole('heading', { name: 'Sign in', exact: true })).toHaveCount(0);
    await expect(others.getByRole('textbox')).toHaveCount(0);
  });
});

test('files with a hash are cached for good, the others are asked for again, all are compressed', async ({ page, baseURL }) => {
  const seen = new Map<string, Record<string, string>>();
  page.on('response', (response) => {
    const url = new URL(response.url());
    if (url.origin === new URL(baseURL ?? '').origin) seen.set(url.pathname, response.headers());
  });
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  const names = [...seen.keys()];
  for (const kind of ['.wasm', '.js', '.css']) expect(names.some((name) => name.endsWith(kind))).toBe(true);
  for (const [name, headers] of seen) {
    const hashed = /-[0-9a-f]{12,}/.test(name);
    expect(headers['cache-control'], name).toContain(hashed ? 'immutable' : 'no-cache');
    if (/\.(wasm|js|css)$/.test(name)) expect(headers['content-encoding'], name).toBe('br');
  }
});

test('nothing is loaded from anywhere else', async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(baseURL ?? '').origin) foreign.push(request.url());
  });
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(foreign).toEqual([]);
});
