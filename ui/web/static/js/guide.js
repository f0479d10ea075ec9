/* The guide of a document: made when the document is opened from the list, or asked for. */

import { $, actions, onRender, phone, send } from "./dom.js";
import { ask } from "./asking.js";
import { markCited, onOpen, openDocument, openedFrom, showDocument } from "./viewer.js";
import { onView, showView, view } from "./views.js";

let wanted = "";

/** The document whose guide is shown, or being made; "" where there is none. */
export const guided = () => wanted;

/**
 * Have a document's guide made, or fetched where it is kept.
 * @param {string | undefined} doc
 */
export function openGuide(doc) {
  if (!doc || doc === wanted) return;
  wanted = doc;
  send("guide", { doc });
}

onOpen(() => {
  const doc = openDocument();
  if (doc && (view() === "guide" || openedFrom("#rb-sources"))) openGuide(doc);
});

onView("guide", () => {
  const doc = openDocument() || wanted || $("#rb-list .rb-doc")?.dataset.id;
  if (!doc) return;
  openGuide(doc);
  if (!openDocument() && !phone.matches) showDocument(doc);
  markGuided();
});

actions.guide = (button) => {
  openGuide(button.dataset.doc);
  showView("guide");
};
actions.source = (button) => showDocument(button.dataset.doc, button);
actions.suggested = (button) => {
  if (button.closest("#rb-further")) $("#rb-ask").focus({ preventScroll: true }); // they go: the focus goes where Stop comes
  ask(button.dataset.question);
};

/** Once the guide is there and its document is open: show in it what the guide cites. */
function markGuided() {
  const guide = $("#rb-guide .rb-guide");
  if (guide && view() === "guide" && guide.dataset.doc === openDocument()) markCited(guide);
}

onRender("guide", () => {
  markGuided();
  // A document that was removed, or changed: what is shown next is asked for anew.
  if (!$("#rb-guide .rb-guide, #rb-guide .rb-working")) wanted = "";
});
