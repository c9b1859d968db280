/** Makes one style sheet of several, without what only people read: comments, indentation, blanks around punctuation. */

/** What is said in quotes stays as it is. */
const QUOTED = /("[^"]*"|'[^']*')/;

/** @param {string} code */
function shorten(code) {
  return (
    code
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,>]) ?/g, '$1')
      // Before a colon a blank may part a selector from a pseudo-class.
      .replace(/: /g, ':')
      .replace(/;}/g, '}')
  );
}

/**
 * @param {string[]} sheets In their order.
 * @returns {string}
 */
export function joinStyles(sheets) {
  const code = sheets.join('\n').replace(/\/\*[\s\S]*?\*\//g, '');
  return code
    .split(QUOTED)
    .map((piece, index) => (index % 2 === 1 ? piece : shorten(piece)))
    .join('')
    .trim();
}
