/** Files of the panel that are kept back on their way. */

import type { Page } from '@playwright/test';

/** Keeps files of this kind back until they are let go. */
export async function holdFiles(page: Page, files: string): Promise<{ release: () => void }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(files, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}
