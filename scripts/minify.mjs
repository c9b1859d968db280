/** Shortens a script for the wire: no comments, no blanks, unless told otherwise short names inside. What others see of it stays. */

import { execFile } from 'node:child_process';

/**
 * @param {string} script A module.
 * @param {{ names?: boolean }} options names: keep them.
 * @returns {Promise<string>}
 */
export function minify(script, { names = false } = {}) {
  return new Promise((resolve, reject) => {
    const options = ['--module', '--ecma', '2022', ...(names ? [] : ['--compress', '--mangle'])];
    const terser = execFile('terser', options, { maxBuffer: 16e6 }, (error, shortened) =>
      error ? reject(error) : resolve(shortened),
    );
    terser.stdin?.end(script);
  });
}
