/**
 * Takes three classes out of the wasm that cargo built, before anything else reads it. wasm-streams, which Leptos brings,
 * offers them to JavaScript (a stream whose bytes come from Rust); nothing here makes one, but what is exported is kept.
 */

const CLASSES = /intounderlying(?:source|sink|bytesource)/i;
/**
 * Where wasm-bindgen's macros leave what they want of it: for each item the version of its language and
 * what it is, each with its length before it.
 */
const WISHES = '__wasm_bindgen_unstable';
const EXPORTS = 7;
const CUSTOM = 0;

/** @param {Uint8Array} bytes @param {number} at @returns {[value: number, after: number]} */
function readNumber(bytes, at) {
  let [value, shift, byte] = [0, 0, 0];
  do {
    byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
  } while (byte & 0x80);
  return [value, at];
}

/** @param {number} value */
function writeNumber(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value = Math.floor(value / 128);
  } while (value > 0);
  return Buffer.from(bytes);
}

/** @param {Buffer} content */
function withoutExports(content) {
  let [count, at] = readNumber(content, 0);
  const kept = [];
  for (let left = count; left > 0; left -= 1) {
    const start = at;
    const [length, name] = readNumber(content, at);
    [, at] = readNumber(content, name + length + 1);
    if (CLASSES.test(content.toString('latin1', name, name + length))) count -= 1;
    else kept.push(content.subarray(start, at));
  }
  return Buffer.concat([writeNumber(count), ...kept]);
}

/** @param {Buffer} content */
function withoutWishes(content) {
  const kept = [];
  for (let at = 0; at < content.length; ) {
    const program = at + 4 + content.readUInt32LE(at);
    const end = program + 4 + content.readUInt32LE(program);
    const piece = content.subarray(at, end);
    if (!CLASSES.test(piece.toString('latin1'))) kept.push(piece);
    at = end;
  }
  return Buffer.concat(kept);
}

/**
 * @param {Buffer} wasm
 * @returns {Buffer}
 */
export function dropStreams(wasm) {
  const sections = [wasm.subarray(0, 8)];
  for (let at = 8; at < wasm.length; ) {
    const id = wasm[at] ?? CUSTOM;
    const [length, start] = readNumber(wasm, at + 1);
    let content = wasm.subarray(start, start + length);
    at = start + length;
    if (id === EXPORTS) content = withoutExports(content);
    if (id === CUSTOM) {
      const [nameLength, name] = readNumber(content, 0);
      const body = name + nameLength;
      if (content.toString('latin1', name, body) === WISHES) {
        content = Buffer.concat([content.subarray(0, body), withoutWishes(content.subarray(body))]);
      }
    }
    sections.push(Buffer.from([id]), writeNumber(content.length), content);
  }
  return Buffer.concat(sections);
}
