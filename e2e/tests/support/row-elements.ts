/** Whether rows are the same elements as before. */

import type { Locator } from '@playwright/test';

/** Marks the elements of the rows that are there. */
export const mark = (rows: Locator) =>
  rows.evaluateAll((all) => {
    for (const row of all) Object.assign(row, { wasThere: true });
  });

/** The places, from 0, of rows that have come since in elements of their own. */
export const unmarked = (rows: Locator) => rows.evaluateAll((all) => all.flatMap((one, at) => ('wasThere' in one ? [] : [at])));
