/** Asks the real service, once, over a connection of its own. */

import http from 'node:http';

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Array<[string, string]>} headers
 * @property {Buffer} body
 */

/** Headers that belong to one connection, and those the edge writes anew. */
const OWN = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length', 'host', 'accept-encoding']);

/**
 * @param {string[]} raw  name, value, name, value ... as Node gives them
 * @returns {Array<[string, string]>}
 */
function endToEnd(raw) {
  /** @type {Array<[string, string]>} */
  const kept = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name, value] = [raw[i] ?? '', raw[i + 1] ?? ''];
    if (!OWN.has(name.toLowerCase())) kept.push([name, value]);
  }
  return kept;
}

/**
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<Buffer>}
 */
export async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * @param {string} base  URL of the service, no slash at its end
 * @param {{ method: string, url: string, rawHeaders: string[], body: Buffer, replace?: Record<string, string> }} request
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
export function forward(base, { method, url, rawHeaders, body, replace = {} }, signal) {
  const replaced = new Set(Object.keys(replace).map((name) => name.toLowerCase()));
  /** @type {Record<string, string | string[]>} */
  const headers = { 'accept-encoding': 'identity', ...replace };
  for (const [name, value] of endToEnd(rawHeaders)) if (!replaced.has(name.toLowerCase())) headers[name] = value;
  if (body.length > 0 || !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(method)) headers['content-length'] = String(body.length);
  return new Promise((resolve, reject) => {
    const outgoing = http.request(base + url, { method, headers, agent: false, signal }, (incoming) => {
      readAll(incoming).then(
        (bytes) => resolve({ status: incoming.statusCode ?? 502, headers: endToEnd(incoming.rawHeaders), body: bytes }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
