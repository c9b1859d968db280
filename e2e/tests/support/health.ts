/** What must never happen on a page, whatever a test is about. */

import type { Page } from '@playwright/test';

/** Collects from now on what is a defect in itself; empty at the end of a good test. */
export function watchHealth(page: Page): string[] {
  const defects: string[] = [];
  page.on('pageerror', (error) => defects.push(`uncaught: ${error.message}`));
  page.on('dialog', (dialog) => {
    defects.push(`a script opened a ${dialog.type()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|panicked at/i.test(text)) defects.push(`console: ${text}`);
  });
  return defects;
}
