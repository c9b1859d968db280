/** Reads CSV as RFC 4180 has it, by nothing that the panel is made of. */

/** The rows by the names in the header. Fails on a row that is longer or shorter. */
export function csvRows(text: string): Array<Record<string, string>> {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (!found) throw new Error(`No cell at ${at}: ${text.slice(at, at + 60)}`);
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  if (rows.at(-1)?.length === 0) rows.pop();
  const [header = [], ...lines] = rows;
  return lines.map((line) => {
    if (line.length !== header.length) throw new Error(`${line.length} cells in place of ${header.length}: ${line.join('|')}`);
    return Object.fromEntries(header.map((name, index) => [name, line[index] ?? '']));
  });
}
