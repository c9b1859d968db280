/** Error pages as nginx sends them in front of a service: HTML, and without CORS headers. */

/** @import { OwnAnswer } from './types.ts' */

/** @type {Record<number, string>} */
const REASONS = {
  413: 'Request Entity Too Large',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

/**
 * @param {number} status
 * @returns {OwnAnswer}
 */
export function page(status) {
  const title = `${status} ${REASONS[status] ?? 'Error'}`;
  const body = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>nginx</center>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
  return { status, type: 'text/html', body, headers: { Server: 'nginx' } };
}
