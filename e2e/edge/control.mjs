/**
 * The control interface, for tests only:
 *   POST   /_edge/lanes                              -> a new lane: { name, identity, volume }
 *   DELETE /_edge/lanes/{lane}                       also when it is closed already
 *   GET    /_edge/lanes/{lane}/requests              -> its log
 *   DELETE /_edge/lanes/{lane}/requests
 *   PUT    /_edge/lanes/{lane}/maximum               { maximum: "3.27" | null }
 *   POST   /_edge/lanes/{lane}/rules                 a rule -> { id }
 *   DELETE /_edge/lanes/{lane}/rules
 *   DELETE /_edge/lanes/{lane}/rules/{id}            also lets go what the rule holds
 *   GET    /_edge/lanes/{lane}/rules/{id}/reached    answers once ?count=n requests have been held
 *   POST   /_edge/lanes/{lane}/rules/{id}/release
 */

import { readAll } from './forward.mjs';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Lane, Lanes } from './lanes.mjs' */

/** @typedef {{ status: number, json?: unknown }} Reply */

const DONE = { status: 204 };
const UNKNOWN = { status: 404, json: { error: 'no such lane, rule or control' } };

/**
 * @param {Lane} lane
 * @param {string} method
 * @param {string | undefined} id
 * @param {string | undefined} verb
 * @param {{ body: any, search: URLSearchParams }} input
 * @returns {Promise<Reply>}
 */
async function onRules(lane, method, id, verb, { body, search }) {
  if (id === undefined) {
    if (method === 'POST') return { status: 201, json: { id: lane.rules.add(body).id } };
    if (method !== 'DELETE') return UNKNOWN;
    lane.rules.clear();
    return DONE;
  }
  const rule = lane.rules.get(id);
  if (!rule) return UNKNOWN;
  switch (`${method} ${verb ?? ''}`) {
    case 'DELETE ':
      lane.rules.remove(id);
      return DONE;
    case 'GET reached':
      await rule.reached(Number(search.get('count') ?? 1));
      return DONE;
    case 'POST release':
      rule.release();
      return DONE;
    default:
      return UNKNOWN;
  }
}

/**
 * @param {Lane} lane
 * @param {string} method
 * @param {string[]} path  what follows the lane's name
 * @param {{ body: any, search: URLSearchParams }} input
 * @returns {Promise<Reply>}
 */
async function onLane(lane, method, [part, id, verb], input) {
  switch (part) {
    case 'requests':
      if (method === 'DELETE') lane.log.clear();
      return method === 'DELETE' ? DONE : { status: 200, json: lane.log.list() };
    case 'maximum':
      lane.maximum = input.body.maximum;
      return DONE;
    case 'rules':
      return onRules(lane, method, id, verb, input);
    default:
      return UNKNOWN;
  }
}

/**
 * @param {Lanes} lanes
 * @param {(name: string) => Record<string, string>} urlsOf
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 */
export async function control(lanes, urlsOf, request, response) {
  const url = new URL(request.url ?? '/', 'http://edge');
  const method = request.method ?? 'GET';
  const text = (await readAll(request)).toString();
  const [, , root, name, ...rest] = url.pathname.split('/');
  /** @type {Reply} */
  let reply = UNKNOWN;
  if (root === 'lanes' && name === undefined && method === 'POST') {
    const lane = lanes.create();
    reply = { status: 201, json: { name: lane.name, ...urlsOf(lane.name) } };
  } else if (root === 'lanes' && name) {
    const lane = lanes.get(name);
    if (rest.length === 0 && method === 'DELETE') {
      lanes.close(name);
      reply = DONE;
    } else if (lane) {
      reply = await onLane(lane, method, rest, { body: text ? JSON.parse(text) : {}, search: url.searchParams });
    }
  } else if (root === 'ready') {
    reply = { status: 200, json: { ready: true } };
  }
  response.writeHead(reply.status, { 'Content-Type': 'application/json' });
  response.end(reply.json === undefined ? undefined : JSON.stringify(reply.json));
}
