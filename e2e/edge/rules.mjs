/** The rules of one lane: which request meets which rule, and the gates that hold requests back. */

/** @import { Entry, Match, Rule } from './types.ts' */

/**
 * @param {Match | undefined} match
 * @param {Entry} entry
 * @param {string} [token] what the request carries; the log keeps none
 */
export function matches(match, entry, token) {
  const preflights = match?.preflights ?? 'no';
  if (entry.preflight ? preflights === 'no' : preflights === 'only') return false;
  if (!match) return true;
  if (match.service && match.service !== entry.service) return false;
  if (match.method && !entry.preflight && match.method.toUpperCase() !== entry.method) return false;
  if (match.token && match.token !== token) return false;
  if (match.path && !new RegExp(match.path).test(entry.path)) return false;
  return !match.query || new RegExp(match.query).test(entry.query);
}

/** A rule in force, with how often it was met and the requests that wait at its gate. */
export class ActiveRule {
  #met = 0;
  #open = false;
  #held = 0;
  /** @type {Array<() => void>} */
  #waiting = [];
  /** @type {Array<{ count: number, tell: () => void }>} */
  #watchers = [];

  /**
   * @param {string} id
   * @param {Rule} rule
   */
  constructor(id, rule) {
    this.id = id;
    this.rule = rule;
  }

  /**
   * Counts the request when it matches, and says whether the rule applies to it.
   * @param {Entry} entry
   * @param {string} [token]
   */
  take(entry, token) {
    if (!matches(this.rule.match, entry, token)) return false;
    const first = this.rule.skip ?? 0;
    const last = first + (this.rule.times ?? Number.POSITIVE_INFINITY);
    if (this.#met >= last) return false;
    this.#met += 1;
    return this.#met > first;
  }

  /** Resolves when the rule is released. */
  async gate() {
    if (this.#open) return;
    const released = new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    this.#held += 1;
    for (const watcher of this.#watchers) if (this.#held >= watcher.count) watcher.tell();
    await released;
  }

  /**
   * Resolves once so many requests have come to the gate.
   * @param {number} count
   */
  async reached(count) {
    if (this.#held >= count) return;
    await new Promise((resolve) => this.#watchers.push({ count, tell: () => resolve(undefined) }));
  }

  release() {
    this.#open = true;
    for (const go of this.#waiting.splice(0)) go();
  }
}

/** All rules of a lane. The oldest one that still applies is the one a request meets. */
export class Rules {
  #next = 1;
  /** @type {ActiveRule[]} */
  #rules = [];

  /** @param {Rule} rule */
  add(rule) {
    const active = new ActiveRule(`rule-${this.#next++}`, rule);
    this.#rules.push(active);
    return active;
  }

  /** @param {string} id */
  get(id) {
    return this.#rules.find((rule) => rule.id === id);
  }

  /** @param {string} id */
  remove(id) {
    this.get(id)?.release();
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
  }

  clear() {
    for (const rule of this.#rules.splice(0)) rule.release();
  }

  /**
   * @param {Entry} entry
   * @param {string} [token]
   */
  meet(entry, token) {
    return this.#rules.find((rule) => rule.take(entry, token)) ?? null;
  }
}
