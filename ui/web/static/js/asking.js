/* The question box: which documents a question may use, asking one that is written already, or the last one anew. */

import { $, actions, app, middle, onRender, phone, send } from "./dom.js";
import { isComing, openChat, whenShown } from "./chats.js";
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
/** A question is on its way: what is shown next of the conversation is its turn. */
let coming = false;
/**
 * What stood in the box before the last question was put there to be edited; null while it is not.
 * @type {string | null}
 */
let aside = null;
/** The question that is edited. */
let edited = "";

/**
 * Ask what stands in the box, unless there is nothing to ask or nothing to look in.
 * @param {boolean} [replaces] in the place of the last question and its answer
 */
function submit(replaces = aside !== null) {
  const question = box().value.trim();
  if (!question || (app().dataset.busy === "yes" && !isComing()) || scope() === "null") return;
  whenShown(() => {
    asked = box().value;
    coming = true;
    send("ask", { question, scope: scope(), kept: tab.get(here("turns")), chat: openChat(), replaces });
  });
}

/**
 * Ask a question as if the reader had typed it.
 * @param {string} question
 * @param {boolean} [replaces] in the place of the last one
 */
export function ask(question, replaces = false) {
  box().value = question;
  submit(replaces);
}

/** Whether the turn that is shown is the answer to come: once for each question. */
export function isAsked() {
  const was = coming;
  coming = false;
  return was;
}

/** The question is on the page: what was typed meanwhile stays, what was typed before comes back. */
export function wasAsked() {
  if (box().value === asked) box().value = aside ?? "";
  aside = null;
  showEditing();
}

/** @param {Button} button */
function editQuestion(button) {
  aside ??= box().value;
  edited = button.dataset.question;
  box().value = edited;
  showEditing();
  box().select();
}

/** The last question stays as it is. */
function leaveQuestion() {
  box().value = aside ?? "";
  aside = null;
  showEditing();
  box().focus({ preventScroll: true });
}

function showEditing() {
  $(".rb-editing").hidden = aside === null;
  grow();
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

/** The last answer is replaced; an earlier question is asked once more, since others came of its answer. */
actions.again = (button) => ask(button.dataset.question, Boolean(button.closest("#rb-latest")));
actions["edit-question"] = editQuestion;
actions["leave-question"] = leaveQuestion;
actions.scope = () => {
  if (phone.matches) showPane("sources");
  else if (middle.matches && app().dataset.viewer === "open") closeSource();
  $("#rb-all").focus();
};

actions.ask = () => submit();
actions.stop = () => send("stop");

document.addEventListener("input", (event) => {
  if (event.target === box()) grow();
});
document.addEventListener("keydown", (event) => {
  if (event.target === box() && event.key === "Escape" && aside !== null) leaveQuestion();
  if (event.target !== box() || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});

for (const name of ["ask", "guide"]) onView(name, showPlaceholder);
onRender("thread", () => { // of another conversation nothing is replaced
  if (aside !== null && !coming && $("#rb-latest .rb-edit-question")?.dataset.question !== edited) leaveQuestion();
});
