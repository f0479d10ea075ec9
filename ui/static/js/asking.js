/* The question box: which documents a question may use, and asking one that is written already. */

import { $, $$, actions, app, middle, phone } from "./dom.js";
import { chosen } from "./sources.js";
import { closeSource } from "./viewer.js";
import { onView, showPane, showView, view } from "./views.js";

const box = () => $("#rb-question textarea");

/** Gradio hands this to Python with the question: [] means all, null none. In a guide it is its document. */
export function scope() {
  const guide = view() === "guide" && $("#rb-guide .rb-guide")?.dataset.doc;
  return guide ? JSON.stringify([guide]) : chosen();
}

/** Ask a question as if the reader had typed it. */
export function ask(question) {
  if (app().dataset.busy === "yes") return;
  const field = box();
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => $("#rb-ask").click());
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

for (const name of ["ask", "guide"]) onView(name, showPlaceholder);
