/* The panes that change as a whole. The server makes and escapes their HTML; Gradio puts it in. */

import { api, rendered } from "./dom.js";

/** @type {Record<string, number>} */
const turns = {};
/** @type {Record<string, string>} */
const waiting = {};

/**
 * Show the HTML that the server made for a pane.
 * @param {string} pane
 * @param {string} html
 */
export function put(pane, html) {
  const fill = window.readbackPanes?.[pane];
  if (!fill) {
    waiting[pane] = html; // Gradio is not as far yet
    return;
  }
  fill(html);
  requestAnimationFrame(() => rendered(pane));
}

window.addEventListener("rb-pane", ({ detail: pane }) => {
  if (!(pane in waiting)) return;
  put(pane, waiting[pane]);
  delete waiting[pane];
});

/**
 * Fetch and show the documents, the frame or the briefings; the latest call wins. Throws as ``api`` does.
 * @param {string} group
 */
export async function show(group) {
  const mine = turns[group] = (turns[group] ?? 0) + 1;
  const html = await api("GET", `/api/parts/${group}`);
  if (turns[group] === mine) for (const [pane, text] of Object.entries(/** @type {Record<string, string>} */ (html))) put(pane, text);
}
