/** The connection check names what stands between the page and a cloud, or what it can be. */

import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { page as proxyPage } from '../edge/nginx.mjs';
import { expectAccessible } from './support/accessible.ts';
import { CINDER_URL, KEYSTONE_URL } from './support/environment.ts';
import { expect, test } from './support/fixtures.ts';

const run = promisify(execFile);

/** A port on this machine on which nothing listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

const CORS_OFF = /^Cross-origin access \(CORS\) is off/;
const OTHER_ORIGIN = /^allowed_origin names other pages/;
const PROXY = /^Something in front of the service answers/;
const NOT_KEYSTONE = /^It is not Keystone that answers/;
const NOT_CINDER = /^It is not Cinder that answers/;
const REDIRECT = /^The address leads on/;

test.describe('with a healthy cloud', () => {
  test('all is well without a session, and what only a session shows is said', async ({ panel, page }) => {
    await panel.open('/doctor');
    await expect(panel.doctor.heading).toBeFocused();
    await panel.doctor.check(panel.lane.identity, panel.lane.volume);
    await panel.doctor.expectWell();
    for (const service of ['Identity', 'Block Storage'] as const) {
      for (const item of ['Address', 'Answers', 'Lets this page read it', 'Version', "Takes the panel's headers"]) {
        await expect(panel.doctor.line(service, item)).toContainText('OK');
      }
      await expect(panel.doctor.line(service, "Takes the panel's methods")).toContainText('OK');
      await expect(panel.doctor.line(service, 'Shows the headers needed')).toContainText('Cannot tell');
    }
    await expect(panel.doctor.line('Block Storage', 'Version')).toContainText('3.71');
    await expect(panel.doctor.line('Identity', 'Clock')).toContainText('Only with a session');
    await expect(page.getByText('Sign in and check again')).toBeVisible();
  });

  test('all is well with a session, whose token ends nobody else’s and goes nowhere else', async ({
    panel,
    tenant,
    traffic,
    lane,
  }) => {
    await panel.enter(tenant);
    await lane.clear();
    await panel.open('/doctor');
    await expect(panel.doctor.identity).toHaveValue(lane.identity);
    await panel.doctor.check();
    await panel.doctor.expectWell();
    for (const service of ['Identity', 'Block Storage'] as const) {
      const grades = panel.doctor.checks(service);
      await expect(grades.filter({ hasText: 'OK' })).toHaveCount(await grades.count());
    }
    await expect(panel.doctor.line('Identity', 'Catalog')).toContainText(`${lane.volume}/v3`);
    await expect(panel.doctor.line('Identity', 'Clock')).toContainText(/agree|apart/);

    // The token that was made to look at the clock has ended; the session goes on.
    const ended = await lane.requests({ service: 'identity', method: 'DELETE' });
    expect(ended.map(({ path, status }) => `${path} ${status}`)).toEqual(['/v3/auth/tokens 204']);
    const written = await lane.writes();
    expect(written.map(({ status }) => status)).toEqual([401, 401, 401]);
    await panel.header.root.page().getByRole('link', { name: 'Backups' }).click();
    await panel.backups.expectTotal(0);

    // Another cloud gets no token of this one.
    const used = traffic.tokens;
    await panel.open('/doctor');
    await panel.doctor.check(KEYSTONE_URL, CINDER_URL);
    await panel.doctor.expectWell();
    expect(traffic.tokens.filter((token) => !used.includes(token))).toEqual([]);
    await expect(panel.doctor.line('Identity', 'Clock')).toContainText('Only with a session');
  });
});

test('a service that is down is said to be', async ({ panel }) => {
  await panel.open('/doctor');
  await panel.doctor.check(`http://127.0.0.1:${await deadPort()}/v3`, panel.lane.volume);
  await expect(panel.doctor.certain('Identity')).toContainText('Nothing listens there.');
  await expect(panel.doctor.line('Identity', 'Answers')).toContainText('Failed');
  await expect(panel.doctor.line('Identity', 'Version')).toContainText('Not checked');
  await expect(panel.doctor.diagnosis('Block Storage')).toHaveCount(0);
});

test('a host name that nobody knows is among the candidates', async ({ panel }) => {
  await panel.open('/doctor');
  await panel.doctor.check('http://keystone.invalid:5000/v3');
  await panel.doctor.expectCandidates('Identity', [
    /^Nothing listens there/,
    /^The host's name is not known/,
    /^Something on the way holds requests up/,
  ]);
});

test('CORS that is off: the candidates, the exact lines, and the call of curl that decides', async ({ panel, page, baseURL }) => {
  const { origin } = new URL(baseURL ?? '');
  for (const service of ['identity', 'volume'] as const) {
    await panel.lane.fault({ service, preflights: 'too', alter: { dropCors: true } });
  }
  await panel.open('/doctor');
  await panel.doctor.check(panel.lane.identity, panel.lane.volume);
  await panel.doctor.expectCandidates('Identity', [CORS_OFF, OTHER_ORIGIN, PROXY, NOT_KEYSTONE, REDIRECT]);
  await panel.doctor.expectCandidates('Block Storage', [CORS_OFF, OTHER_ORIGIN, PROXY, NOT_CINDER, REDIRECT]);
  await expect(panel.doctor.line('Identity', 'Answers')).toContainText('OK');
  await expect(panel.doctor.line('Identity', 'Lets this page read it')).toContainText('Failed');
  for (const [service, file] of [
    ['Identity', 'keystone.conf'],
    ['Block Storage', 'cinder.conf'],
  ] as const) {
    const first = panel.doctor.diagnosis(service).getByRole('listitem').first();
    await expect(first).toContainText(file);
    await expect(first.locator('pre')).toHaveText(`[cors]\nallowed_origin = ${origin}\nmax_age = 7200`);
    await expect(first).not.toContainText('_headers');
  }
  // What is shown does what it says.
  const shown = (await panel.doctor.diagnosis('Identity').locator('pre', { hasText: 'curl' }).textContent()) ?? '';
  const { stdout } = await run('bash', ['-c', `${shown} --silent`]);
  expect(stdout).toMatch(/^HTTP\/1.1 200 /);
  expect(stdout).not.toMatch(/^access-control-allow-origin/im);
  await expect(page.getByText('without a line Access-Control-Allow-Origin', { exact: false }).first()).toBeVisible();
});

test('a page that the cloud does not list gets the line with its own origin to add', async ({ newSite, panel, page }) => {
  const site = await newSite({});
  const { origin } = new URL(site.url);
  await page.goto(`${site.url}#/doctor`);
  await panel.doctor.check(KEYSTONE_URL, CINDER_URL);
  for (const service of ['Identity', 'Block Storage'] as const) {
    const list = panel.doctor.diagnosis(service).locator('ol > li');
    await expect(list.nth(0)).toContainText(`allowed_origin = ${origin}`);
    await expect(list.nth(1)).toHaveText(OTHER_ORIGIN);
    await expect(list.nth(1)).toContainText(`,${origin}`);
  }
});

test.describe('headers', () => {
  test('a header of the answer that the page may not read is named, with a session', async ({ panel, tenant }) => {
    await panel.enter(tenant);
    const headers = { 'Access-Control-Expose-Headers': 'X-OpenStack-Request-ID' };
    await panel.lane.fault({ alter: { headers } });
    await panel.open('/doctor');
    await panel.doctor.check();
    await expect(panel.doctor.certain('Identity')).toContainText('kept from the page: X-Subject-Token.');
    await expect(panel.doctor.certain('Identity')).toContainText('expose_headers = X-Auth-Token,');
    await expect(panel.doctor.certain('Block Storage')).toContainText('kept from the page: OpenStack-API-Version.');
  });

  test('and without one as far as it can be known', async ({ panel }) => {
    await panel.lane.fault({ service: 'identity', alter: { headers: { 'Access-Control-Expose-Headers': 'X-Other' } } });
    await panel.open('/doctor');
    await panel.doctor.check(panel.lane.identity, panel.lane.volume);
    await expect(panel.doctor.certain('Identity')).toContainText('kept from the page: X-OpenStack-Request-ID.');
    await expect(panel.doctor.certain('Identity')).toContainText('Without X-Subject-Token nobody can sign in.');
    await expect(panel.doctor.diagnosis('Block Storage')).toHaveCount(0);
  });

  test('a header that the page may not send is named', async ({ panel }) => {
    const headers = { 'Access-Control-Allow-Headers': 'X-Auth-Token,Content-Type' };
    await panel.lane.fault({ service: 'volume', preflights: 'only', alter: { headers } });
    await panel.open('/doctor');
    await panel.doctor.check(panel.lane.identity, panel.lane.volume);
    await expect(panel.doctor.certain('Block Storage')).toContainText('not allowed: OpenStack-API-Version.');
    await expect(panel.doctor.certain('Block Storage')).toContainText('-X OPTIONS');
    await expect(panel.doctor.diagnosis('Identity')).toHaveCount(0);
  });

  test('a proxy that keeps preflights out is the first candidate', async ({ panel }) => {
    await panel.lane.fault({ service: 'volume', preflights: 'only', answer: { status: 405, body: 'Not allowed' } });
    await panel.open('/doctor');
    await panel.doctor.check(panel.lane.identity, panel.lane.volume);
    await panel.doctor.expectCandidates('Block Storage', [/^The browser is not let ask/, /^These headers of the panel/]);
  });

  test('a method that the page may not send is named', async ({ panel }) => {
    const headers = { 'Access-Control-Allow-Methods': 'GET,POST,PUT' };
    await panel.lane.fault({ service: 'volume', preflights: 'only', alter: { headers } });
    await panel.open('/doctor');
    await panel.doctor.check(panel.lane.identity, panel.lane.volume);
    await panel.doctor.expectCandidates('Block Storage', [/^These methods are not allowed: DELETE/, PROXY]);
  });
});

test.describe('over https', () => {
  test.use({ ignoreHTTPSErrors: true });

  test('an http cloud is out of reach for an https page', async ({ newSite, panel, page }) => {
    const site = await newSite({ secure: true });
    await page.goto(`${site.url}#/doctor`);
    await panel.doctor.check('http://cloud.example:5000/v3', 'http://cloud.example:8776');
    for (const service of ['Identity', 'Block Storage'] as const) {
      await expect(panel.doctor.certain(service)).toContainText('This page came over https');
      await expect(panel.doctor.line(service, 'Address')).toContainText('Failed');
    }
    await expect(panel.doctor.certain('Block Storage')).toContainText("--url 'https://cloud.example:8776/v3/%(project_id)s'");
  });
});

test('a certificate that nobody trusts is among the candidates', async ({ newSite, panel }) => {
  const site = await newSite({ secure: true });
  await panel.open('/doctor');
  await panel.doctor.check(site.url);
  await panel.doctor.expectCandidates('Identity', [/^Nothing listens there/, /^This computer does not trust the certificate/]);
});

test.describe('a wrong address', () => {
  test('a dashboard without CORS is the first candidate', async ({ newSite, panel }) => {
    const horizon = await newSite({ prefix: '/dashboard' });
    await panel.open('/doctor');
    await panel.doctor.check(`${horizon.url}auth/login/`);
    await panel.doctor.expectCandidates('Identity', [NOT_KEYSTONE, CORS_OFF, OTHER_ORIGIN, PROXY, REDIRECT]);
    await expect(panel.doctor.diagnosis('Identity')).toContainText('API Access');
  });

  test('a web page in place of the service is said to be one', async ({ panel }) => {
    const body = '<!DOCTYPE html><html><head><title>Login - OpenStack Dashboard</title></head></html>';
    await panel.lane.fault({ service: 'identity', path: /^\/v3$/, alter: { type: 'text/html', body } });
    await panel.open('/doctor');
    await panel.doctor.check(panel.lane.identity);
    await expect(panel.doctor.certain('Identity')).toContainText('A web page comes from there');
  });

  test('a path that leads nowhere is said to', async ({ panel }) => {
    await panel.open('/doctor');
    await panel.doctor.check(`${panel.lane.identity}/nowhere`);
    await expect(panel.doctor.certain('Identity')).toContainText('There is no Keystone v3 at this address: the answer is 404.');
  });

  test('what is no address, or holds a password, is said before anything is sent', async ({ panel }) => {
    await panel.open('/doctor');
    await panel.doctor.check('ftp://cloud');
    await expect(panel.doctor.certain('Identity')).toContainText('This is no web address.');
    await panel.doctor.check('https://demo:secret@127.0.0.1:1/v3');
    await expect(panel.doctor.certain('Identity')).toContainText('a user name or a password in the address');
    await expect(panel.doctor.line('Identity', 'Answers')).toContainText('Not checked');
    expect(await panel.lane.requests()).toEqual([]);
  });
});

test('an error of a proxy is the first candidate where the service has worked before', async ({ panel, tenant }) => {
  await panel.enter(tenant);
  await panel.lane.fault({ service: 'volume', preflights: 'too', answer: proxyPage(502) });
  await panel.open('/doctor');
  await panel.doctor.check();
  await panel.doctor.expectCandidates('Block Storage', [PROXY, CORS_OFF, OTHER_ORIGIN, NOT_CINDER, REDIRECT]);
  await expect(panel.doctor.diagnosis('Block Storage')).toContainText('$upstream_http_access_control_allow_origin');
  await expect(panel.doctor.diagnosis('Identity')).toHaveCount(0);
});

test('an error that can be read is said as it is', async ({ panel }) => {
  await panel.lane.fault({ service: 'volume', answer: { ...proxyPage(503), cors: true } });
  await panel.open('/doctor');
  await panel.doctor.check(panel.lane.identity, panel.lane.volume);
  await expect(panel.doctor.certain('Block Storage')).toContainText('The answer is 503');
});

test('a clock that is wrong is said', async ({ panel, tenant, page }) => {
  // Before the panel has timers, which the clock could not stop any more.
  await page.clock.install();
  await panel.enter(tenant);
  // Both clocks stand: how long an answer takes is no part of it.
  const now = Date.now();
  await panel.lane.fault({ alter: { headers: { Date: new Date(now).toUTCString() } } });
  await page.clock.setFixedTime(new Date(now - 600_000));
  await panel.open('/doctor');
  await panel.doctor.check();
  await expect(panel.doctor.certain('Identity')).toContainText(/The cloud's clock is (599|600|601) seconds ahead/);
});

test.describe('the policy of the page', () => {
  test.use({ refusals: 'expected' });

  test('is named when it forbids a cloud, with the configuration to change', async ({ newSite, panel, page }) => {
    const site = await newSite({ policy: { 'connect-src': `'self' ${new URL(KEYSTONE_URL).origin}` } });
    await page.goto(`${site.url}#/doctor`);
    await panel.doctor.check(KEYSTONE_URL, CINDER_URL);
    await expect(panel.doctor.certain('Block Storage')).toContainText('connect-src');
    await expect(panel.doctor.certain('Block Storage')).toContainText(`"api_origins": ["${CINDER_URL}"]`);
    await expect(panel.doctor.certain('Block Storage')).toContainText('scripts/web_server_config.mjs');
    // What it allows is looked at further.
    await expect(panel.doctor.line('Identity', 'Answers')).toContainText('OK');
  });
});

test.describe('the way there', () => {
  test('from signing in, and from its failure with the address filled in; what was typed stays', async ({
    panel,
    tenant,
    page,
  }) => {
    await panel.open();
    await page.getByRole('link', { name: 'Check the connection' }).click();
    await expect(panel.doctor.heading).toBeFocused();
    await page.getByRole('link', { name: 'Back to signing in' }).click();
    const identity = `http://127.0.0.1:${await deadPort()}/v3`;
    await panel.signInPage.signIn({ identity, ...tenant });
    await panel.alert.getByRole('link', { name: 'Check the connection' }).click();
    await expect(panel.doctor.identity).toHaveValue(identity);
    await panel.doctor.identity.press('Enter');
    await expect(panel.doctor.certain('Identity')).toContainText('Nothing listens there.');
    await page.getByRole('link', { name: 'Back to signing in' }).click();
    await expect(panel.signInPage.user).toHaveValue(tenant.user);
    await expect(panel.signInPage.password).toHaveValue(tenant.password);
  });

  test('from a sign-in that Block Storage stops, with both addresses', async ({ panel, tenant }) => {
    await panel.lane.fault({ service: 'volume', preflights: 'too', alter: { dropCors: true } });
    await panel.signIn(tenant);
    await panel.alert.getByRole('link', { name: 'Check the connection' }).click();
    await expect(panel.doctor.identity).toHaveValue(panel.lane.identity);
    await expect(panel.doctor.blockStorage).toHaveValue(`${panel.lane.volume}/`);
    await panel.doctor.check();
    await panel.doctor.expectCandidates('Block Storage', [CORS_OFF, OTHER_ORIGIN, PROXY, NOT_CINDER, REDIRECT]);
    await expect(panel.doctor.diagnosis('Identity')).toHaveCount(0);
  });

  test('from a list that cannot be reached', async ({ panel, tenant }) => {
    await panel.lane.fault({ path: /backups\/detail/, cut: 'before' });
    await panel.enter(tenant);
    await panel.alert.getByRole('link', { name: 'Check the connection' }).click();
    await expect(panel.doctor.heading).toBeFocused();
    await expect(panel.doctor.identity).toHaveValue(panel.lane.identity);
  });
});

test('the report holds what was seen and no token', async ({ panel, tenant, page, traffic, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await panel.enter(tenant);
  await panel.lane.fault({ service: 'volume', preflights: 'too', alter: { dropCors: true } });
  await panel.open('/doctor');
  await panel.doctor.check();
  await panel.doctor.copyReport.click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('Connection check');
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain(`Identity ${panel.lane.identity}`);
  expect(report).toContain('allowed_origin = ');
  expect(traffic.tokens.length).toBeGreaterThan(0);
  for (const token of traffic.tokens) {
    expect(report).not.toContain(token);
    expect(await page.content()).not.toContain(token);
  }
});

test('it is accessible, announces its end, and fits a narrow screen', async ({ panel, page }) => {
  await panel.lane.fault({ service: 'volume', preflights: 'too', alter: { dropCors: true } });
  await panel.open('/doctor');
  await expect(panel.doctor.heading).toBeVisible();
  await expectAccessible(page, 'the form');
  await panel.doctor.check(panel.lane.identity, panel.lane.volume);
  await expect(page.getByRole('status').filter({ hasText: '1 fault found' }).first()).toBeAttached();
  await expectAccessible(page, 'the outcome');
  await page.setViewportSize({ width: 360, height: 800 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page, 'the outcome on a narrow screen');
});
