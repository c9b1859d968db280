/**
 * The script that loads the parts of the wasm: how it is shortened, and what it says. Each part has its SHA-256 there once: its
 * integrity, and what its file is named after. Nothing else in the script compresses as badly.
 */

import { createHash } from 'node:crypto';

/** What the splitter writes for a part (`debugWrap` without `--release`): the name of its file, and the parts that it shares code with. */
const LOADER =
  /makeLoad\(\(\) => \{\s*const src = fetch\(new URL\("\.\/([^"]+)\.wasm", import\.meta\.url\)\);\s*src\.catch\(\(\) => \{\}\);\s*return async \(imports\) => (?:debugWrap)?\(WebAssembly\.instantiateStreaming\(src, imports\)\);\s*\}\s*, \[([^\]]*)\]\)/g;

/** The same as it is served, with the names of variables that the minifier has chosen. */
const PART = /([\w$]+) ?= ?(?:[\w$]+\()?[\w$]+\("([a-z0-9-]+)", ?"([\w+/]{43})", ?\[([^\]]*)\]\)/g;

/** In place of what the splitter writes: it checks the answer, and does with any content type. */
const LOAD_PART = `
function loadPart(part, hash, needs) {
    return makeLoad(() => {
        const src = fetchPart(part, hash);
        src.catch(() => {});
        return async (imports) => WebAssembly.instantiate(await src, imports);
    }, needs);
}
async function fetchPart(part, hash) {
    const digits = Array.from(atob(hash.slice(0, 11)), (byte) => byte.charCodeAt().toString(16).padStart(2, "0"));
    const name = part + "-" + digits.join("") + ".wasm";
    const response = await fetch(new URL(name, import.meta.url), { integrity: "sha256-" + hash + "=" });
    if (!response.ok) throw new Error(name + ": HTTP " + response.status);
    return response.arrayBuffer();
}
`;

/** @param {string} part @param {string} hash In base64; the first 8 bytes of it are in the name. */
const fileName = (part, hash) => `${part}-${Buffer.from(hash, 'base64').toString('hex').slice(0, 16)}.wasm`;

/**
 * Shortens what the splitter has written.
 * @param {string} link
 * @param {Map<string, Buffer>} parts By their files' names, without `.wasm`.
 * @returns {{ link: string, files: Map<string, Buffer> }} The script, and the files that it loads.
 */
export function shortenLink(link, parts) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  const short = link.replace(LOADER, (_, name, needs) => {
    const content = parts.get(name);
    if (!content) throw new Error(`parts: there is no ${name}`);
    const part = name.replace(/^split_/, '').replaceAll('_', '-');
    const hash = createHash('sha256').update(content).digest('base64').slice(0, -1);
    files.set(fileName(part, hash), content);
    return `loadPart("${part}", "${hash}", [${needs}])`;
  });
  if (files.size !== parts.size) throw new Error(`parts: ${parts.size} were expected, found ${files.size}`);
  return { link: short + LOAD_PART, files };
}

/**
 * The files of a part: its own, and those that it shares with others.
 * @param {string} link The script as it is served.
 * @param {string} part The name in its `wasm_split` mark.
 * @returns {Set<string>}
 */
export function filesOf(link, part) {
  const found = [...link.matchAll(PART)].map(([, variable, name = '', hash = '', needs = '']) => {
    return { variable, name, file: fileName(name, hash), needs: needs.split(/,\s*/).filter(Boolean) };
  });
  /** @param {(typeof found)[number] | undefined} loader @returns {string[]} */
  const collect = (loader) => {
    if (!loader) throw new Error(`parts: no part ${part}, or one that it needs is missing`);
    return [loader.file, ...loader.needs.flatMap((need) => collect(found.find(({ variable }) => variable === need)))];
  };
  return new Set(collect(found.find(({ name }) => name === part)));
}
