/* The question box: which documents a question may use, and asking one that is written already. */

import { $, actions, app, middle, phone, send } from "./dom.js";
import { here, tab } from "./memory.js";
import { chosen } from "./sources.js";
import { closeSource } from "./viewer.js";
import { onView, showPane, showView, view } from "./views.js";

const box = () => $("#rb-question textarea");

/** The documents that a question may use, as JSON: [] means all, null none. In a guide it is its document. */
function scope() {
  const guide = view() === "guide" && $("#rb-guide .rb-guide")?.dataset.doc;
  return guide ? JSON.stringify([guide]) : chosen();
}

let asked = "";
let waiting = false;

/** Ask what stands in the box, unless there is nothing to ask or nothing to look in. */
function submit() {
  const question = box().value.trim();
  if (!question || app().dataset.busy === "yes" || scope() === "null") return;
  asked = box().value;
  waiting = true;
  send("ask", { question, scope: scope(), kept: tab.get(here("turns")) });
}

/**
 * Ask a question as if the reader had typed it.
 * @param {string} question
 */
export function ask(question) {
  box().value = question;
  submit();
}

/** A question is on the page: return whether it was asked just now. What was typed meanwhile stays. */
export function wasAsked() {
  const was = waiting;
  waiting = false;
  if (was && box().value === asked) box().value = "";
  grow();
  return was;
}

function grow() {
  box().style.height = "auto";
  box().style.height = `${box().scrollHeight}px`;
}

function showPlaceholder() {
  const guide = view() === "guide";
  box().placeholder = guide ? "Ask about this document" : "Ask about these documents";
  app().dataset.narrow = guide ? "yes" : "no";
}

actions.again = (button) => ask(button.dataset.question);
actions.scope = () => {
  if (phone.matches) showPane("sources");
  else if (middle.matches && app().dataset.viewer === "open") closeSource();
  $("#rb-all").focus();
};

actions.ask = submit;
actions.stop = () => send("stop");

document.addEventListener("input", (event) => {
  if (event.target === box()) grow();
});
document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});

for (const name of ["ask", "guide"]) onView(name, showPlaceholder);
