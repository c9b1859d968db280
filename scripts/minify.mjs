/** Shortens a script for the wire: no comments, no blanks, short names inside. What others see of it stays. */

import { execFile } from 'node:child_process';

/**
 * @param {string} script A module.
 * @returns {Promise<string>}
 */
export function minify(script) {
  return new Promise((resolve, reject) => {
    const options = ['--module', '--compress', '--mangle', '--ecma', '2022'];
    const terser = execFile('terser', options, { maxBuffer: 16e6 }, (error, shortened) =>
      error ? reject(error) : resolve(shortened),
    );
    terser.stdin?.end(script);
  });
}
