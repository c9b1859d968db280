/** The address of the panel: a path and parameters behind the #. */

/** The same address with some of the parameters in its hash replaced; null removes one. */
export function withParameters(url: string, changes: Record<string, string | number | null>): string {
  const [base = '', hash = ''] = url.split('#', 2);
  const [path = '', query = ''] = hash.split('?', 2);
  const parameters = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) parameters.delete(name);
    else parameters.set(name, String(value));
  }
  return `${base}#${path}?${parameters}`;
}
