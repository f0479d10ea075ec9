/* The page's own script: everything else is asked for from here. */

import "./briefing.js";
import "./chips.js";
import "./conversation.js";
import "./documents.js";
import "./firstrun.js";
import "./guide.js";
import "./menus.js";
import "./settings.js";
import "./uploads.js";
import { $, actions, app, connect, rendered, renderedAll } from "./dom.js";
import { resume } from "./chats.js";
import { watchTheme } from "./theme.js";
import { openCitation, showDocument } from "./viewer.js";

document.addEventListener("click", (event) => {
  const node = event.target.closest?.("button, .rb-skip");
  if (!node || !app()?.contains(node) || node.getAttribute("aria-disabled") === "true") return;
  if (node.matches("button.rb-chip, .rb-open")) openCitation(node);
  else if (node.matches(".rb-doc-open")) showDocument(node.dataset.doc, node);
  else if (node.matches(".rb-skip")) {
    event.preventDefault();
    $("#rb-question textarea")?.focus();
  } else actions[node.dataset.do]?.(node);
});

window.addEventListener("rb-render", (event) => requestAnimationFrame(() => rendered(event.detail)));

window.readback = {
  connect: () => {
    connect();
    resume();
    watchTheme();
  },
};

// Gradio adds this script late: what it should have heard may have happened already.
if (window.readbackEvents) window.readback.connect();
if ($("#rb-list :is(.rb-docs, .rb-none)")) requestAnimationFrame(renderedAll);
