/** What went through a lane. Holds no token and no body. */

/** @import { IncomingMessage } from 'node:http' */
/** @import { Entry, Service } from './types.ts' */

export class Log {
  #next = 1;
  /** @type {Entry[]} */
  #entries = [];

  /**
   * @param {IncomingMessage} request
   * @param {Service} service
   * @param {{ path: string, query: string }} target
   * @returns {Entry}
   */
  begin(request, service, { path, query }) {
    const method = request.method ?? 'GET';
    const version = request.headers['openstack-api-version'];
    /** @type {Entry} */
    const entry = {
      n: this.#next++,
      at: Date.now(),
      service,
      method,
      path,
      query,
      preflight: method === 'OPTIONS' && 'access-control-request-method' in request.headers,
      version: typeof version === 'string' ? version : null,
      origin: request.headers.origin ?? null,
      status: null,
      outcome: 'pending',
      rule: null,
      edited: false,
      ms: null,
    };
    this.#entries.push(entry);
    return entry;
  }

  /**
   * @param {Entry} entry
   * @param {Entry['outcome']} outcome
   * @param {number | null} [status]
   */
  end(entry, outcome, status = null) {
    if (entry.outcome !== 'pending') return;
    entry.outcome = outcome;
    entry.status = status;
    entry.ms = Date.now() - entry.at;
  }

  list() {
    return this.#entries;
  }

  clear() {
    this.#entries = [];
  }
}
