/** Scrolling a table of which only the rows near the window exist. */

import { expect, type Locator } from '@playwright/test';

/** How far the table is scrolled, in pixels, wherever it is that scrolls. */
export async function scrollOffset(table: Locator): Promise<number> {
  return table.evaluate((element) => {
    let sum = window.scrollY;
    for (let node: Element | null = element; node && node !== document.documentElement; node = node.parentElement)
      sum += node.scrollTop;
    return Math.round(sum);
  });
}

/** Turns the wheel over the table, which stands at its top, and waits until it is scrolled so far. */
export async function scrollDown(table: Locator, pixels: number): Promise<void> {
  await table.getByRole('row').nth(1).hover();
  await table.page().mouse.wheel(0, pixels);
  await expect.poll(() => scrollOffset(table)).toBe(pixels);
}

/** Goes through the whole table from its top and returns the values of the attribute, each once, in order. */
export async function collect(table: Locator, attribute: string): Promise<string[]> {
  return table.evaluate(async (element, name) => {
    let scroller: Element = document.documentElement;
    for (let node: Element | null = element; node; node = node.parentElement) {
      const { overflowY } = getComputedStyle(node);
      if (/auto|scroll/.test(overflowY) && node.scrollHeight > node.clientHeight + 1) {
        scroller = node;
        break;
      }
    }
    // Rows follow when the browser tells of the scrolling, once a frame; false when it goes no further. A clock of the
    // test's own does not matter, and a slow machine takes its time for no more frames than are needed.
    const scrolled = (top: number) =>
      new Promise<boolean>((resolve) => {
        const before = scroller.scrollTop;
        scroller.scrollTop = top;
        if (scroller.scrollTop === before) return resolve(false);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(true);
        const tells = scroller === document.documentElement ? document : scroller;
        tells.addEventListener('scroll', () => port2.postMessage(null), { once: true });
      });
    const seen = new Set<string>();
    await scrolled(0);
    do {
      for (const row of element.querySelectorAll(`[${name}]`)) seen.add(row.getAttribute(name) ?? '');
    } while (await scrolled(scroller.scrollTop + Math.max(100, scroller.clientHeight * 0.9)));
    return [...seen];
  }, attribute);
}
