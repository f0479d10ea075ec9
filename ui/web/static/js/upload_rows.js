/* A row for each file on its way in: how far it is, and what can be done about it. */

import { $, make } from "./dom.js";

/** @type {Record<string, string>} */
const WORDS = { waiting: "Waiting", sending: "Sending", queued: "Waiting", reading: "Reading", indexing: "Indexing" };
/**
 * Of a web address, what comes before indexing is one thing to the reader: that it is fetched.
 * @param {string} state
 * @param {string} [address]
 */
const wordOf = (state, address) => (address && ["sending", "queued", "reading"].includes(state) ? "Fetching" : WORDS[state]);
/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * A row's words, bar and buttons.
 * @param {UploadItem} item
 */
export function showRow({ row, name, state, done = 0, total = 0, why = "", file, address }) {
  const measured = (state === "sending" || state === "indexing") && total > 0;
  const percent = measured ? ` ${Math.floor((100 * done) / total)}%` : "";
  row.dataset.state = state;
  row.classList.toggle("rb-upload-failed", state === "failed");
  $(".rb-pill", row).textContent = state === "failed" ? "Failed" : wordOf(state, address) + percent;
  $(".rb-upload-why", row).textContent = why;
  $(".rb-upload-size", row).textContent = state === "sending" && total ? `${megabytes(done)} of ${megabytes(total)} MB` : "";
  const bar = $("progress", row);
  bar.hidden = state === "failed" || state === "waiting" || state === "queued";
  if (measured) bar.value = done / total;
  else bar.removeAttribute("value");
  bar.setAttribute("aria-label", `Adding ${name}`);
  if (!file && !address) return;
  $("[data-do=again-upload]", row).hidden = state !== "failed";
  const drop = $("[data-do=drop-upload]", row);
  drop.hidden = !["failed", "waiting", "sending"].includes(state);
  drop.setAttribute("aria-label", `${state === "failed" ? "Dismiss" : "Cancel"}: ${name}`);
}

/**
 * @param {string} what
 * @param {string} className
 * @param {string} text
 * @param {string} label
 */
function button(what, className, text, label) {
  const node = make("button", className, text);
  node.type = "button";
  node.dataset.do = what;
  node.setAttribute("aria-label", label);
  return node;
}

/**
 * The buttons of a row of this page's.
 * @param {string} name
 */
export function makeTools(name) {
  const tools = make("span", "rb-upload-tools");
  tools.append(button("again-upload", "rb-link", "Try again", `Try again: ${name}`));
  tools.append(button("drop-upload", "rb-square", "×", `Cancel: ${name}`));
  return tools;
}

/**
 * The button of a row of a file that workers could not add.
 * @param {string} name
 */
export function makeDismissal(name) {
  const tools = make("span", "rb-upload-tools");
  tools.append(button("dismiss-upload", "rb-square", "×", `Dismiss: ${name}`));
  return tools;
}

/** @param {string} name */
export function makeRow(name) {
  const row = make("li", "rb-upload");
  const said = make("span", "rb-upload-state");
  said.append(make("span", "rb-pill"), make("span", "rb-upload-why"), make("span", "rb-upload-size"));
  const bar = make("progress");
  bar.max = 1;
  row.append(make("b", "", name), said, bar);
  return row;
}
