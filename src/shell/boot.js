/**
 * The stand-alone shell: loads the panel that lies beside this file and mounts it into the page.
 *
 * Everything is found relative to this file, so the folder works under any path. The build puts
 * the hashed names and the version into the next four lines (scripts/finish_dist.mjs).
 */

const VERSION = 'development';
const GLUE = './backup-panel.js';
const WASM = './backup-panel_bg.wasm';
const PANIC = './panic.js';
const CONFIG = './config.json';

/** How many requests a report names. */
const REQUESTS_KEPT = 20;

/** For the one case in which the page that explains failures cannot be loaded either. */
const LAST_WORDS = 'The panel could not be loaded. Reload the page.';

/** What went wrong; `kind` is a key of the texts in panic.js, the message is for the report. */
class Failure extends Error {
  /**
   * @param {'browser' | 'config' | 'file' | 'frame' | 'policy' | 'start' | 'stopped'} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);
const words = (/** @type {unknown} */ error) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Gets a file of the panel's own folder. */
async function get(/** @type {string} */ name, /** @type {RequestInit} */ init = {}) {
  try {
    return await fetch(here(name), init);
  } catch (error) {
    throw new Failure('file', `${name}: ${words(error)}`);
  }
}

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

/** Compiles the wasm while it arrives. */
async function compile() {
  const response = await get(WASM);
  if (!response.ok) throw new Failure('file', `${WASM}: HTTP ${response.status}`);
  if (typeof WebAssembly !== 'object') throw new Failure('browser', 'no WebAssembly');
  const streams = response.headers.get('Content-Type')?.startsWith('application/wasm');
  try {
    return await (streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    const message = words(error);
    const blocked = /content security policy|\bcsp\b/i.test(message);
    const kind = blocked ? 'policy' : error instanceof WebAssembly.CompileError ? 'browser' : 'file';
    throw new Failure(kind, `${WASM}: ${message}`);
  }
}

async function loadGlue() {
  try {
    return await import(here(GLUE).href);
  } catch (error) {
    throw new Failure('file', `${GLUE}: ${words(error)}`);
  }
}

/** The browser's own buffer of requests fills up and then takes no more, so the last ones are kept here. */
const requests = /** @type {PerformanceResourceTiming[]} */ ([]);
new PerformanceObserver((list) => {
  requests.push(.../** @type {PerformanceResourceTiming[]} */ (list.getEntries()));
  requests.splice(0, requests.length - REQUESTS_KEPT);
}).observe({ type: 'resource', buffered: true });

const root = /** @type {HTMLElement & { panel?: object }} */ (document.querySelector('[data-backup-panel-root]'));
let failed = false;

/** Puts the page that explains the failure in the panel's place; the first failure counts. */
async function fail(/** @type {unknown} */ error) {
  if (failed) return;
  failed = true;
  console.error(error);
  const failure = error instanceof Failure ? error : new Failure('start', words(error));
  try {
    // Also when it is there already, the import is over only after the wasm has left the stack.
    const { showFailure } = await import(here(PANIC).href);
    showFailure(root, { kind: failure.kind, message: failure.message, version: VERSION, requests });
  } catch {
    root.textContent = LAST_WORDS;
  }
}

/** A trap without a panic before it, such as a stack overflow, ends the wasm just as well. */
function isTrap(/** @type {unknown} */ error) {
  if (typeof WebAssembly !== 'object') return false;
  const overflow = error instanceof RangeError || (error instanceof Error && error.name === 'InternalError');
  return error instanceof WebAssembly.RuntimeError || (overflow && /\.wasm|wasm-function/.test(error.stack ?? ''));
}
addEventListener('error', ({ error }) => {
  if (isTrap(error)) void fail(new Failure('stopped', words(error)));
});
addEventListener('unhandledrejection', ({ reason }) => {
  if (isTrap(reason)) void fail(new Failure('stopped', words(reason)));
});

try {
  const [config, glue, module] = await Promise.all([readConfig(), loadGlue(), compile(), refuseStrangeFrame()]);
  await glue.default({ module_or_path: module });
  root.replaceChildren();
  const onPanic = (/** @type {string} */ message) => void fail(new Failure('stopped', message));
  // Held by the element: when a handle is collected as garbage, its panel is unmounted.
  root.panel = glue.mount(root, { config, onPanic, address: 'hash' });
} catch (error) {
  // What the panel says of a configuration that is JSON but not what it should be.
  const refused = error instanceof Error && error.name === 'ConfigError';
  await fail(refused ? new Failure('config', `config.json: ${error.message}`) : error);
}
