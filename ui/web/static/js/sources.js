/* The documents: which of them a question may use, and what is typed to find one. */

import { $, $$, actions, api, app, onRender, phone } from "./dom.js";
import { here, tab } from "./memory.js";
import { show } from "./parts.js";
import { isGoing, onGoing } from "./removing.js";
import { onOpen, openDocument } from "./viewer.js";
import { settle } from "./views.js";

let excluded = new Set();
try { excluded = new Set(JSON.parse(tab.get(here("excluded")) || "[]")); } catch { /* start with all */ }
let typed = "";
/** @type {Listener[]} */
const listeners = [];

/**
 * Call ``hear`` each time other documents are ticked.
 * @param {Listener} hear
 */
export function onScope(hear) {
  listeners.push(hear);
}

const documents = () => $$("#rb-list .rb-check").map((check) => check.dataset.id);
/** @param {string} id */
const used = (id) => !excluded.has(id) && !isGoing(id);

/** How many documents a question may use, and of how many. */
export function inScope() {
  const all = documents();
  return [all.filter(used).length, all.length];
}

function showScope() {
  const [ticked, total] = inScope();
  for (const check of $$(":is(#rb-list, #rb-documents) .rb-check[data-id]")) {
    check.checked = used(check.dataset.id);
    check.disabled = isGoing(check.dataset.id);
  }
  for (const all of $$("#rb-all, #rb-documents .rb-all-too")) {
    all.checked = ticked > 0 && ticked === total;
    all.indeterminate = ticked > 0 && !all.checked;
  }
  $("#rb-scope").textContent = `${ticked} of ${total} in scope`;
  $(".rb-rail-count").textContent = `${ticked}/${total}`;
  const words = ticked === total ? `${total} document${total === 1 ? "" : "s"}` : `${ticked} of ${total} documents`;
  for (const span of $$(".rb-scope span")) span.textContent = ticked ? words : "No document ticked: tick one to ask";
  app().dataset.scope = ticked ? "some" : "none";
  tab.set(here("excluded"), JSON.stringify([...excluded]));
  for (const hear of listeners) hear();
}

/** The ids of the documents that are ticked, as JSON: [] means all, null none. */
export function chosen() {
  const all = documents();
  const ids = all.filter(used);
  if (!ids.length) return "null";
  return JSON.stringify(ids.length === all.length ? [] : ids);
}

/**
 * @param {string[]} ids
 * @param {boolean} on
 */
function tick(ids, on) {
  for (const id of ids) {
    if (on) excluded.delete(id);
    else excluded.add(id);
  }
  showScope();
}

/** Those that what is typed has left. */
const found = () => $$("#rb-list .rb-group:not([hidden]) .rb-check").map((check) => check.dataset.id);

/** A document and those that repeat it stay together. */
function filter() {
  for (const field of $$("#rb-filter, .rb-filter-too")) if (field.value !== typed) field.value = typed;
  const words = typed.trim().toLowerCase();
  for (const row of $$("#rb-list .rb-group, #rb-documents .rb-line-of")) row.hidden = !row.dataset.key.includes(words);
  const nothing = documents().length > 0 && !found().length;
  for (const line of $$(".rb-nomatch, .rb-nomatch-too")) line.hidden = !nothing;
}

/** Landmarks that Gradio's columns cannot carry. */
function finish() {
  const names = { "rb-sources": "Sources", "rb-viewer": "Source" };
  for (const [id, name] of Object.entries(names)) {
    document.getElementById(id)?.setAttribute("role", "region");
    document.getElementById(id)?.setAttribute("aria-label", name);
  }
  $("#rb-main")?.setAttribute("role", "main");
}

function sourcesShown() {
  finish();
  const first = !app().dataset.state;
  app().dataset.state = documents().length ? "full" : "empty";
  settle();
  const known = new Set(documents());
  if (known.size) for (const id of [...excluded]) if (!known.has(id)) excluded.delete(id);
  showScope();
  filter();
  markRow();
  if (first && known.size && !phone.matches && document.activeElement === document.body) {
    $("#rb-question textarea")?.focus({ preventScroll: true });
  }
}

/**
 * Scroll a pane, and nothing around it, until one of its rows is in sight.
 * @param {Element} row
 * @param {Element} pane
 */
function reveal(row, pane) {
  const list = pane.getBoundingClientRect();
  const box = row.getBoundingClientRect();
  if (box.top < list.top) pane.scrollTop += box.top - list.top;
  else if (box.bottom > list.bottom) pane.scrollTop += box.bottom - list.bottom;
}

/** The row of the document that is open. */
function markRow() {
  for (const row of $$("#rb-list .rb-doc, #rb-documents .rb-line-of")) {
    const open = openDocument() === row.dataset.id;
    row.classList.toggle("rb-doc-here", open);
    if (!open) $(".rb-doc-open", row).removeAttribute("aria-current");
    else if (!$(".rb-doc-open", row).hasAttribute("aria-current")) {
      $(".rb-doc-open", row).setAttribute("aria-current", "true");
      reveal(row, row.closest("#rb-list, #rb-documents"));
    }
  }
}

actions.sample = async (button) => {
  const words = button.textContent;
  const why = $(".rb-offer .rb-why");
  button.disabled = true;
  button.textContent = "Loading the sample set";
  why.textContent = "";
  try {
    await api("POST", "/api/sample");
    await show("documents");
  } catch (error) {
    why.textContent = /** @type {RouteError} */ (error).message;
  }
  button.disabled = false;
  button.textContent = words;
};

document.addEventListener("change", (event) => {
  const node = /** @type {Input} */ (event.target);
  if (node.matches?.("#rb-all, .rb-all-too")) tick(found(), node.checked);
  else if (node.matches?.(":is(#rb-list, #rb-documents) .rb-check")) tick([node.dataset.id], node.checked);
});
document.addEventListener("input", (event) => {
  if (!/** @type {Element} */ (event.target).matches?.("#rb-filter, .rb-filter-too")) return;
  typed = /** @type {HTMLInputElement} */ (event.target).value;
  filter();
});

onOpen(markRow);
onGoing(showScope);
onRender("sources", sourcesShown);
onRender("desk", showScope); // its own link tells the scope too
onRender("documents", () => {
  showScope();
  filter();
  markRow();
});
