/** How high a frame would have to be to show the panel without scrolling; tells of every change. */

/** What scrolls in the panel; a page of a list leaves that to its table. */
const SCROLLERS = '.bp-main, .bp-gate, .bp-table-scroll';

/** How much more room than it has a scroller needs; negative when it has room left that it could give away. */
function missing(/** @type {Element} */ scroller) {
  const overflow = scroller.scrollHeight - scroller.clientHeight;
  const last = scroller.lastElementChild;
  if (overflow > 0 || !last) return overflow;
  const { paddingBottom } = getComputedStyle(scroller);
  const end = last.getBoundingClientRect().bottom + Number.parseFloat(paddingBottom);
  const left = scroller.getBoundingClientRect().top + scroller.clientTop + scroller.clientHeight - end;
  // Its frame may be as small as it gets.
  const frame = scroller.parentElement;
  const least = frame ? Number.parseFloat(getComputedStyle(frame).minHeight) || 0 : 0;
  const spare = frame && least > 0 ? frame.getBoundingClientRect().height - least : left;
  return -Math.max(0, Math.min(left, spare));
}

/**
 * Measures until stopped, at most once per frame of the display.
 * @param {HTMLElement} root
 * @param {(height: number) => void} tell
 * @returns {() => void} stops
 */
export function followHeight(root, tell) {
  let told = -1;
  let due = 0;
  const measure = () => {
    due = 0;
    sizes.disconnect();
    let height = root.getBoundingClientRect().height;
    sizes.observe(root);
    for (const scroller of root.querySelectorAll(SCROLLERS)) {
      if (scroller.closest('[data-behind]')) continue;
      height += missing(scroller);
      sizes.observe(scroller);
      for (const child of scroller.children) sizes.observe(child);
    }
    height = Math.max(0, Math.ceil(height));
    if (height !== told) {
      told = height;
      tell(height);
    }
  };
  const soon = () => {
    due ||= requestAnimationFrame(measure);
  };
  const sizes = new ResizeObserver(soon);
  // Pages come and go, and what scrolls with them.
  const parts = new MutationObserver(soon);
  parts.observe(root, { childList: true, subtree: true });
  soon();
  return () => {
    cancelAnimationFrame(due);
    sizes.disconnect();
    parts.disconnect();
  };
}
