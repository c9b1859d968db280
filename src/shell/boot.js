/** The stand-alone shell: mounts the panel into the page that lies beside this file. */

import { ending, Failure, get, load, mount, words } from './load.js';

const CONFIG = './config.json';

/** Reads config.json; none at all means that nothing is configured. What it says is for the panel to judge. */
async function readConfig() {
  const response = await get(CONFIG, { cache: 'no-cache' });
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
  if (window.top === window) return;
  const page = await fetch(location.href, { method: 'HEAD' }).catch(() => null);
  const policy = page?.headers.get('Content-Security-Policy') ?? '';
  if (!/(^|[;,])\s*frame-ancestors\s/i.test(policy)) throw new Failure('frame', 'no frame-ancestors in the policy of this page');
}

const root = /** @type {HTMLElement & { panel?: object }} */ (document.querySelector('[data-backup-panel-root]'));
const end = ending(root);

try {
  const [config] = await Promise.all([readConfig(), load(), refuseStrangeFrame()]);
  // Held by the element: when a handle is collected as garbage, its panel is unmounted.
  root.panel = await mount(root, { config, address: 'hash' }, end);
} catch (error) {
  await end(error);
}
