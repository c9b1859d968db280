/** Every place of a page in which a token or a password could be left behind, but the heap. */

import { expect, type Page } from '@playwright/test';

/** Where something was seen, and what. */
interface Trace {
  where: string;
  text: string;
}

/** Records in the page whatever is put into its document, also for a moment; shadow roots as they are opened. */
function record(): void {
  const seen = new Set<string>();
  Object.assign(window, { everShown: seen });
  const watched = new WeakSet<Node>();
  const observer = new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === 'attributes') seen.add(`${attributeName}=${(target as Element).getAttribute(attributeName ?? '')}`);
      else if (type === 'characterData') seen.add(target.textContent ?? '');
      for (const node of addedNodes) {
        seen.add(node instanceof Element ? node.outerHTML : (node.textContent ?? ''));
        if (node instanceof Element) for (const each of [node, ...node.querySelectorAll('*')]) watch(each.shadowRoot);
      }
    }
  });
  function watch(root: Node | null): void {
    if (root === null || watched.has(root)) return;
    watched.add(root);
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  }
  watch(document);
}

export class Secrets {
  /** The tokens and passwords that went over the wire. */
  readonly #known = new Set<string>();
  readonly #traces: Trace[] = [];
  /** What could not be read any more when the page was left. */
  readonly #reading: Array<Promise<unknown>> = [];

  private constructor(readonly page: Page) {}

  /** From before the page is loaded. */
  static async watch(page: Page): Promise<Secrets> {
    const secrets = new Secrets(page);
    await page.addInitScript(record);
    const context = page.context();
    context.on('request', (request) => {
      const { 'x-auth-token': used, 'x-subject-token': about, referer } = request.headers();
      for (const token of [used, about]) if (token) secrets.#known.add(token);
      const { auth } = (request.postDataJSON() as { auth?: { identity?: Record<string, unknown> } } | null) ?? {};
      if (auth) secrets.#proofs(auth.identity);
      secrets.#traces.push(
        { where: 'the address of a request', text: request.url() },
        { where: 'a referrer', text: referer ?? '' },
      );
    });
    context.on('response', (response) => {
      const reading = response.headerValue('x-subject-token').then((token) => token && secrets.#known.add(token));
      secrets.#reading.push(reading.catch(() => null));
    });
    page.on('console', (message) => secrets.#traces.push({ where: 'the console', text: message.text() }));
    page.on('framenavigated', (frame) => secrets.#traces.push({ where: 'the address of the page', text: frame.url() }));
    return secrets;
  }

  /** What is proof of somebody in a request to sign in: every text under `password` and `token` that is no name. */
  #proofs(identity: unknown): void {
    for (const [key, value] of Object.entries(identity ?? {})) {
      if (value && typeof value === 'object') this.#proofs(value);
      else if (typeof value === 'string' && ['password', 'secret', 'passcode', 'id'].includes(key) && value.length > 5)
        this.#known.add(value);
    }
  }

  /** How many there are to look for. */
  get count(): number {
    return this.#known.size;
  }

  /** Looks through all that there is now and that was there since the last load of the page; what was found. */
  async found({ kept }: { kept: boolean }): Promise<string[]> {
    await Promise.all(this.#reading);
    const state = await this.page.evaluate(async () => {
      const storage = (area: Storage) => Object.entries(area);
      const { everShown } = window as unknown as { everShown: Set<string> };
      // Of every entry, such as those of the requests and of the page itself.
      const performance_ = JSON.stringify(performance.getEntries());
      const { navigation } = window as unknown as { navigation: { entries(): Array<{ url: string; getState(): unknown }> } };
      return {
        shown: [...everShown, document.documentElement.outerHTML, document.title],
        history: [history.state, window.name, ...navigation.entries().flatMap((entry) => [entry.url, entry.getState()])],
        performance: performance_,
        cookie: document.cookie,
        local: storage(localStorage),
        session: storage(sessionStorage),
        databases: (await indexedDB.databases()).map(({ name }) => name),
        caches: await caches.keys(),
        workers: (await navigator.serviceWorker.getRegistrations()).length,
      };
    });
    // There is nothing of these at all, so nothing to look through.
    expect({ ...state, shown: 0, history: 0, performance: 0, local: 0, session: 0 }).toMatchObject({
      cookie: '',
      databases: [],
      caches: [],
      workers: 0,
    });
    const cookies = await this.page.context().cookies();
    expect(cookies).toEqual([]);
    const isKept = ([name]: [string, string]) => kept && /^backup-panel:.*:session$/.test(name);
    const traces: Trace[] = [
      ...this.#traces,
      ...state.shown.map((text) => ({ where: 'the document', text })),
      { where: 'the history', text: JSON.stringify(state.history) },
      { where: 'the performance entries', text: state.performance },
      { where: 'localStorage', text: JSON.stringify(state.local) },
      { where: 'sessionStorage', text: JSON.stringify(state.session.filter((entry) => !isKept(entry))) },
    ];
    // A secret may be written in an address.
    const spellings = [...this.#known].flatMap((secret) => [secret, encodeURIComponent(secret)]);
    const places = traces.filter(({ text }) => spellings.some((secret) => text.includes(secret)));
    return [...new Set(places.map(({ where }) => where))];
  }
}
