/** A page by the rules that axe knows. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** No violation in either colour scheme; each is named by its rule and the first elements it was found on. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  expect(page.frames(), 'that way does not look into frames').toHaveLength(1);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(endOfTransitions);
    // In the page itself, not partly in a blank one, and without the selectors of all that is right: half the time.
    const axe = new AxeBuilder({ page })
      .options({ resultTypes: ['violations'] })
      .withTags(RULES)
      .setLegacyMode();
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      on: nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)),
    }));
    expect(found, `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** A button that has just become free is between two colours. */
async function endOfTransitions(): Promise<void> {
  const ends = document.getAnimations().filter((each) => each instanceof CSSTransition);
  await Promise.allSettled(ends.map(({ finished }) => finished));
}
