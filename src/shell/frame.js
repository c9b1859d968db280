/**
 * The panel's end of the handshake with a portal that holds it in a frame; frame-host.js is the portal's end.
 *
 * The portal begins, with one message to this window that carries one end of a channel. It is taken from the parent
 * window only, and only when the browser says that it came from an origin that config.json lists in allowed_parents,
 * exactly as written there. Before that nothing is sent to anybody; after it, everything goes through the channel.
 */

import { followHeight } from './frame-height.js';

const CONNECT = 'backup-panel:connect';
/** The highest version of the messages that this end knows. */
const VERSION = 1;

/** How long a portal may take after this page has loaded, in milliseconds, before the panel's own sign-in appears. */
const PATIENCE_MS = 1_000;

/** Tells the integrator; never what a message held. */
const refuse = (/** @type {string} */ message) => console.error(`backup panel in a frame: ${message}`);

/**
 * The origins that may connect; an entry that is not exactly one is left out.
 * @param {unknown} listed allowed_parents of config.json
 */
export function exactOrigins(listed) {
  if (listed === undefined) return new Set();
  if (!Array.isArray(listed)) {
    refuse('allowed_parents in config.json is no list; no portal may connect');
    return new Set();
  }
  return new Set(
    listed.filter((entry, index) => {
      const exact = typeof entry === 'string' && /^https?:/.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry;
      if (!exact) {
        refuse(`allowed_parents[${index}] in config.json is no origin such as https://portal.example and is left out`);
      }
      return exact;
    }),
  );
}

/**
 * What a portal wants, or why it is refused.
 * @param {MessageEvent} event
 * @param {Set<string>} allowed
 * @returns {{ port: MessagePort, version: number } | string | null} null: none of our messages
 */
function judge(event, allowed) {
  const { data, origin, ports, source } = event;
  if (typeof data !== 'object' || data === null || data.type !== CONNECT) return null;
  if (source !== window.parent) return `a connection from a window that is not the parent (${origin}) is refused`;
  if (!allowed.has(origin)) return `a connection from ${origin} is refused: it is not in allowed_parents of config.json`;
  const [port] = ports;
  if (ports.length !== 1 || !port) return `a connection from ${origin} is refused: it must bring one port`;
  if (!Number.isInteger(data.version) || data.version < 1) return `a connection from ${origin} is refused: it names no version`;
  return { port, version: Math.min(data.version, VERSION) };
}

const TOO_LATE = 'somebody has signed in to the panel itself';

/** What the portal may say of itself; anything but a text counts as not said. */
const SETTINGS = ['identityUrl', 'blockStorageUrl', 'project', 'region', 'theme', 'language', 'route'];

/** @param {Record<string, unknown>} message */
function readSettings(message) {
  const settings = /** @type {Record<string, string>} */ ({});
  for (const name of SETTINGS) {
    const value = message[name];
    if (typeof value === 'string') settings[name] = value;
    else if (value !== undefined) refuse(`settings.${name} is no text and is left out`);
  }
  return settings;
}

/** The portal, across its connections: a page that connects anew takes the place of the last one. */
class Portal {
  /** @type {MessagePort | undefined} */
  #port;
  /** Asked for and not answered yet. */
  #asked = /** @type {Map<number, { resolve: (token: string) => void, reject: (error: Error) => void }>} */ (new Map());
  #count = 0;
  #orders;

  /** @param {Record<'settings' | 'navigate' | 'theme' | 'disconnect', (value: any) => void>} orders */
  constructor(orders) {
    this.#orders = orders;
  }

  /** @param {MessagePort} port @param {number} version */
  connect(port, version) {
    this.#port?.close();
    this.#port = port;
    port.onmessage = ({ data }) => {
      if (port === this.#port) this.#hear(data);
    };
    this.say('connected', { version });
    for (const id of this.#asked.keys()) this.#request(id);
  }

  /** @param {string} type @param {object} detail */
  say(type, detail) {
    this.#port?.postMessage({ ...detail, type });
  }

  #request(/** @type {number} */ id) {
    // After the first, it is because the cloud has refused the last one.
    this.say('token-request', { id, renew: id > 1 });
  }

  /** @returns {Promise<string>} */
  getToken() {
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#request(id);
    });
  }

  #hear(/** @type {unknown} */ data) {
    const message = typeof data === 'object' && data !== null ? /** @type {Record<string, unknown>} */ (data) : {};
    const { type, id, token, route, theme } = message;
    const asked = this.#asked.get(/** @type {number} */ (id));
    if (type === 'token' && asked && typeof token === 'string' && token !== '') {
      this.#asked.delete(/** @type {number} */ (id));
      asked.resolve(token);
    } else if (type === 'token-refused' && asked) {
      this.#asked.delete(/** @type {number} */ (id));
      asked.reject(new Error('The portal has no token.'));
    } else if (type === 'settings') this.#orders.settings(readSettings(message));
    else if (type === 'navigate' && typeof route === 'string') this.#orders.navigate(route);
    else if (type === 'theme' && typeof theme === 'string') this.#orders.theme(theme);
    else if (type === 'disconnect') this.#orders.disconnect(undefined);
    else if (type === undefined || ['token', 'token-refused', 'navigate', 'theme'].includes(String(type))) {
      refuse(`a malformed message of the portal is refused (${String(type ?? 'no type')})`);
    }
    // Anything else is of a later version.
  }
}

/** @typedef {{ allowed_parents?: unknown, clouds?: Array<{ identity_url?: unknown }> }} Config */
/** @typedef {{ navigate: (route: string) => void, setTheme: (theme: string) => void, unmount: () => void }} Handle */

/**
 * The configuration for a session of the portal: its one cloud, and nothing kept of it.
 * @param {Config} config
 * @param {string} identity
 * @param {string | undefined} region
 */
function configFor(config, identity, region) {
  const listed = Array.isArray(config.clouds) ? config.clouds.find((cloud) => cloud?.identity_url === identity) : undefined;
  const cloud = { name: identity, ...listed, identity_url: identity, ...(region !== undefined && { region }) };
  return { ...config, session_storage: 'memory', clouds: [cloud] };
}

/** Resolves when this page has loaded, and a while after it: by then a portal has connected or will not. */
async function patience() {
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
}

/**
 * Runs the panel in a frame: signed in by the portal when one connects, else by itself. A portal that connects later is
 * still taken, as long as nobody has signed in.
 *
 * @param {{
 *   root: HTMLElement,
 *   config: Config,
 *   inbox: { early: MessageEvent[], take: (event: MessageEvent) => void },
 *   mount: (options: object) => Promise<Handle>,
 *   alone: object,
 *   fail: (error: unknown) => unknown,
 * }} panel
 *   inbox: the messages that have come before this script, and who takes the next ones
 *   mount: shows the panel with these options, under the configuration of config.json unless they have another
 *   alone: the options of a panel that no portal has connected to
 */
export async function runInFrame({ root, config, inbox, mount, alone, fail }) {
  const allowed = exactOrigins(config.allowed_parents);
  /** @type {Handle | undefined} */
  let shown;
  /** Whose backups the portal has asked for; null as long as none has connected. */
  let place = /** @type {string | null} */ (null);
  /** Whether somebody has signed in to the panel itself. */
  let signedIn = false;
  let arrived = () => {};
  const arrival = new Promise((resolve) => {
    arrived = () => resolve(undefined);
  });

  /** Shows the panel anew; one after the other. */
  let turn = Promise.resolve();
  const show = (/** @type {object} */ options) => {
    turn = turn
      .then(async () => {
        shown?.unmount();
        shown = undefined;
        shown = await mount(options);
      })
      .catch(async (error) => void (await fail(error)));
  };

  const portal = new Portal({
    settings(/** @type {Record<string, string>} */ { identityUrl, blockStorageUrl, project, region, ...others }) {
      const identity = identityUrl ?? (config.clouds?.length === 1 ? config.clouds[0]?.identity_url : undefined);
      if (typeof identity !== 'string') {
        portal.say('error', { message: 'identityUrl is missing, and config.json has not exactly one cloud' });
        return;
      }
      if (signedIn) {
        portal.say('error', { message: TOO_LATE });
        return;
      }
      const asked = JSON.stringify([identity, blockStorageUrl, project, region]);
      if (asked === place) {
        const { theme, route } = others;
        if (theme !== undefined) void turn.then(() => shown?.setTheme(theme));
        if (route !== undefined) void turn.then(() => shown?.navigate(route));
        return;
      }
      if (place === null) followHeight(root, (height) => portal.say('height', { height }));
      place = asked;
      arrived();
      show({
        ...others,
        config: configFor(config, identity, region),
        host: { identityUrl: identity, getToken: () => portal.getToken() },
        blockStorageUrl,
        project,
        address: 'host',
        onEvent: (/** @type {string} */ name, /** @type {object} */ detail) => portal.say(name, detail),
      });
    },
    navigate: (/** @type {string} */ route) => void turn.then(() => shown?.navigate(route)),
    theme: (/** @type {string} */ theme) => void turn.then(() => shown?.setTheme(theme)),
    // The page that nobody connects to is the panel's own sign-in, and nothing of the session is left in its memory.
    disconnect: () => location.reload(),
  });

  inbox.take = (/** @type {MessageEvent} */ event) => {
    const judged = judge(event, allowed);
    if (typeof judged === 'string') refuse(judged);
    else if (judged !== null && signedIn) refuse(`a connection from ${event.origin} comes too late: ${TOO_LATE}`);
    else if (judged !== null) portal.connect(judged.port, judged.version);
  };
  for (const event of inbox.early.splice(0)) inbox.take(event);

  if (allowed.size > 0) await Promise.race([arrival, patience()]);
  if (place === null) {
    const onEvent = (/** @type {string} */ name) => {
      signedIn = name === 'session-start' || (signedIn && name !== 'session-end');
    };
    show({ ...alone, onEvent });
  }
  await turn;
}
