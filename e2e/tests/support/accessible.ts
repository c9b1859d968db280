/** A page by the rules that axe knows. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** No violation in either colour scheme; each is named by its rule and the first elements it was found on. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      on: nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)),
    }));
    expect(found, `${what}, ${colorScheme}`).toEqual([]);
  }
}
