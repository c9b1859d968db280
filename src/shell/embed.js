/**
 * `<backup-panel>`: the panel as an element of somebody else's page. docs/embedding describes it.
 *
 * The one script whose name stays from release to release; the names of all others are in it.
 */

import { ending, Failure, get, load, mount, words } from './load.js';

/** The style sheet of the panel in a shadow root: its name and its integrity. */
const STYLE = './embed.css';
const STYLE_INTEGRITY = '';

/** With another value of these it is another panel. */
const IDENTITY = ['identity-url', 'block-storage-url', 'project', 'region', 'language', 'address', 'name'];
/** A token must be in no attribute: it would be in the page's source, in snapshots and in reports. */
const FORBIDDEN = ['token', 'gettoken', 'get-token', 'password'];
/** What may be set before this script has run. */
const PROPERTIES = ['token', 'getToken', 'config'];

/** @type {Promise<CSSStyleSheet> | undefined} */
let style;

/** One sheet for all panels of the page; there before the first of them is drawn, so nothing flashes. */
function loadStyle() {
  style ??= (async () => {
    const response = await get(STYLE, STYLE_INTEGRITY ? { integrity: STYLE_INTEGRITY } : {});
    if (!response.ok) throw new Failure('file', `${STYLE}: HTTP ${response.status}`);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await response.text());
    return sheet;
  })().catch((error) => {
    style = undefined;
    throw error;
  });
  return style;
}

/** @typedef {() => string | null | undefined | Promise<string | null | undefined>} GetToken */

class BackupPanelElement extends HTMLElement {
  static observedAttributes = [...IDENTITY, ...FORBIDDEN, 'theme', 'route'];

  /** @type {string | undefined} */
  #token;
  /** The token property as it was handed over last: once refused, it is of no use. */
  #handedOver = /** @type {string | undefined} */ (undefined);
  /** @type {GetToken | undefined} */
  #getToken;
  /** @type {Record<string, unknown>} */
  #config = {};
  /** @type {Awaited<ReturnType<typeof mount>> | undefined} */
  #panel;
  /** Where the panel is; a panel that is mounted anew goes on there. */
  #place = /** @type {string | undefined} */ (undefined);
  /** Counts what makes another panel necessary, so that the outdated notices. */
  #turn = 0;
  #isMounting = false;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
  }

  connectedCallback() {
    for (const name of PROPERTIES) this.#takeOver(name);
    if (!this.#panel && !this.#isMounting) this.#renew();
  }

  disconnectedCallback() {
    // Not when it has only been moved.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** With it `moveBefore` leaves a panel as it is. */
  connectedMoveCallback() {}

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (FORBIDDEN.includes(name)) {
      if (now === null) return;
      this.removeAttribute(name);
      this.#complain(`the attribute ${name} is refused and was removed: set the property token or getToken in JavaScript`);
    } else if (before === now) return;
    else if (name === 'theme') this.#panel?.setTheme(now ?? 'system');
    else if (name === 'route') this.navigate(now ?? '/');
    else if (this.isConnected) this.#renew();
  }

  /** The host's token; write-only. Used until it is refused, never kept, never revoked. */
  set token(token) {
    this.#token = token || undefined;
    this.#handedOver = undefined;
    if (this.isConnected) this.#tokenChanged();
  }

  /** @returns {string | undefined} Never a token. */
  get token() {
    return undefined;
  }

  /** Gives a token; asked at the start and again when the cloud no longer takes the last one. */
  get getToken() {
    return this.#getToken;
  }

  set getToken(getToken) {
    if (getToken !== undefined && typeof getToken !== 'function') {
      this.#complain('getToken has to be a function');
      return;
    }
    this.#getToken = getToken;
    if (this.isConnected) this.#tokenChanged();
  }

  /** As config.json, for what the attributes do not say. */
  get config() {
    return this.#config;
  }

  set config(config) {
    this.#config = config ?? {};
    if (this.isConnected) this.#renew();
  }

  /**
   * Goes to a place in the panel, such as `/backups?status=error`.
   * @param {string} route
   */
  navigate(route) {
    this.#place = route;
    this.#panel?.navigate(route);
  }

  /** Takes a property that was set before the element was known. @param {string} name */
  #takeOver(name) {
    if (!Object.hasOwn(this, name)) return;
    const self = /** @type {Record<string, any>} */ (/** @type {unknown} */ (this));
    const value = self[name];
    delete self[name];
    self[name] = value;
  }

  get #isHosted() {
    return this.#getToken !== undefined || this.#token !== undefined;
  }

  /** Whether the panel that is mounted gets its token from the host. */
  #wasHosted = false;
  #hasEnded = false;

  #tokenChanged() {
    if (this.#wasHosted !== this.#isHosted) this.#renew();
    else if (this.#hasEnded) {
      this.#hasEnded = false;
      // The page that waits stays as it is.
      this.#panel?.askHost();
    }
  }

  /** Takes the panel away, if there is one, and mounts another as soon as the page's script has paused. */
  #renew() {
    this.#end();
    const turn = this.#turn;
    this.#isMounting = true;
    queueMicrotask(() => {
      if (turn === this.#turn) void this.#start(turn);
    });
  }

  #end() {
    this.#turn += 1;
    this.#isMounting = false;
    this.#panel?.unmount();
    this.#panel = undefined;
    this.shadowRoot?.replaceChildren();
  }

  /** @param {number} turn */
  async #start(turn) {
    const root = document.createElement('div');
    root.dataset['backupPanelRoot'] = '';
    // The panel's words are English whatever the page's are.
    root.lang = 'en';
    root.dir = 'ltr';
    const show = ending(root, { isOurs: (url) => url.startsWith(new URL('.', import.meta.url).href), hasRoute: false });
    const end = (/** @type {unknown} */ error) => {
      if (turn !== this.#turn) return;
      this.#complain(words(error), error);
      void show(error);
    };
    try {
      const [sheet] = await Promise.all([loadStyle(), load()]).finally(() => {
        if (turn === this.#turn) this.shadowRoot?.replaceChildren(root);
      });
      if (turn !== this.#turn) return;
      if (this.shadowRoot) this.shadowRoot.adoptedStyleSheets = [sheet];
      const panel = await mount(root, this.#options(), end);
      if (turn !== this.#turn) {
        panel.unmount();
        return;
      }
      this.#panel = panel;
      this.#tell('ready', {});
    } catch (error) {
      end(error);
    } finally {
      if (turn === this.#turn) this.#isMounting = false;
    }
  }

  #options() {
    const said = (/** @type {string} */ name) => this.getAttribute(name) || undefined;
    const identityUrl = said('identity-url');
    const region = said('region');
    this.#wasHosted = this.#isHosted;
    this.#hasEnded = false;
    this.#handedOver = undefined;
    if (this.#isHosted && !identityUrl) throw new Failure('config', 'the attribute identity-url is missing');
    const isHash = said('address') === 'hash';
    const route = this.#place ?? said('route');
    // The panel reads its place from the hash. Written down there, the first one is also where a step back leads to.
    if (isHash && route && location.hash.length < 2) history.replaceState(history.state, '', `#${route}`);
    const cloud = identityUrl && { name: identityUrl, identity_url: identityUrl, region };
    return {
      config: {
        // The page's storage is the page's; what is kept there any script of it can read.
        session_storage: 'memory',
        ...(cloud && { clouds: [cloud] }),
        ...this.#config,
      },
      address: isHash ? 'hash' : 'host',
      route,
      instance: said('name'),
      project: said('project'),
      blockStorageUrl: said('block-storage-url'),
      theme: said('theme'),
      language: said('language'),
      ...(this.#isHosted && {
        host: {
          identityUrl,
          getToken: () => this.#ask(),
        },
      }),
      onEvent: (/** @type {string} */ name, /** @type {Record<string, unknown>} */ detail) => this.#hear(name, detail),
    };
  }

  async #ask() {
    if (this.#getToken) return this.#getToken();
    const token = this.#token === this.#handedOver ? undefined : this.#token;
    this.#handedOver = token ?? this.#handedOver;
    return token;
  }

  /** @param {string} name @param {Record<string, unknown>} detail */
  #hear(name, detail) {
    if (name === 'navigate') this.#place = String(detail['route']);
    if (name === 'session-end') this.#hasEnded = true;
    this.#tell(name, detail);
  }

  /** @param {string} name @param {Record<string, unknown>} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(`backup-panel-${name}`, { detail, bubbles: true, composed: true }));
  }

  /** For the integrator. @param {string} message @param {unknown} [error] */
  #complain(message, error) {
    if (!error) console.error(`<backup-panel>: ${message}`);
    this.#tell('error', { message });
  }
}

if (!customElements.get('backup-panel')) customElements.define('backup-panel', BackupPanelElement);
