/* Words in a text: where they stand, by the characters that the server counts in. */

const MOST = 500;

/**
 * All places of the words of a query, one after the other as typed; white space and letters' case may differ.
 * @param {string} text
 * @param {string} query
 * @returns {[Span[], string[]]} the places, in the order of the text, and the words of each
 */
export function matches(text, query) {
  const words = query.trim().split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  if (!words[0]) return [[], []];
  /** @type {Span[]} */
  const spans = [];
  const quotes = [];
  let [unit, character] = [0, 0]; // JavaScript counts in UTF-16 units, the server in characters
  for (const match of text.matchAll(new RegExp(words.join("\\s+"), "giu"))) {
    character += [...text.slice(unit, match.index)].length;
    const size = [...match[0]].length;
    unit = match.index + match[0].length;
    spans.push([character, character + size, 0]);
    quotes.push(match[0]);
    character += size;
    if (spans.length === MOST) break;
  }
  return [spans, quotes];
}
