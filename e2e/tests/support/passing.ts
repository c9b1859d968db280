/** The panel's clock is run, not waited for. */

import type { Panel } from '../../pages/panel.ts';
import { expect } from './fixtures.ts';

/** Until the condition holds; two seconds pass for the panel before each look. */
export async function passing(panel: Panel, condition: () => Promise<boolean>, timeout = 30_000): Promise<void> {
  await expect
    .poll(
      async () => {
        await panel.page.clock.runFor(2_000);
        return condition();
      },
      { timeout, intervals: [50, 100] },
    )
    .toBe(true);
}
