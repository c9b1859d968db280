/** One request of the panel, through one lane: its rule's steps, the real service, and the answer. */

import { setTimeout as wait } from 'node:timers/promises';
import { alter } from './alter.mjs';
import { forward, readAll } from './forward.mjs';
import { cappedDocument, isVersionDocument, lower, refusal } from './microversions.mjs';
import { page } from './nginx.mjs';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Answer } from './forward.mjs' */
/** @import { Lane } from './lanes.mjs' */
/** @import { Entry, OwnAnswer, Rule, Service, Services } from './types.ts' */

/** What both services expose to a page when they answer it themselves. */
const EXPOSED = 'X-Auth-Token, X-Subject-Token, X-OpenStack-Request-ID, OpenStack-API-Version, Openstack-Auth-Receipt';

/**
 * @param {OwnAnswer} own
 * @param {string | null} origin
 * @returns {Answer}
 */
function ownAnswer({ status, type = 'text/html', body = '', headers = {}, cors = false }, origin) {
  /** @type {Answer['headers']} */
  const list = [['Content-Type', type], ...Object.entries(headers)];
  if (cors && origin)
    list.push(['Access-Control-Allow-Origin', origin], ['Access-Control-Expose-Headers', EXPOSED], ['Vary', 'Origin']);
  return { status, headers: list, body: Buffer.from(body) };
}

/**
 * Leads whoever reads an identity answer through the same lane to the other service.
 * @param {Answer} answer
 * @param {Services} real
 * @param {Services} through
 */
function relink(answer, real, through) {
  let text = answer.body.toString();
  for (const service of /** @type {Service[]} */ (['identity', 'volume'])) text = text.replaceAll(real[service], through[service]);
  return { ...answer, body: Buffer.from(text) };
}

/**
 * Asks the service; what the lane always does to its answers is done.
 * @param {IncomingMessage} request
 * @param {Buffer} body
 * @param {Entry} entry
 * @param {Record<string, string>} instead  request headers to replace
 * @param {{ lane: Lane, services: Services, through: Services }} where
 * @param {AbortSignal} signal
 */
async function ask(request, body, entry, instead, { lane, services, through }, signal) {
  const capped = entry.service === 'volume' && !entry.preflight ? lane.maximum : null;
  const { send, refused } = capped ? lower(entry.version, capped) : { send: entry.version, refused: null };
  const url = entry.path + (entry.query ? `?${entry.query}` : '');
  const replace = { ...instead, ...(send !== null && send !== entry.version && { 'OpenStack-API-Version': send }) };
  const answer = await forward(
    services[entry.service],
    { method: entry.method, url, rawHeaders: request.rawHeaders, body, replace },
    signal,
  );
  if (entry.service === 'identity') return relink(answer, services, through);
  if (capped && refused) return refusal(answer, refused, capped);
  return capped && isVersionDocument(entry.path) ? cappedDocument(answer, capped) : answer;
}

/**
 * @param {ServerResponse} response
 * @param {Answer} answer
 * @param {boolean} headersOnly
 * @param {boolean} cutMidway
 */
function send(response, answer, headersOnly, cutMidway) {
  const headers = answer.headers.flat();
  if (answer.status !== 204 && answer.status !== 304) headers.push('Content-Length', String(answer.body.length));
  // Without reuse of connections a browser has no reason to repeat by itself a request that was cut.
  response.writeHead(answer.status, [...headers, 'Connection', 'close']);
  if (!cutMidway) {
    response.end(headersOnly ? undefined : answer.body);
    return;
  }
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.socket?.destroy());
}

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {{ lane: Lane, services: Services, through: Services }} where
 * @param {Service} service
 * @param {{ path: string, query: string }} target
 */
export async function exchange(request, response, where, service, target) {
  const { lane } = where;
  const entry = lane.log.begin(request, service, target);
  const token = request.headers['x-auth-token'];
  const met = lane.rules.meet(entry, typeof token === 'string' ? token : undefined);
  /** @type {Rule} */
  const rule = met?.rule ?? {};
  entry.rule = met?.id ?? null;

  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) lane.log.end(entry, 'gone');
    gone.abort();
  });
  // As a proxy would: a read that nobody waits for is given up, a write goes on.
  const signal = ['GET', 'HEAD'].includes(entry.method) ? AbortSignal.any([gone.signal, lane.closed]) : lane.closed;
  const cut = () => {
    lane.log.end(entry, 'cut');
    response.socket?.destroy();
  };

  const body = await readAll(request);
  if (rule.delay) await wait(rule.delay, undefined, { signal: AbortSignal.any([gone.signal, lane.closed]) }).catch(() => {});
  if (rule.hold === 'before') await met?.gate();
  if (rule.cut === 'before' || lane.closed.aborted) return cut();
  if (rule.hang) return lane.closed.addEventListener('abort', cut);

  let answer;
  if (rule.answer) {
    answer = ownAnswer(rule.answer, entry.origin);
  } else {
    try {
      answer = await ask(request, body, entry, rule.send ?? {}, where, signal);
    } catch {
      // Nothing listens behind the edge, or the reader left.
      answer = ownAnswer(page(502), entry.origin);
    }
  }
  if (rule.hold === 'after') await met?.gate();
  if (rule.cut === 'after') return cut();
  if (rule.alter && !rule.answer) {
    const changed = alter(answer, rule.alter);
    answer = changed.answer;
    entry.edited = changed.edited;
  }
  if (response.destroyed) return;
  lane.log.end(entry, rule.cut === 'midway' ? 'cut' : 'answered', answer.status);
  send(response, answer, entry.method === 'HEAD', rule.cut === 'midway');
}
