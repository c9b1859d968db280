/**
 * The server of the example portal: its own session, tokens for the panel, strict headers. Node.js 20, no packages.
 *   PORT=8090 PANEL_URL=http://127.0.0.1:8080/ IDENTITY_URL=http://127.0.0.1:5000/v3 node server.mjs
 * The password goes to Keystone once and is not kept; the browser gets a cookie and, on demand, a token of one project.
 */

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const {
  PORT = '8090',
  PANEL_URL = 'http://127.0.0.1:8080/',
  IDENTITY_URL = 'http://127.0.0.1:5000/v3',
  FRAME_HOST = path.join(import.meta.dirname, '../../../dist/frame-host.js'),
} = process.env;
const ORIGIN = `http://127.0.0.1:${PORT}`;

const FILES = new Map([
  ['/', ['text/html', path.join(import.meta.dirname, 'index.html')]],
  ['/portal.css', ['text/css', path.join(import.meta.dirname, 'portal.css')]],
  ['/portal.js', ['text/javascript', path.join(import.meta.dirname, 'portal.js')]],
  ['/frame-host.js', ['text/javascript', FRAME_HOST]],
]);

const HEADERS = {
  'Content-Security-Policy':
    `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src ${new URL(PANEL_URL).origin}; ` +
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
};

/** What the portal holds for a signed-in user, by the value of the cookie. */
const sessions = new Map();

/** Asks Keystone; resolves to the content of its answer and the token that it made, if any. */
async function keystone(method, route, { token, body, subject } = {}) {
  const response = await fetch(IDENTITY_URL + route, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token && { 'X-Auth-Token': token }),
      ...(subject && { 'X-Subject-Token': subject }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw Object.assign(new Error('Keystone refuses'), { status: 401 });
  const content = response.status === 204 ? {} : await response.json();
  return { ...content, token: response.headers.get('X-Subject-Token') };
}

/** What the browser may ask for; each gets the session, or undefined, and what was sent. */
const ANSWERS = {
  async '/sign-in'(_session, { user, password }, response) {
    const identity = { methods: ['password'], password: { user: { name: user, domain: { id: 'default' }, password } } };
    const { token } = await keystone('POST', '/auth/tokens', { body: { auth: { identity, scope: 'unscoped' } } });
    const { projects } = await keystone('GET', '/auth/projects', { token });
    const id = randomBytes(24).toString('base64url');
    sessions.set(id, { id, user, token, projects: projects.map(({ id, name }) => ({ id, name })), scoped: new Map() });
    // Over https add Secure.
    response.setHeader('Set-Cookie', `portal=${id}; HttpOnly; SameSite=Strict; Path=/`);
    return {};
  },
  '/session'(session) {
    return { user: session?.user ?? null, projects: session?.projects ?? [], panelUrl: PANEL_URL, identityUrl: IDENTITY_URL };
  },
  async '/token'(session, { project, renew }) {
    if (!session?.projects.some(({ id }) => id === project)) throw Object.assign(new Error('not yours'), { status: 401 });
    if (renew === true || !session.scoped.has(project)) {
      const identity = { methods: ['token'], token: { id: session.token } };
      const { token } = await keystone('POST', '/auth/tokens', {
        body: { auth: { identity, scope: { project: { id: project } } } },
      });
      session.scoped.set(project, token);
    }
    return { token: session.scoped.get(project) };
  },
  async '/sign-out'(session) {
    sessions.delete(session?.id);
    for (const subject of [...(session?.scoped.values() ?? []), session?.token]) {
      if (subject) await keystone('DELETE', '/auth/tokens', { token: subject, subject }).catch(() => {});
    }
    return {};
  },
};

async function answer(request, response) {
  const { pathname } = new URL(request.url, ORIGIN);
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const file = FILES.get(pathname);
  if (request.method === 'GET' && file) {
    response.setHeader('Content-Type', `${file[0]}; charset=utf-8`);
    return response.end(await readFile(file[1]));
  }
  const reply = Object.hasOwn(ANSWERS, pathname) ? ANSWERS[pathname] : undefined;
  // Nobody else's page may have a token sent; the cookie would not come along either.
  if (request.method !== 'POST' || !reply || request.headers.origin !== ORIGIN) {
    return response.writeHead(404).end();
  }
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const cookie = /(?:^|; )portal=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
  const result = await reply(sessions.get(cookie), JSON.parse(Buffer.concat(chunks).toString()), response);
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(result));
}

http
  .createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(error.status ?? 400).end());
  })
  .listen(Number(PORT), '127.0.0.1', () => console.log(`Example portal: ${ORIGIN}/`));
