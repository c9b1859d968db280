/** What goes over the wire, and what the page costs, as the browser itself says through its debugging protocol. */

import type { CDPSession, Page } from '@playwright/test';
import { CINDER_PORT, KEYSTONE_PORT } from '../tests/support/environment.ts';
import { type Held, held } from '../tests/support/held.ts';

export type Network = 'plain' | 'slow';

/** Slow 4G as Lighthouse has it, and a processor of a cheap phone. */
const SLOW = { latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8, cpu: 4 };

interface Asked {
  kind: 'html' | 'css' | 'js' | 'wasm' | 'other' | 'identity' | 'volume' | 'preflight';
  url: string;
  /** Seconds on the browser's own clock. */
  at: number;
  bytes: number;
  done: boolean;
}

function kindOf(url: string, method: string): Asked['kind'] {
  const { port, pathname } = new URL(url);
  if (method === 'OPTIONS') return 'preflight';
  if (port === KEYSTONE_PORT) return 'identity';
  if (port === CINDER_PORT) return 'volume';
  if (pathname.endsWith('/')) return 'html';
  const extension = pathname.match(/\.(html|css|js|wasm)$/)?.[1];
  return (extension as Asked['kind'] | undefined) ?? 'other';
}

/** How long nothing may be under way for the page to count as quiet. */
const QUIET_MS = 400;

export class Wire {
  readonly asked: Asked[] = [];

  private constructor(
    readonly page: Page,
    readonly protocol: CDPSession,
  ) {}

  static async of(page: Page, network: Network): Promise<Wire> {
    const protocol = await page.context().newCDPSession(page);
    const wire = new Wire(page, protocol);
    await protocol.send('Network.enable');
    await protocol.send('Performance.enable');
    if (network === 'slow') {
      const { cpu, ...line } = SLOW;
      await protocol.send('Network.emulateNetworkConditions', { offline: false, ...line });
      await protocol.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    }
    const open = new Map<string, Asked>();
    protocol.on('Network.requestWillBeSent', ({ requestId, request, timestamp }) => {
      if (!request.url.startsWith('http')) return;
      const asked: Asked = { kind: kindOf(request.url, request.method), url: request.url, at: timestamp, bytes: 0, done: false };
      open.set(requestId, asked);
      wire.asked.push(asked);
    });
    protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const asked = open.get(requestId);
      if (asked) Object.assign(asked, { bytes: Math.max(0, encodedDataLength), done: true });
    });
    protocol.on('Network.loadingFailed', ({ requestId }) => {
      const asked = open.get(requestId);
      if (asked) asked.done = true;
    });
    return wire;
  }

  /** Until nothing has been under way for a while. */
  async quiet(): Promise<void> {
    for (let since = Date.now(); Date.now() - since < QUIET_MS; ) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      if (this.asked.some(({ done }) => !done)) since = Date.now();
    }
  }

  /** Milliseconds that the page's main thread has worked, by kind of work. */
  async work(): Promise<{ all: number; script: number; layout: number }> {
    const { metrics } = await this.protocol.send('Performance.getMetrics');
    const of = (name: string) => 1_000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
    return { all: of('TaskDuration'), script: of('ScriptDuration'), layout: of('LayoutDuration') + of('RecalcStyleDuration') };
  }

  /** What the page holds, after a collection of garbage. */
  held(): Promise<Held> {
    return held(this.page, this.protocol);
  }
}
