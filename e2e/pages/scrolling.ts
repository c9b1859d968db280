/** Scrolling a table of which only the rows near the window exist. */

import type { Locator } from '@playwright/test';

/** How far the table is scrolled, in pixels, wherever it is that scrolls. */
export async function scrollOffset(table: Locator): Promise<number> {
  return table.evaluate((element) => {
    let sum = window.scrollY;
    for (let node: Element | null = element; node && node !== document.documentElement; node = node.parentElement)
      sum += node.scrollTop;
    return Math.round(sum);
  });
}

/** Goes through the whole table from its top and returns the values of the attribute, each once, in order. */
export async function collect(table: Locator, attribute: string): Promise<string[]> {
  return table.evaluate(async (element, name) => {
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    let scroller: Element = document.documentElement;
    for (let node: Element | null = element; node; node = node.parentElement) {
      const { overflowY } = getComputedStyle(node);
      if (/auto|scroll/.test(overflowY) && node.scrollHeight > node.clientHeight + 1) {
        scroller = node;
        break;
      }
    }
    const seen = new Set<string>();
    scroller.scrollTop = 0;
    await painted();
    for (;;) {
      for (const row of element.querySelectorAll(`[${name}]`)) seen.add(row.getAttribute(name) ?? '');
      const before = scroller.scrollTop;
      scroller.scrollTop += Math.max(100, scroller.clientHeight * 0.9);
      await painted();
      if (scroller.scrollTop === before) return [...seen];
    }
  }, attribute);
}
