/** The stand-alone shell: mounts the panel into the page that lies beside this file. */

import { config as asked, early, isFramed, kept } from './early.js';
import { ending, Failure, load, mount, words } from './load.js';

const FRAME = './frame.js';

/** What comes before frame.js can take it: a portal may connect as soon as this page has loaded. */
const EARLY = 8;
const inbox = {
  early: /** @type {MessageEvent[]} */ ([]),
  take(/** @type {MessageEvent} */ event) {
    if (event.source === window.parent && inbox.early.length < EARLY) inbox.early.push(event);
  },
};
if (isFramed) addEventListener('message', (event) => inbox.take(event));
/** What only the sign-in page needs, with blanks between; the build puts the names in. */
const GATE = '';

/** Reads config.json; none at all means that nothing is configured. What it says is for the panel to judge. */
async function readConfig() {
  const response = await asked.catch((error) => {
    throw new Failure('file', `config.json: ${words(error)}`);
  });
  if (response.status === 404) return {};
  if (!response.ok) throw new Failure('config', `config.json: HTTP ${response.status}`);
  const text = await response.text();
  let config;
  try {
    config = JSON.parse(text);
  } catch (error) {
    throw new Failure('config', `config.json: ${words(error)}`);
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new Failure('config', 'config.json: not a JSON object');
  }
  return config;
}

/**
 * In a frame the panel runs only when the web server says whose: any page could otherwise lay something over it and have
 * it pressed. Where it does say so, the browser has let only those hold it by the time this runs.
 */
async function refuseStrangeFrame() {
  const page = await fetch(location.href, { method: 'HEAD' }).catch(() => null);
  const policy = page?.headers.get('Content-Security-Policy') ?? '';
  if (!/(^|[;,])\s*frame-ancestors\s/i.test(policy)) throw new Failure('frame', 'no frame-ancestors in the policy of this page');
}

/** What a portal is connected by; only in a frame, and only in one that may hold the panel. */
async function loadFrame() {
  if (!isFramed) return null;
  await refuseStrangeFrame();
  try {
    return await import(new URL(FRAME, import.meta.url).href);
  } catch (error) {
    throw new Failure('file', `${FRAME}: ${words(error)}`);
  }
}

/** Without a session in this tab the sign-in page comes next: what it needs is fetched at once, with all else. */
function fetchGate() {
  try {
    if (kept('session')) return;
  } catch {
    // Storage is blocked: there is no session.
  }
  const ahead = async (/** @type {string} */ name) => (await fetch(new URL(name, import.meta.url))).arrayBuffer();
  // Whether it came is for the wasm to find out, which asks for it again.
  for (const name of GATE.split(' ')) if (name) ahead(name).catch(() => {});
}

/**
 * Keystone's WebSSO ends at `#token=…`. The token is taken out of the address and the history before anything reads
 * them; whether it is wanted is for the panel to judge.
 */
function takeToken() {
  const [, token] = location.hash.match(/^#token=([^&]+)$/) ?? [];
  if (token === undefined) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return decodeURIComponent(token);
}
const token = takeToken();
fetchGate();

const root = /** @type {HTMLElement & { panel?: object }} */ (document.querySelector('[data-backup-panel-root]'));
const end = ending(root);

try {
  const [config, , frame] = await Promise.all([readConfig(), load(), loadFrame()]);
  const show = async (/** @type {object} */ options) => {
    const panel = await mount(root, { config, ...options }, end);
    // Held by the element: when a handle is collected as garbage, its panel is unmounted.
    root.panel = panel;
    return panel;
  };
  const alone = { address: 'hash', token, early };
  if (frame) await frame.runInFrame({ root, config, inbox, mount: show, alone, fail: end });
  else await show(alone);
} catch (error) {
  await end(error);
}
