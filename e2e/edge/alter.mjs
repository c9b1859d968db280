/** Changes to a service's real answer: declarative edits of its JSON, and damage. */

/** @import { Alteration, Edit } from './types.ts' */
/** @import { Answer } from './forward.mjs' */

/** Says in the answer itself that its body is not what the service sent. */
export const EDITED_HEADER = 'X-Edge-Edited';

/**
 * @param {unknown} node
 * @param {string[]} steps
 * @returns {Array<Record<string, unknown>>} the objects that the path leads to
 */
function select(node, steps) {
  const [step, ...rest] = steps;
  if (step === undefined) return node && typeof node === 'object' && !Array.isArray(node) ? [/** @type {any} */ (node)] : [];
  if (!node || typeof node !== 'object') return [];
  if (step === '*') return Object.values(node).flatMap((child) => select(child, rest));
  return select(/** @type {any} */ (node)[step], rest);
}

/**
 * @param {unknown} json
 * @param {Edit[]} edits
 * @returns {number} how many objects were changed
 */
export function edit(json, edits) {
  let changed = 0;
  for (const { at, where = {}, set = {}, remove = [] } of edits) {
    for (const target of select(json, at.split('/').filter(Boolean))) {
      if (!Object.entries(where).every(([name, value]) => target[name] === value)) continue;
      Object.assign(target, set);
      for (const name of remove) delete target[name];
      changed += 1;
    }
  }
  return changed;
}

/** @param {Answer} answer */
export function withoutCors(answer) {
  return { ...answer, headers: answer.headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-')) };
}

/**
 * @param {Answer} answer
 * @param {string} name
 * @param {string} value
 */
export function setHeader(answer, name, value) {
  const others = withoutHeader(answer, name).headers;
  return { ...answer, headers: /** @type {Answer['headers']} */ ([...others, [name, value]]) };
}

/**
 * @param {Answer} answer
 * @param {string} name
 */
function withoutHeader(answer, name) {
  return { ...answer, headers: answer.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()) };
}

/**
 * @param {Answer} real
 * @param {Alteration} change
 * @returns {{ answer: Answer, edited: boolean }}
 */
export function alter(real, change) {
  let answer = { ...real, status: change.status ?? real.status };
  let edited = change.body !== undefined || change.truncate !== undefined || change.status !== undefined;
  if (change.body !== undefined) answer.body = Buffer.from(change.body);
  if (change.type !== undefined) answer = setHeader(answer, 'Content-Type', change.type);
  if (change.edit && answer.body.length > 0) {
    const json = JSON.parse(answer.body.toString());
    edited = edit(json, change.edit) > 0 || edited;
    answer.body = Buffer.from(JSON.stringify(json));
  }
  if (change.truncate !== undefined) answer.body = answer.body.subarray(0, change.truncate);
  if (edited) answer = setHeader(answer, EDITED_HEADER, 'true');
  if (change.dropCors) answer = withoutCors(answer);
  for (const [name, value] of Object.entries(change.headers ?? {})) {
    answer = value === null ? withoutHeader(answer, name) : setHeader(answer, name, value);
  }
  return { answer, edited };
}
