/** Lanes: one per test, each with its own faults, its own log and its own idea of the newest microversion. */

import { randomBytes } from 'node:crypto';
import { Log } from './log.mjs';
import { Rules } from './rules.mjs';

export class Lane {
  rules = new Rules();
  log = new Log();
  /**
   * The newest microversion the volume service claims to know, such as `3.27`; null leaves the real one.
   * @type {string | null}
   */
  maximum = null;
  #closed = new AbortController();

  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /** Aborted when the lane closes, so that nothing hangs past its test. */
  get closed() {
    return this.#closed.signal;
  }

  close() {
    this.rules.clear();
    this.#closed.abort();
  }
}

export class Lanes {
  /** @type {Map<string, Lane>} */
  #lanes = new Map();

  create() {
    const lane = new Lane(`lane-${randomBytes(6).toString('hex')}`);
    this.#lanes.set(lane.name, lane);
    return lane;
  }

  /** @param {string} name */
  get(name) {
    return this.#lanes.get(name);
  }

  /** @param {string} name */
  close(name) {
    this.#lanes.get(name)?.close();
    this.#lanes.delete(name);
  }

  closeAll() {
    for (const name of [...this.#lanes.keys()]) this.close(name);
  }
}
