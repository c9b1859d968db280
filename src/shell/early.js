/**
 * What leaves while the panel's code is still on its way: the question for its configuration and, with a session at hand,
 * for what the page began with. It imports nothing, so it runs as soon as it is here.
 */

/** Whether another page holds this one. */
export const isFramed = window.parent !== window;

/** The answer with config.json. */
export const config = fetch(new URL('./config.json', import.meta.url), { cache: 'no-cache' });
// Whoever reads it says what is wrong.
config.catch(() => {});

/** The session and what a reload begins with, as the panel keeps them in this tab (src/state/storage.rs). */
const FOLDER = location.pathname.slice(0, location.pathname.lastIndexOf('/'));
export const kept = (/** @type {string} */ name) => JSON.parse(sessionStorage.getItem(`backup-panel:${FOLDER}/:${name}`) ?? 'null');

/**
 * With a session at hand, what the page began with when it was last at this address is asked again while the wasm is on its
 * way, with the headers that src/api/browser.rs sends. The panel takes the answer if it asks for the same.
 */
function askEarly() {
  try {
    const [session, first] = [kept('session'), kept('first')];
    // The token goes to the cloud of the session only.
    if (isFramed || first?.hash !== location.hash || !first.url.startsWith(session.region.root)) return undefined;
    const controller = new AbortController();
    const answer = fetch(first.url, {
      headers: { Accept: 'application/json', 'X-Auth-Token': session.token, 'OpenStack-API-Version': first.version },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      signal: controller.signal,
    });
    // Read to its end at once: nothing is waited for when the panel takes it.
    const body = answer.then((response) => response.arrayBuffer());
    // Without a panel that takes it, a failure is nobody's.
    body.catch(() => {});
    return { url: first.url, version: first.version, token: session.token, answer, body, controller };
  } catch {
    // Storage is blocked, or holds something else.
    return undefined;
  }
}
export const early = askEarly();
