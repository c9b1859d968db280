/** The edge: one HTTP server in front of Keystone and Cinder. Knows which lane and service a URL means, no more. */

import http from 'node:http';
import { control } from './control.mjs';
import { exchange } from './exchange.mjs';
import { Lanes } from './lanes.mjs';

/** @import { AddressInfo } from 'node:net' */
/** @import { Services } from './types.ts' */

/**
 * `/lane-1/volume/v3/…?x` -> lane, service, and the path as the service knows it.
 * @param {string} url
 */
function route(url) {
  const [, lane = '', service = '', rest = '', query = ''] = url.match(/^\/([^/?]+)\/(identity|volume)([^?]*)\??(.*)$/s) ?? [];
  return { lane, service, target: { path: rest || '/', query } };
}

/**
 * @param {{ services: Services, port: number, host?: string }} options  port 0 picks a free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startEdge({ services, port, host = '127.0.0.1' }) {
  const lanes = new Lanes();
  let base = '';
  /** @param {string} name */
  const through = (name) => ({ identity: `${base}/${name}/identity`, volume: `${base}/${name}/volume` });
  /** @param {string} name */
  const published = (name) => ({ identity: `${through(name).identity}/v3`, volume: through(name).volume });

  const server = http.createServer((request, response) => {
    const url = request.url ?? '/';
    /** @param {unknown} error */
    const failed = (error) => {
      console.error(`edge: ${request.method} ${url.split('?')[0]}: ${error}`);
      response.socket?.destroy();
    };
    if (url.startsWith('/_edge/')) {
      control(lanes, published, request, response).catch(failed);
      return;
    }
    const { lane: name, service, target } = route(url);
    const lane = lanes.get(name);
    if (!lane || (service !== 'identity' && service !== 'volume')) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('The edge has no such lane.\n');
      return;
    }
    exchange(request, response, { lane, services, through: through(name) }, service, target).catch(failed);
  });

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  base = `http://${host}:${/** @type {AddressInfo} */ (server.address()).port}`;
  return {
    url: base,
    close: async () => {
      lanes.closeAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
