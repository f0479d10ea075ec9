/* Copying, and saying so beside the button. */

import { make, say } from "./dom.js";

/**
 * Put a text on the clipboard; the button looks different for a moment.
 * @param {string} text
 * @param {HTMLElement} button
 * @param {string} words
 */
export async function copyText(text, button, words) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  say(words);
  button.dataset.copied = words;
  button.classList.add("rb-copied");
  setTimeout(() => button.classList.remove("rb-copied"), 1500);
}
