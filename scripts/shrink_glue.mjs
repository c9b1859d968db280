/**
 * Shortens what wasm-bindgen wrote around the wasm, for the wire.
 *
 * Every function that the wasm asks of JavaScript has a name with 16 random digits in it, in both files; random digits
 * are the one thing that no compression shortens. They are replaced by zeros, or by a number where zeros would make two
 * names one. The length stays, so the wasm may be edited in place.
 */

// No \b in front: in the wasm a byte with the name's length stands there, which may be a letter.
const NAME = /(__wbg_\w*?_)[0-9a-f]{16}\b/g;

/** Documentation and indentation: a fifth of the glue. Only comments that have lines to themselves. */
const COMMENT = /^[ \t]*\/\*\*(?:[^*]|\*(?!\/))*\*\/[ \t]*\n/gm;
const INDENTATION = /^[ \t]+/gm;

/**
 * @param {string} glue
 * @param {Buffer} wasm
 * @returns {{ glue: string, wasm: Buffer }}
 */
export function shrinkGlue(glue, wasm) {
  // latin1 keeps every byte as it is, there and back.
  const binary = wasm.toString('latin1');
  /** @type {Map<string, string>} */
  const shorter = new Map();
  /** @type {Map<string, number>} */
  const taken = new Map();
  for (const [name, stem = ''] of glue.matchAll(NAME)) {
    if (shorter.has(name)) continue;
    const number = taken.get(stem) ?? 0;
    taken.set(stem, number + 1);
    shorter.set(name, `${stem}${String(number).padStart(16, '0')}`);
  }
  const rename = (/** @type {string} */ name) => shorter.get(name) ?? name;
  const shrunk = {
    glue: glue.replace(NAME, rename).replace(COMMENT, '').replace(INDENTATION, ''),
    wasm: Buffer.from(binary.replace(NAME, rename), 'latin1'),
  };
  const asked = WebAssembly.Module.imports(new WebAssembly.Module(shrunk.wasm))
    // What loads the parts is in a script of its own.
    .filter(({ module }) => !module.endsWith('__wasm_split.js'))
    .map(({ name }) => name);
  const missing = asked.filter((name) => !shrunk.glue.includes(`${name}:`));
  if (missing.length > 0) throw new Error(`the glue does not hold ${missing.join(', ')}`);
  if (new Set(asked).size < asked.length) throw new Error('two functions of the glue have one name');
  return shrunk;
}
