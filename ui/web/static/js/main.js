/* The page's own script: everything else is asked for from here. */

import "./briefing.js";
import "./check.js";
import "./chips.js";
import "./conversation.js";
import "./documents.js";
import "./dropping.js";
import "./firstrun.js";
import "./further.js";
import "./guide.js";
import "./libraries.js";
import "./menus.js";
import "./paste.js";
import "./search.js";
import "./settings.js";
import "./watching.js";
import { $, actions, app, connect, rendered, say } from "./dom.js";
import { begin } from "./address.js";
import { resume } from "./chats.js";
import { show } from "./parts.js";
import { watchTheme } from "./theme.js";
import { openCitation, showDocument } from "./viewer.js";

document.addEventListener("click", (event) => {
  const node = /** @type {Part} */ (event.target).closest?.("button, .rb-skip");
  if (!node || !app()?.contains(node) || node.getAttribute("aria-disabled") === "true") return;
  if (node.matches("button.rb-chip, .rb-open")) openCitation(node);
  else if (node.matches(".rb-doc-open")) showDocument(node.dataset.doc, node);
  else if (node.matches(".rb-skip")) {
    event.preventDefault();
    $("#rb-question textarea")?.focus();
  } else actions[node.dataset.do]?.(/** @type {Button} */ (node));
});

window.addEventListener("rb-render", (event) => requestAnimationFrame(() => rendered(event.detail)));

window.readback = {
  connect: () => {
    connect();
    resume();
    begin();
    watchTheme();
  },
};

for (const group of ["documents", "frame", "briefings"]) show(group).catch((error) => say(error.message));

// Gradio adds this script late: its events may be there already.
if (window.readbackEvents) window.readback.connect();
