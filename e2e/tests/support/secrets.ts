/** Looks for secrets wherever a page could leave them. */

import { expect, type Page } from '@playwright/test';

/** Fails when one of them is in the address, the history's state, the document or storage that lasts. */
export async function expectNoTrace(page: Page, secrets: string[]): Promise<void> {
  const found = await page.evaluate(() => ({
    address: location.href,
    state: JSON.stringify(history.state),
    document: document.documentElement.outerHTML,
    local: JSON.stringify({ ...localStorage }),
    cookies: document.cookie,
  }));
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(5);
    for (const [where, content] of Object.entries(found)) {
      expect(content.includes(secret) || content.includes(encodeURIComponent(secret)), `a secret in ${where}`).toBe(false);
    }
  }
}
