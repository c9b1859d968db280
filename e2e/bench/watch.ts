/** What runs in a page before anything of its own, to see when something is on screen. The same for panel and reference. */

import type { BrowserContext } from '@playwright/test';
import { watchMemories } from '../tests/support/held.ts';

export interface Watch {
  /** Milliseconds from the start of the page until the first row was painted. */
  firstRow: Promise<number>;
  /** Lengths of the tasks over 50 ms, in milliseconds. */
  longTasks: number[];
  /** The sum of layout shifts so far. */
  shift: number;
  /** Does something and says how many milliseconds it took until the condition was painted. */
  time(act: () => void, condition: () => boolean): Promise<number>;
  /** Waits for an event, and says how many milliseconds it took from there until the condition was painted. */
  timeFrom(event: 'click' | 'input', condition: () => boolean): Promise<number>;
  /** Notes from now on which rows of the table are touched; the function ends that and says how many. */
  watchRows(): () => { rows: number; mutations: number };
}

declare global {
  interface Window {
    bench: Watch;
  }
}

/** Self-contained: it is sent to the page as text. */
function install({ origin, kept }: { origin: string; kept: Record<string, string> }): void {
  if (location.origin !== origin) return;
  for (const [key, value] of Object.entries(kept)) sessionStorage.setItem(key, value);

  const anything = { childList: true, subtree: true, attributes: true, characterData: true };
  const painted = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
  const once = (condition: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      if (condition()) return resolve();
      setTimeout(() => reject(new Error(`not on screen after a minute: ${condition}`)), 60_000);
      const observer = new MutationObserver(() => {
        if (!condition()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document, anything);
    });
  const rowOf = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest('tr, tbody');

  const bench: Watch = {
    firstRow: once(() => document.querySelector('[data-backup-id]') !== null).then(painted),
    longTasks: [],
    shift: 0,
    async time(act, condition) {
      const start = performance.now();
      act();
      await once(condition);
      return (await painted()) - start;
    },
    async timeFrom(event, condition) {
      const start = await new Promise<number>((resolve) =>
        addEventListener(event, ({ timeStamp }) => resolve(timeStamp), { capture: true, once: true }),
      );
      await once(condition);
      return (await painted()) - start;
    },
    watchRows() {
      const records: MutationRecord[] = [];
      const observer = new MutationObserver((seen) => records.push(...seen));
      const body = document.querySelector('[data-backup-id]')?.closest('tbody');
      if (!body) throw new Error('there is no row to watch');
      observer.observe(body, anything);
      return () => {
        records.push(...observer.takeRecords());
        observer.disconnect();
        return { rows: new Set(records.map(({ target }) => rowOf(target))).size, mutations: records.length };
      };
    },
  };
  window.bench = bench;
  const observe = (type: string, each: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe('longtask', ({ duration }) => bench.longTasks.push(duration));
  observe('layout-shift', (entry) => {
    bench.shift += (entry as PerformanceEntry & { value: number }).value;
  });
}

/** Watches every page of the context that is opened from now on, and puts this into each tab's storage. */
export async function watch(context: BrowserContext, origin: string, kept: Record<string, string>): Promise<void> {
  await watchMemories(context);
  await context.addInitScript(install, { origin, kept });
}
