/** What the script that loads the parts of the wasm says of them. */

const LOADER = /(\w+) ?= ?(?:\w+\()?makeLoad\(\(\) ?=> ?\{\s*const src ?= ?fetchPart\("\.\/([^"]+)"[\s\S]*?, ?\[([^\]]*)\]\)/g;

/**
 * The files of a part: its own, and those that it shares with others.
 * @param {string} link The script.
 * @param {string} part The name in its `wasm_split` mark.
 * @returns {Set<string>}
 */
export function filesOf(link, part) {
  /** @type {Map<string, { file: string, needs: string[] }>} */
  const loaders = new Map();
  for (const [, name = '', file = '', needs = ''] of link.matchAll(LOADER)) {
    loaders.set(name, { file, needs: needs.split(/,\s*/).filter(Boolean) });
  }
  const collect = (/** @type {string} */ name) => {
    const loader = loaders.get(name);
    if (!loader) throw new Error(`no part ${name}`);
    /** @type {string[]} */
    const files = [loader.file, ...loader.needs.flatMap(collect)];
    return files;
  };
  return new Set(collect(`__wasm_split_load_${part}`));
}
