/* Which view stands in the middle, and which pane a phone shows. */

import { $, $$, actions, app, onRender } from "./dom.js";

/** @type {Record<string, string>} */
const NAMES = {
  ask: "Conversation", guide: "Document guide", briefing: "Briefing", check: "Check", documents: "Documents",
  settings: "Settings",
};
/** @type {Record<string, Listener[]>} */
const arrivals = {};
/** @type {((pane: string) => void)[]} */
const movers = [];

/**
 * Call ``arrive`` each time the reader comes to a view.
 * @param {string} view
 * @param {Listener} arrive
 */
export function onView(view, arrive) {
  (arrivals[view] ??= []).push(arrive);
}

/**
 * Call ``hear`` with the pane each time the reader goes to a view or a pane.
 * @param {(pane: string) => void} hear
 */
export function onMove(hear) {
  movers.push(hear);
}

/**
 * Return whether there is a view of this name.
 * @param {string} name
 */
export const isView = (name) => Object.hasOwn(NAMES, name);
/**
 * The name of a view in words.
 * @param {string} name
 */
export const nameOf = (name) => NAMES[name];

/**
 * @param {string} selector
 * @param {string} name
 * @param {string | undefined} value
 */
function mark(selector, name, value) {
  for (const button of $$(selector)) {
    if (button.dataset[name] === value) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
}

/**
 * Of a phone: sources, main or source.
 * @param {string} pane
 */
export function showPane(pane) {
  app().dataset.pane = pane;
  mark("#rb-nav button", "pane", pane === "main" ? app().dataset.view : pane);
  for (const hear of movers) hear(pane);
}

/**
 * ask, guide, briefing, check, documents or settings.
 * @param {string} view
 */
export function showView(view) {
  const before = app().dataset.view;
  app().dataset.view = view;
  mark("#rb-top [data-do=view]", "view", view);
  $("#rb-main")?.setAttribute("aria-label", NAMES[view]);
  showPane("main");
  if (before !== view) for (const arrive of arrivals[view] || []) arrive();
}

export const view = () => app().dataset.view;

actions.view = (button) => showView(button.dataset.view);
actions.pane = (button) => {
  const { pane } = button.dataset;
  if (pane === "sources" || pane === "source") showPane(pane);
  else showView(pane);
};

onRender("top", () => mark("#rb-top [data-do=view]", "view", view()));

/** The page as it is first seen. */
export function settle() {
  // Gradio puts all of the page into a main; only what stands in the middle is that.
  $("main:not(#rb-main)")?.setAttribute("role", "presentation");
  if (!app().dataset.view) showView("ask");
}
