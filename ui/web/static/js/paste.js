/* A text that is pasted becomes a document: it is sent, and kept, as a .txt like any file. So does a web address, which
   the server fetches. */

import { $ } from "./dom.js";
import { addAddress, addFiles } from "./uploads.js";

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

/**
 * An address with its scheme, https where none was typed; "" if it is none. The server looks again.
 * @param {string} typed
 */
function addressOf(typed) {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(typed) && !/^[^/:]+:\d/.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  return url && /^https?:$/.test(url.protocol) && typed ? whole : "";
}

/** @param {Element} form */
function fetchAddress(form) {
  const field = $("#rb-fetch-address");
  const address = addressOf(field.value.trim());
  $(".rb-why", form).textContent = address ? "" : "Type or paste an address that begins with https:// or http://.";
  if (!address) {
    field.focus();
    return;
  }
  $("#rb-fetch").hidePopover();
  field.value = "";
  addAddress(address);
}

/** @type {Record<string, [selector: string, field: string, deed: (form: Element) => void]>} */
const forms = {
  "rb-paste": [".rb-paste-form:not(.rb-fetch-form)", "#rb-paste-text", add],
  "rb-fetch": [".rb-fetch-form", "#rb-fetch-address", fetchAddress],
};

document.addEventListener("submit", (event) => {
  const form = /** @type {Element} */ (event.target);
  const found = Object.values(forms).find(([selector]) => form.matches?.(selector));
  if (!found) return;
  event.preventDefault();
  found[2](form);
});
document.addEventListener("toggle", (event) => {
  const { target, newState } = /** @type {ToggleEvent} */ (event);
  const found = forms[/** @type {Element} */ (target).id];
  if (found && newState === "open") $(found[1]).focus();
}, true);
