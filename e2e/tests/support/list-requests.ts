/** What the panel asks of the list of backups, for rules of the edge and for its log. */

/** All of it: the counts per status go to the same path. */
export const LIST = { service: 'volume', path: /\/backups\/detail$/ } as const;

/** A page of so many rows, and no counts. */
export const pageOf = (rows: number) => ({ ...LIST, query: new RegExp(`\\blimit=${rows}\\b`) });
