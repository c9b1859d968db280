/** Where the panel is put: what every kind of configuration is written from. */

import { ConfigurationError, originOf, securityHeaders } from './policy.mjs';

/** @import { Config } from './policy.mjs' */

/**
 * @typedef {object} Site
 * @property {URL} url The page's address; its path ends in a slash.
 * @property {string} root The folder that dist/ was uploaded to, without a slash at its end.
 * @property {Config} config
 * @property {Array<[name: string, value: string]>} headers Of every response.
 */

/** Nothing that means something to a web server. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9._~@+-]+)*\/?$/;

/**
 * @param {{ url: string, root: string, config: Config, files?: string, pages?: string }} input
 *   files: the address of the panel's files, when the page is on another origin;
 *   pages: the origin of pages elsewhere that load the files from here
 * @returns {Site}
 */
export function makeSite({ url, root, config, files, pages }) {
  originOf(url, 'the address of the site');
  const address = new URL(url);
  if (!address.pathname.endsWith('/')) address.pathname += '/';
  const folder = root.replace(/\/+$/, '');
  for (const path of [address.pathname, folder]) {
    if (!PLAIN_PATH.test(path)) throw new ConfigurationError(`${path}: a path of plain characters is needed`);
  }
  const headers = securityHeaders(config, files === undefined ? undefined : originOf(files, 'the address of the files'));
  if (pages !== undefined) headers.push(['Access-Control-Allow-Origin', originOf(pages, 'the origin of the pages')]);
  return { url: address, root: folder, config, headers };
}

/** An address of which only this machine can be meant is listened on itself; of a name, any. */
export const isAddress = (/** @type {URL} */ url) => /^[0-9.]+$/.test(url.hostname);

/** The port, also when it is the usual one. */
export const portOf = (/** @type {URL} */ url) => url.port || (url.protocol === 'https:' ? '443' : '80');
