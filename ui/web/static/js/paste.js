/* A text that is pasted becomes a document: it is sent, and kept, as a .txt like any file. */

import { $ } from "./dom.js";
import { addFiles } from "./uploads.js";

const LONGEST_NAME = 60;
let count = 0;

/**
 * A name for the file. The time is in it, and a count, since another file of the same name would take its place.
 * @param {string} title
 */
function nameOf(title) {
  const words = title.replace(/[\\/:*?"<>|\p{C}]+/gu, " ").slice(0, LONGEST_NAME).trim();
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()];
  const [date, clock] = [day, time].map((parts) => parts.map((part) => String(part).padStart(2, "0")));
  count += 1;
  return `${words || "Text"}, pasted ${date.join("-")} ${clock.join(".")}${count > 1 ? ` (${count})` : ""}.txt`;
}

/** @param {Element} form */
function add(form) {
  const [title, text] = [$("#rb-paste-title").value.trim(), $("#rb-paste-text").value];
  const why = $(".rb-why", form);
  why.textContent = text.trim() ? "" : "Type or paste a text first.";
  if (!text.trim()) {
    $("#rb-paste-text").focus();
    return;
  }
  const name = nameOf(title || text.trim().split("\n")[0]);
  $("#rb-paste").hidePopover();
  $("#rb-paste-title").value = $("#rb-paste-text").value = "";
  addFiles([{ file: new File([text], name, { type: "text/plain" }), path: name, title }]);
}

document.addEventListener("submit", (event) => {
  const form = /** @type {Element} */ (event.target);
  if (!form.matches?.(".rb-paste-form")) return;
  event.preventDefault();
  add(form);
});
document.addEventListener("toggle", (event) => {
  const { target, newState } = /** @type {ToggleEvent} */ (event);
  if (/** @type {Element} */ (target).id === "rb-paste" && newState === "open") $("#rb-paste-text").focus();
}, true);
