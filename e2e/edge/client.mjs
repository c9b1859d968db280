/** What a test holds of the edge: a lane of its own. */

/** @import { Entry, Match, Rule, Service } from './types.ts' */

/** Longer than any request should take to arrive; a test that waits in vain fails with a sentence. */
const PATIENCE_MS = 60_000;

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * @typedef {Omit<Match, 'path' | 'query'> & { path?: RegExp | string, query?: RegExp | string }} Wanted
 * @typedef {Wanted & Omit<Rule, 'match'>} Fault
 * @typedef {{ service?: Service, method?: string, path?: RegExp, query?: RegExp, preflights?: boolean }} Sought
 */

/** @param {RegExp | string} pattern */
const source = (pattern) => (typeof pattern === 'string' ? pattern : pattern.source);

/**
 * @param {Fault} fault
 * @returns {Rule}
 */
function toRule({ service, method, path, query, token, preflights, ...steps }) {
  return {
    match: {
      ...(service && { service }),
      ...(method && { method }),
      ...(path && { path: source(path) }),
      ...(query && { query: source(query) }),
      ...(token && { token }),
      ...(preflights && { preflights }),
    },
    ...steps,
  };
}

export class Lane {
  #control;

  /**
   * @param {string} control
   * @param {{ name: string, identity: string, volume: string }} made
   */
  constructor(control, { name, identity, volume }) {
    this.#control = `${control}/${name}`;
    this.name = name;
    /** Identity URL to type into the panel, ends in /v3. */
    this.identity = identity;
    /** Root of the block storage service, no slash at its end. */
    this.volume = volume;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async #call(method, path, body) {
    const response = await fetch(this.#control + path, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error) => {
      throw new Error(`The edge did not answer ${method} ${path} of ${this.name}: ${error.message}`);
    });
    if (!response.ok) throw new Error(`The edge answered ${response.status} to ${method} ${path}`);
    return response.status === 204 ? null : response.json();
  }

  /**
   * The requests seen so far, oldest first; preflights only when asked for.
   * @param {Sought} [sought]
   * @returns {Promise<Entry[]>}
   */
  async requests({ service, method, path, query, preflights = false } = {}) {
    /** @type {Entry[]} */
    const entries = await this.#call('GET', '/requests');
    return entries.filter(
      (entry) =>
        (preflights || !entry.preflight) &&
        (!service || entry.service === service) &&
        (!method || entry.method === method) &&
        (!path || path.test(entry.path)) &&
        (!query || query.test(entry.query)),
    );
  }

  /**
   * The requests that could change something, oldest first: all but reads. Those of the volume service, unless told
   * otherwise: signing in is none.
   * @param {Sought} [sought]
   * @returns {Promise<Entry[]>}
   */
  async writes(sought = {}) {
    const seen = await this.requests({ service: 'volume', ...sought });
    return seen.filter(({ method }) => !READS.has(method));
  }

  /**
   * The writes as lines without the project, such as `POST /backups` or `DELETE /backups/1b…`: to compare with all
   * that should have been sent.
   * @param {Sought} [sought]
   */
  async sent(sought = {}) {
    const seen = await this.writes(sought);
    return seen.map(({ method, path }) => `${method} ${path.replace(/^\/v3\/[0-9a-z-]+(?=\/)/, '')}`);
  }

  /** Forgets the requests seen so far; faults stay. */
  async clear() {
    await this.#call('DELETE', '/requests');
  }

  /**
   * Does something to the requests that match, until it is removed or spent.
   * @param {Fault} fault
   */
  async fault(fault) {
    const { id } = await this.#call('POST', '/rules', toRule(fault));
    return { id, remove: () => this.#call('DELETE', `/rules/${id}`) };
  }

  /**
   * Holds matching requests back until released; the wait is before the service is asked, unless `hold: 'after'`.
   * @param {Fault} fault
   */
  async hold(fault) {
    const { id, remove } = await this.fault({ hold: 'before', ...fault });
    return {
      id,
      /**
       * Resolves once so many requests wait.
       * @param {number} [count]
       */
      reached: (count = 1) => this.#call('GET', `/rules/${id}/reached?count=${count}`),
      /** Lets go what waits and holds no more. */
      release: remove,
    };
  }

  /**
   * Pretends that the volume service ends at this microversion; null ends the pretence.
   * @param {string | null} maximum
   */
  async capVersion(maximum) {
    await this.#call('PUT', '/maximum', { maximum });
  }

  /** Removes all faults and lets go what they hold. */
  async heal() {
    await this.#call('DELETE', '/rules');
  }

  async close() {
    await this.#call('DELETE', '');
  }
}

/**
 * @param {string} edge  such as http://127.0.0.1:18700
 */
export async function openLane(edge) {
  const control = `${edge}/_edge/lanes`;
  const response = await fetch(control, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS) });
  return new Lane(control, /** @type {any} */ (await response.json()));
}
