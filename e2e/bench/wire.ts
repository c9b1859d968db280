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
    /** A second one, whose clock goes only while the page's main thread has a processor. */
    private readonly processor: CDPSession,
  ) {}

  static async of(page: Page, network: Network): Promise<Wire> {
    const protocol = await page.context().newCDPSession(page);
    const processor = await page.context().newCDPSession(page);
    const wire = new Wire(page, protocol, processor);
    await protocol.send('Network.enable');
    await protocol.send('Performance.enable');
    await processor.send('Performance.enable', { timeDomain: 'threadTicks' });
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

  /**
   * Milliseconds that the page's main thread has worked, by kind of work. `processor` is what it had a processor for; the
   * others go on while it waits for one, which here the cloud and the test's own driver need as well.
   */
  async work(): Promise<{ all: number; processor: number; script: number; layout: number }> {
    const figures = async (protocol: CDPSession) => {
      const { metrics } = await protocol.send('Performance.getMetrics');
      return (name: string) => 1_000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
    };
    const [page, processor] = await Promise.all([figures(this.protocol), figures(this.processor)]);
    return {
      all: page('TaskDuration'),
      processor: processor('TaskDuration'),
      script: page('ScriptDuration'),
      layout: page('LayoutDuration') + page('RecalcStyleDuration'),
    };
  }

  /** What the page holds, after a collection of garbage. */
  held(): Promise<Held> {
    return held(this.page, this.protocol);
  }
}
