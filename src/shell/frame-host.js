/**
 * For portals that hold the panel in a frame: connects it to the user's session in the portal.
 *
 *     import { connectBackupPanel } from 'https://panel.example/frame-host.js';
 *     const panel = connectBackupPanel(document.querySelector('iframe'), {
 *       origin: 'https://panel.example',
 *       identityUrl: 'https://keystone.example:5000/v3',
 *       getToken: async ({ renew }) => …,
 *     });
 *
 * The one message to the frame's window carries no secret, only one end of a channel, and names the origin that it is
 * for: the browser gives it to no page of another one. Nothing is ever taken from the window's own messages. Tokens and
 * all else go through the channel. docs/embedding/iframe describes it; frame.js in the panel is the other end.
 */

/** The version of the messages. The panel answers with the highest that both know. */
const VERSION = 1;

/** How long the panel may take to answer after its page has loaded, in milliseconds, before the integrator is told. */
const PATIENCE_MS = 10_000;

/** What goes to the panel as it is. */
const SETTINGS = /** @type {const} */ (['identityUrl', 'blockStorageUrl', 'project', 'region', 'theme', 'language', 'route']);

/**
 * @typedef {object} Options
 * @property {string} origin Of the panel's page, exactly: `https://panel.example`.
 * @property {(why: { renew: boolean }) => Promise<string>} getToken Asked at the start of the panel, and with `renew` after
 *   the cloud has refused the last token. Never twice at once for one frame.
 * @property {string} [identityUrl] Keystone's v3 address; without it, that of the only cloud in the panel's config.json.
 * @property {string} [blockStorageUrl] Cinder's address, when the catalog's is not the one to use.
 * @property {string} [project] Id of the project to work in; without it, that of the token.
 * @property {string} [region]
 * @property {'light' | 'dark' | 'system'} [theme]
 * @property {string} [language]
 * @property {string} [route] Where to begin, such as `/backups?status=error`.
 * @property {(name: string, detail: Record<string, unknown>) => void} [onEvent] `connected` {version}, `height` {height},
 *   `navigate` {route}, `operation` {…}, `session-start`, `session-end` {reason}, `error` {message} for the integrator.
 */

/** @param {string} message @returns {never} */
function refuse(message) {
  throw new TypeError(`connectBackupPanel: ${message}`);
}

/** @param {unknown} origin */
function isExactOrigin(origin) {
  return typeof origin === 'string' && /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
}

/** Whether a page has come into the frame that can be spoken to; a new frame holds an empty page of our own origin. */
function isThere(/** @type {HTMLIFrameElement} */ iframe) {
  const page = iframe.contentDocument;
  // null: of another origin, or in no document yet.
  if (page === null) return iframe.contentWindow !== null;
  return page.URL !== 'about:blank' && page.readyState === 'complete';
}

/**
 * Connects the panel in the frame, now and whenever its page has been loaded anew.
 *
 * @param {HTMLIFrameElement} iframe
 * @param {Options} options
 * @throws {TypeError} with what the integrator has to change
 */
export function connectBackupPanel(iframe, options) {
  const { origin, getToken, onEvent = () => {} } = options;
  if (!(iframe instanceof HTMLIFrameElement)) refuse('an <iframe> is needed');
  if (!isExactOrigin(origin)) refuse('origin: the exact origin of the panel is needed, such as https://panel.example');
  if (typeof getToken !== 'function') refuse('getToken: a function is needed that resolves to a token');
  const settings = /** @type {Record<string, string>} */ ({});
  for (const name of SETTINGS) {
    const value = options[name] ?? undefined;
    if (value !== undefined && typeof value !== 'string') refuse(`${name}: a text is needed`);
    if (value !== undefined) settings[name] = value;
  }

  /** @type {MessagePort | undefined} */
  let port;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;

  const fault = (/** @type {string} */ message) => {
    console.error(`connectBackupPanel: ${message}`);
    onEvent('error', { message });
  };

  /** @param {MessagePort} via @param {number} id @param {boolean} renew */
  async function handOver(via, id, renew) {
    try {
      const token = await getToken({ renew });
      if (typeof token !== 'string' || token === '') throw new TypeError('getToken resolved to no token');
      // Whoever has come into the frame meanwhile has another channel.
      if (via === port) via.postMessage({ type: 'token', id, token });
    } catch (error) {
      // The words are the portal's own and go to its own console only.
      console.error('connectBackupPanel: getToken failed', error);
      if (via === port) via.postMessage({ type: 'token-refused', id });
    }
  }

  /** @param {MessagePort} via @param {unknown} message */
  function hear(via, message) {
    const { type, ...detail } = typeof message === 'object' && message !== null ? /** @type {Record<string, any>} */ (message) : {};
    if (type === 'connected' && Number.isInteger(detail.version)) {
      clearTimeout(patience);
      onEvent(type, detail);
    } else if (type === 'token-request' && Number.isInteger(detail.id)) {
      void handOver(via, detail.id, detail.renew === true);
    } else if (type === 'navigate' && typeof detail.route === 'string') {
      settings.route = detail.route;
      onEvent(type, detail);
    } else if (type === 'height' && Number.isFinite(detail.height) && detail.height >= 0) {
      onEvent(type, detail);
    } else if (type === 'operation' || type === 'session-start' || type === 'session-end') {
      onEvent(type, detail);
    } else if (type === 'error' && typeof detail.message === 'string') {
      fault(detail.message);
    } else if (['connected', 'token-request', 'navigate', 'height', 'error', undefined].includes(type)) {
      console.error(`connectBackupPanel: a malformed message of the panel was refused (${type ?? 'no type'})`);
    }
    // Anything else is of a later version.
  }

  /** Gives the page that is in the frame a channel of its own; the last one is of no use to anybody. */
  function connect() {
    close();
    const channel = new MessageChannel();
    const own = channel.port1;
    port = own;
    own.onmessage = ({ data }) => {
      if (own === port) hear(own, data);
    };
    own.postMessage({ type: 'settings', ...settings });
    iframe.contentWindow?.postMessage({ type: 'backup-panel:connect', version: VERSION }, origin, [channel.port2]);
    patience = setTimeout(
      () =>
        fault(
          `no panel of ${origin} has answered. Is that the origin of the page in the frame, and is ${location.origin} in ` +
            'allowed_parents of its config.json?',
        ),
      PATIENCE_MS,
    );
  }

  function close() {
    clearTimeout(patience);
    port?.close();
    port = undefined;
  }

  iframe.addEventListener('load', connect);
  if (isThere(iframe)) connect();

  return {
    /** Goes to a place in the panel. */
    navigate(/** @type {string} */ route) {
      settings.route = route;
      port?.postMessage({ type: 'navigate', route });
    },
    /** Changes the theme. */
    setTheme(/** @type {'light' | 'dark' | 'system'} */ theme) {
      settings.theme = theme;
      port?.postMessage({ type: 'theme', theme });
    },
    /** Ends the panel's session, as when the user signs out of the portal; the token is the portal's to revoke. */
    disconnect() {
      iframe.removeEventListener('load', connect);
      port?.postMessage({ type: 'disconnect' });
      close();
    },
  };
}
