/* Removing a document: for a few seconds it only looks removed, and can be kept. */

import { $, $$, actions, api, app, calm, onRender, say } from "./dom.js";
import { look } from "./activity.js";
import { closeSource, openDocument } from "./viewer.js";
import { showPane } from "./views.js";

const WAIT = 6000;
const ROWS = "#rb-list .rb-doc, #rb-documents .rb-line-of";
/** @type {Map<string, Going>} */
const pending = new Map();
/** @type {Map<string, string>} */
const failed = new Map();
const shrinking = new WeakMap(); // by bar; bar.getAnimations() would have all of the page laid out, for each row
/** @type {Listener[]} */
const listeners = [];

/**
 * Call ``hear`` each time a document is marked as removed, or is not any more.
 * @param {Listener} hear
 */
export function onGoing(hear) {
  listeners.push(hear);
}

/**
 * Whether a document is marked as removed.
 * @param {string} id
 */
export const isGoing = (id) => pending.has(id);

/** @param {string} id */
const rowsOf = (id) => $$(ROWS).filter((row) => row.dataset.id === id);
/** @param {Element} node */
const seen = (node) => node.checkVisibility({ visibilityProperty: true });

/**
 * The bar goes on from where it is, whichever row shows it.
 * @param {Element} bar
 * @param {Going | undefined} wait
 */
function countDown(bar, wait) {
  shrinking.get(bar)?.cancel();
  if (!wait || calm.matches) return;
  const running = bar.animate([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], WAIT);
  running.currentTime = performance.now() - wait.since;
  shrinking.set(bar, running);
}

/** Rows are made anew without knowing of this: show in each what is to become of it. */
function showGoing() {
  for (const row of $$(ROWS)) {
    const wait = pending.get(row.dataset.id);
    row.classList.toggle("rb-is-going", Boolean(wait));
    $(".rb-going", row).hidden = !wait;
    countDown($(".rb-countdown", row), wait);
    $(".rb-going + .rb-why", row).textContent = failed.get(row.dataset.id) || "";
  }
  for (const hear of listeners) hear();
}

/** @param {Button} button */
function remove(button) {
  const { doc, title } = button.dataset;
  const row = button.closest(".rb-doc, .rb-line-of");
  if (pending.has(doc)) return;
  failed.delete(doc);
  pending.set(doc, { title, since: performance.now(), timer: setTimeout(() => carryOut(doc), WAIT) });
  showGoing();
  $("[data-do=undo]", row).focus();
  say(`Removed: ${title}. Undo, or Escape, keeps it.`);
}

/**
 * Where the focus goes from a row that leaves: the row after it, else the one before, else its list.
 * @param {Part} row
 */
function beside(row) {
  const rows = $$(ROWS).filter((other) => seen(other) && (other === row || !pending.has(other.dataset.id)));
  const at = rows.indexOf(row);
  const next = rows[at + 1] || rows[at - 1];
  return next ? { doc: next.dataset.id, what: ".rb-doc-open" } : null;
}

/** @param {string} id */
function keep(id) {
  const wait = pending.get(id);
  if (!wait) return;
  clearTimeout(wait.timer);
  const row = /** @type {Part} */ (document.activeElement)?.closest?.(".rb-is-going");
  pending.delete(id);
  showGoing();
  if (row?.dataset.id === id) $("[data-do=remove]", row).focus();
  say(`Kept: ${wait.title}`);
}

/** Close the source, and leave the reader where they are: they may be doing something else by now. */
function closeQuietly() {
  const there = /** @type {Part} */ (document.activeElement);
  const { pane } = app().dataset;
  closeSource();
  if (pane !== "source") showPane(pane);
  if (there?.isConnected) there.focus({ preventScroll: true });
}

/** @param {string} id */
async function carryOut(id) {
  const { title } = /** @type {Going} */ (pending.get(id));
  try {
    await api("DELETE", `/api/documents/${encodeURIComponent(id)}`);
  } catch (error) {
    pending.delete(id);
    failed.set(id, `It was not removed: ${/** @type {RouteError} */ (error).message}`);
    showGoing();
    say(`Not removed: ${title}`);
    return;
  }
  const row = /** @type {Part} */ (document.activeElement)?.closest?.(ROWS);
  if (row?.dataset.id === id) held = beside(row);
  if (openDocument() === id) closeQuietly();
  say(`Removed for good: ${title}`);
  look();
}

/* A row's place may be taken by another document's: the focus stays with the document, not with the place. */

/** @type {{ doc: string, what: string } | null} */
let held = null;

document.addEventListener("focusin", (event) => {
  const row = /** @type {Part} */ (event.target).closest?.(ROWS);
  if (!row) {
    held = null;
    return;
  }
  const name = /** @type {Part} */ (event.target).dataset.do;
  held = { doc: row.dataset.id, what: name ? `[data-do=${name}]` : /** @type {Element} */ (event.target).matches(".rb-check") ? ".rb-check" : ".rb-doc-open" };
});

function holdFocus() {
  const there = /** @type {Part} */ (document.activeElement);
  if (!held || (there?.closest?.(ROWS)?.dataset.id === held.doc && seen(there))) return;
  if (there !== document.body && !there?.closest?.(ROWS)) return;
  const row = rowsOf(held.doc).find(seen);
  const node = row && $(held.what, row);
  if (node && seen(node)) node.focus({ preventScroll: true });
  else (row ? $(".rb-doc-open", row) : $$("[data-do=add]").find(seen))?.focus();
}

function listShown() {
  const known = new Set($$(ROWS).map((row) => row.dataset.id));
  if (app().dataset.state) {
    for (const [id, wait] of pending) {
      if (known.has(id)) continue;
      clearTimeout(wait.timer); // somebody else removed it
      pending.delete(id);
    }
  }
  showGoing();
  holdFocus();
}

actions.remove = remove;
actions.undo = (button) => keep(button.dataset.doc);

document.addEventListener("keydown", (event) => {
  const row = event.key === "Escape" && /** @type {Part} */ (event.target).closest?.(".rb-is-going");
  if (row) keep(row.dataset.id);
});

for (const pane of ["sources", "documents"]) onRender(pane, listShown);
