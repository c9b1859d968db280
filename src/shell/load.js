/**
 * What every shell of the panel shares: loads the wasm that lies beside this file, once for the page, and puts the page
 * that explains a failure in a panel's place.
 *
 * Everything is found relative to this file, so the folder works under any path and on any origin. The build puts
 * the hashed names and the version into the next lines (scripts/finish_dist.mjs).
 */

const VERSION = 'development';
const GLUE = './backup-panel.js';
const LINK = '';
const WASM = './backup-panel_bg.wasm';
const PANIC = './panic.js';
const PANIC_INTEGRITY = '';

/** The page that explains failures is fetched so many milliseconds after a panel has been mounted. */
const AHEAD_MS = 2_000;

/** How many requests a report names. */
const REQUESTS_KEPT = 20;

/** For the one case in which the page that explains failures cannot be loaded either. */
const LAST_WORDS = 'The panel could not be loaded. Reload the page.';

/** What went wrong; `kind` is a key of the texts in panic.js, the message is for the report. */
export class Failure extends Error {
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
export const words = (/** @type {unknown} */ error) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Gets a file of the panel's own folder. */
export async function get(/** @type {string} */ name, /** @type {RequestInit} */ init = {}) {
  try {
    return await fetch(here(name), init);
  } catch (error) {
    throw new Failure('file', `${name}: ${words(error)}`);
  }
}

/** What browsers take their time to make first: it is there when the panel needs it, if the network is the slower of the two. */
function warmUp() {
  try {
    new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-1, 'day');
    new Intl.NumberFormat().format(1);
    void localStorage.length;
  } catch {
    // Storage is blocked.
  }
}

/** Compiles the wasm while it arrives. */
async function compile() {
  const response = await get(WASM);
  if (!response.ok) throw new Failure('file', `${WASM}: HTTP ${response.status}`);
  if (typeof WebAssembly !== 'object') throw new Failure('browser', 'no WebAssembly');
  const streams = response.headers.get('Content-Type')?.startsWith('application/wasm');
  setTimeout(warmUp);
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
    // The glue asks for the link script; so both come at once.
    const [glue] = await Promise.all([import(here(GLUE).href), LINK && import(here(LINK).href)]);
    return glue;
  } catch (error) {
    throw new Failure('file', `${GLUE}: ${words(error)}`);
  }
}

/** @type {Promise<any> | undefined} */
let loading;

/** The wasm's exports; one instance for all panels of the page. What failed is tried again with the next panel. */
export function load() {
  loading ??= (async () => {
    const [glue, module] = await Promise.all([loadGlue(), compile()]);
    await glue.default({ module_or_path: module });
    return glue;
  })().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The browser's own buffer of requests fills up and then takes no more, so the last ones are kept here. */
const requests = /** @type {PerformanceResourceTiming[]} */ ([]);
new PerformanceObserver((list) => {
  requests.push(.../** @type {PerformanceResourceTiming[]} */ (list.getEntries()));
  requests.splice(0, requests.length - REQUESTS_KEPT);
}).observe({ type: 'resource', buffered: true });

/** @type {Promise<any> | undefined} */
let explaining;

/** The page that explains failures; by the time it is needed the server may hold another version, so it is fetched ahead. */
function loadExplaining() {
  explaining ??= (async () => {
    // An import takes no integrity; it finds what was fetched with one.
    await get(PANIC, { integrity: PANIC_INTEGRITY });
    return import(here(PANIC).href);
  })().catch((error) => {
    explaining = undefined;
    throw error;
  });
  return explaining;
}

/** What a report may name: all of a page that is the panel's own, of another's only what the panel has done. */
const EVERYTHING = { isOurs: (/** @type {string} */ _url) => true, hasRoute: true };

/**
 * Puts the page that explains the failure in a panel's place.
 * @param {HTMLElement} root
 * @param {unknown} error
 * @param {typeof EVERYTHING} may
 */
async function showFailure(root, error, { isOurs, hasRoute }) {
  console.error(error);
  const failure = error instanceof Failure ? error : new Failure('start', words(error));
  try {
    // Also when it is there already, this is over only after the wasm has left the stack.
    const { showFailure } = await loadExplaining();
    const ours = requests.filter(({ name }) => isOurs(name));
    showFailure(root, { kind: failure.kind, message: failure.message, version: VERSION, requests: ours, hasRoute });
  } catch {
    root.textContent = LAST_WORDS;
  }
}

/**
 * What ends a panel; the first failure counts.
 * @param {HTMLElement} root
 * @param {typeof EVERYTHING} [may]
 */
export function ending(root, may = EVERYTHING) {
  let ended = false;
  return async (/** @type {unknown} */ error) => {
    if (ended) return;
    ended = true;
    await showFailure(root, error, may);
  };
}

/** @type {Set<(error: Failure) => unknown>} */
const mounted = new Set();
/** @type {Failure | undefined} */
let stopped;

/** The wasm is of no use any more, for all panels of the page. */
export function stop(/** @type {string} */ message) {
  stopped ??= new Failure('stopped', message);
  for (const end of mounted) void end(stopped);
}

/** The language that numbers and times are written in, as the host or else config.json names it; the browser's if it knows no such. */
function language(/** @type {Record<string, any>} */ options) {
  const tag = options['language'] ?? options['config']?.language;
  try {
    return tag && Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/**
 * Mounts a panel.
 * @param {HTMLElement} root
 * @param {Record<string, any>} options As `mount` in src/main.rs takes them; `onEvent` gets the details as an object.
 * @param {(error: Failure) => unknown} end Called when the wasm has stopped.
 */
export async function mount(root, options, end) {
  const glue = await load();
  if (stopped) throw stopped;
  root.replaceChildren();
  mounted.add(end);
  try {
    // Later, because the host may ask something of the panel in answer.
    const onEvent = (/** @type {string} */ name, /** @type {string} */ json) =>
      queueMicrotask(() => options['onEvent'](name, JSON.parse(json)));
    const handle = glue.mount(root, {
      ...options,
      language: language(options),
      onPanic: stop,
      ...(options['onEvent'] && { onEvent }),
    });
    setTimeout(() => loadExplaining().catch(() => {}), AHEAD_MS);
    return {
      /** @param {string} route */
      navigate: (route) => stopped || handle.navigate(route),
      askHost: () => stopped || handle.askHost(),
      /** @param {string} theme */
      setTheme: (theme) => stopped || handle.setTheme(theme),
      unmount: () => {
        mounted.delete(end);
        if (stopped) return;
        handle.unmount();
        handle.free();
      },
    };
  } catch (error) {
    mounted.delete(end);
    // What the panel says of a configuration that is JSON but not what it should be.
    const refused = error instanceof Error && error.name === 'ConfigError';
    throw refused ? new Failure('config', `configuration: ${error.message}`) : error;
  }
}

/** A trap without a panic before it, such as a stack overflow, ends the wasm just as well. */
function isTrap(/** @type {unknown} */ error) {
  if (typeof WebAssembly !== 'object' || !(error instanceof Error)) return false;
  const overflow = error instanceof RangeError || error.name === 'InternalError';
  // A portal may run other wasm than ours; what was not compiled from a stream has no name.
  const isOurs = /backup-panel|wasm:\/\//.test(error.stack ?? '');
  return isOurs && (error instanceof WebAssembly.RuntimeError || overflow);
}
addEventListener('error', ({ error }) => {
  if (isTrap(error)) stop(words(error));
});
addEventListener('unhandledrejection', ({ reason }) => {
  if (isTrap(reason)) stop(words(reason));
});
