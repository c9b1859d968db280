/** What the browser holds for a page once all that can go has gone, as its debugging protocol says. */

import type { BrowserContext, CDPSession, Page } from '@playwright/test';

/** Bytes of JavaScript's heap and of wasm's memory, and how many nodes and listeners there are, in the document or not. */
export interface Held {
  heap: number;
  wasm: number;
  nodes: number;
  listeners: number;
}

declare global {
  interface Window {
    wasmMemories?: WebAssembly.Memory[];
  }
}

/** Self-contained: it is sent to the page as text. */
function install(): void {
  const memories: WebAssembly.Memory[] = [];
  window.wasmMemories = memories;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given: Parameters<typeof instantiate>) => {
    const made = (await instantiate(...given)) as WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;
    const { memory } = ('instance' in made ? made.instance : made).exports;
    if (memory instanceof WebAssembly.Memory && !memories.includes(memory)) memories.push(memory);
    return made as never;
  };
}

/** The panel keeps its memory to itself: it is taken from what the browser makes for a page that is loaded from now on. */
export async function watchMemories(pages: Page | BrowserContext): Promise<void> {
  await pages.addInitScript(install);
}

export async function held(page: Page, protocol: CDPSession): Promise<Held> {
  await protocol.send('HeapProfiler.enable');
  // What is told of a collection lets go of more, in a task after it.
  for (let round = 0; round < 3; round += 1) {
    await protocol.send('HeapProfiler.collectGarbage');
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await protocol.send('HeapProfiler.collectGarbage');
  const { usedSize } = await protocol.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await protocol.send('Memory.getDOMCounters');
  const wasm = await page.evaluate(() => (window.wasmMemories ?? []).reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
  return { heap: usedSize, wasm, nodes, listeners: jsEventListeners };
}
