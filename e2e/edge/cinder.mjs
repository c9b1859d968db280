/** Refusals as Cinder words them, for those that the real one cannot be brought to: a dead host, another driver. */

/** @import { OwnAnswer } from './types.ts' */

/** @type {Record<number, string>} */
const NAMES = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'itemNotFound',
  405: 'badMethod',
  409: 'conflictingRequest',
  413: 'overLimit',
  415: 'badMediaType',
  501: 'notImplemented',
  503: 'serviceUnavailable',
};

/** The request id that these refusals name. */
export const REQUEST_ID = 'req-00000000-0000-4000-8000-00000000ed6e';

/**
 * @param {number} status
 * @param {string} message
 * @returns {OwnAnswer}
 */
export function refusal(status, message) {
  const body = JSON.stringify({ [NAMES[status] ?? 'computeFault']: { code: status, message } });
  return { status, type: 'application/json', body, headers: { 'X-OpenStack-Request-ID': REQUEST_ID }, cors: true };
}
