/** Shortens a script for the wire: no comments, no blanks, short names inside. What others see of it stays. */

import { execFile } from 'node:child_process';

/**
 * @param {string} script A module.
 * @param {{ compress?: boolean }} options compress: also rewrite statements.
 * @returns {Promise<string>}
 */
export function minify(script, { compress = true } = {}) {
  return new Promise((resolve, reject) => {
    const options = ['--module', '--ecma', '2022', '--mangle', ...(compress ? ['--compress'] : [])];
    const terser = execFile('terser', options, { maxBuffer: 16e6 }, (error, shortened) =>
      error ? reject(error) : resolve(shortened),
    );
    terser.stdin?.end(script);
  });
}
