/** What must never happen on a page, whatever a test is about. */

import type { Page } from '@playwright/test';

export interface Defect {
  /** `refusal`: the content security policy stopped something. */
  kind: 'uncaught' | 'dialog' | 'panic' | 'refusal';
  text: string;
}

/** Collects from now on what is a defect in itself; empty at the end of a good test. */
export function watchHealth(page: Page): Defect[] {
  const defects: Defect[] = [];
  page.on('pageerror', (error) => defects.push({ kind: 'uncaught', text: error.message }));
  page.on('dialog', (dialog) => {
    defects.push({ kind: 'dialog', text: dialog.message() });
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy/i.test(text)) defects.push({ kind: 'refusal', text });
    if (/panicked at/.test(text)) defects.push({ kind: 'panic', text });
  });
  return defects;
}
