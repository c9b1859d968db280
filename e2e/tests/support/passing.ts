/** The panel's clock is run, not waited for. */

import type { Panel } from '../../pages/panel.ts';
import { expect } from './fixtures.ts';

/** Until it is true, or no longer throws; two seconds pass for the panel before each look. */
export async function passing(panel: Panel, holds: () => Promise<unknown>, timeout = 60_000): Promise<void> {
  await expect(async () => {
    await panel.page.clock.runFor(2_000);
    expect(await holds()).not.toBe(false);
  }).toPass({ timeout, intervals: [50, 100] });
}
