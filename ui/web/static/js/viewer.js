/* The source: which document and passage is open, and bringing the passage into sight. */

import { $, $$, actions, app, calm, onRender, phone, send } from "./dom.js";
import { showPane } from "./views.js";

/** @type {SourceView | null} */
let view = null;
/** Text is wanted where pages could be shown. */
let asText = false;
/** @type {Part | null} */
let opener = null;
/** @type {Listener[]} */
const listeners = [];

/**
 * Call ``hear`` each time another document or passage is open, or none.
 * @param {Listener} hear
 */
export function onOpen(hear) {
  listeners.push(hear);
}

function opened() {
  for (const hear of listeners) hear();
}

/** The id of the document that is open. */
export const openDocument = () => view?.doc;
/** The document that is open, with its spans; null where none is. */
export const openSource = () => view;

/**
 * Whether it was opened from within a part of the page.
 * @param {string} part
 */
export const openedFrom = (part) => Boolean(opener?.closest(part));

/** The span that is open, with the document and the turn it is opened from; null where none is. */
export function openSpan() {
  return view && view.at !== null ? { span: view.spans[view.at], doc: view.doc, by: view.by } : null;
}

/**
 * What a citation belongs to: a turn of the conversation, a guide, a briefing.
 * @param {Part} node
 */
const citer = (node) => node.closest("[data-cites]");
/** @param {Part} node */
export const citing = (node) => citer(node)?.dataset.cites;

/**
 * @param {Span} a
 * @param {Span} b
 */
export const sameSpan = (a, b) => a[0] === b[0] && a[1] === b[1];
/**
 * @param {Part} node
 * @returns {Span}
 */
export const spanOf = (node) => [Number(node.dataset.start), Number(node.dataset.end), Number(node.dataset.n)];

/**
 * All spans of a document that are cited within a part of the page, in the order of the text.
 * @param {Part} part
 * @param {string} doc
 * @param {string} kind
 * @returns {[Span[], string[]]}
 */
function spansIn(part, doc, kind) {
  /** @type {Span[]} */
  const found = [];
  /** @type {string[]} */
  const quotes = [];
  for (const other of $$(kind, part)) {
    if (other.dataset.doc !== doc) continue;
    if (found.some((span) => sameSpan(span, spanOf(other)))) continue;
    found.push(spanOf(other));
    quotes.push(other.dataset.quote);
  }
  const order = found.map((_, i) => i).sort((a, b) => found[a][0] - found[b][0] || found[a][1] - found[b][1]);
  return [order.map((i) => found[i]), order.map((i) => quotes[i])];
}

/** @param {Part} node */
export function openCitation(node) {
  const near = node.classList.contains("rb-open");
  const [spans, quotes] = spansIn(citer(node), node.dataset.doc, near ? ".rb-open" : "button.rb-chip");
  const at = spans.findIndex((span) => sameSpan(span, spanOf(node)));
  opener = node;
  show({ doc: node.dataset.doc, spans, quotes, at, by: citing(node), near });
}

/**
 * Open a document from its beginning; closing it leads back to ``from``.
 * @param {string} doc
 * @param {Part | null} [from]
 */
export function showDocument(doc, from = null) {
  opener = from;
  show(whole(doc));
}

/**
 * Open a document as it was open before, or close it.
 * @param {SourceView | null} source
 */
export function showSource(source) {
  if (!source) {
    if (view) closeSource();
    return;
  }
  opener = null;
  show(source);
}

/**
 * Open a document at a span of its text, which need not be a citation's.
 * @param {string} doc
 * @param {number} start
 * @param {number} end
 */
export const passage = (doc, start, end) => ({ doc, spans: [/** @type {Span} */ ([start, end, 0])], quotes: [""], at: 0, by: null, near: false });
/**
 * @param {string} doc
 * @returns {SourceView}
 */
export const whole = (doc) => ({ doc, spans: [], quotes: [], at: null, by: null, near: false });

/**
 * Mark all that a part of the page cites in the document that is open, while none of it is chosen.
 * @param {Part} part
 */
export function markCited(part) {
  if (!view || view.at !== null) return;
  const [spans, quotes] = spansIn(part, view.doc, "button.rb-chip");
  if (spans.length) show({ ...view, spans, quotes, by: part.dataset.cites });
}

/**
 * @param {SourceView} next
 * @param {number | null} [since]
 */
function show(next, since = null) {
  const wanted = { ...next, text: asText };
  const same = view && since === null && JSON.stringify(view) === JSON.stringify(wanted);
  view = wanted;
  app().dataset.viewer = "open";
  if (phone.matches) showPane("source");
  opened();
  if (same && $("#rb-viewer mark.rb-on")) return viewerShown();
  const quote = next.at === null ? "" : next.quotes[next.at];
  return send("open", { doc: next.doc, spans: next.spans, at: next.at, quote, since, near: next.near, text: asText });
}

let stepped = false;

/** Return, once, whether the open passage is the one beside the last: the reader has not left the place. */
export function wasStep() {
  const was = stepped;
  stepped = false;
  return was;
}

/** @param {number} by */
function step(by) {
  if (!view || !view.spans[/** @type {number} */ (view.at) + by]) return;
  stepped = true;
  show({ ...view, at: /** @type {number} */ (view.at) + by });
}

export function closeSource() {
  const back = opener?.isConnected ? opener : $('#rb-main button.rb-chip[aria-expanded="true"]');
  view = null;
  opener = null;
  app().dataset.viewer = "closed";
  opened();
  if (phone.matches) showPane(back?.closest("#rb-sources") ? "sources" : "main");
  send("open", { doc: "" });
  back?.focus();
}

/**
 * The document that was last in sight, and how: as pages or as text.
 * @type {string | null}
 */
let lastLook = null;

/** Bring the open span (or the start of a moved window) into sight, inside its own pane. */
function viewerShown() {
  const pane = $("#rb-viewer .rb-view-text");
  if (!pane) return;
  const marked = $("#rb-viewer mark.rb-on:not([hidden])") || null;
  const target = $("#rb-viewer [data-at]") || marked;
  const look = `${pane.dataset.id} ${pane.dataset.look}`;
  if (!target) {
    if (look !== lastLook) pane.scrollTop = 0;
  } else {
    const box = target.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const room = Math.max(24, (frame.height - Math.min(box.height, frame.height)) / 2);
    const top = pane.scrollTop + box.top - frame.top - (target === marked ? room : 24);
    const near = look === lastLook && Math.abs(top - pane.scrollTop) < frame.height;
    pane.scrollTo({ top, behavior: near && !calm.matches ? "smooth" : "instant" });
  }
  lastLook = look;
  if (phone.matches && marked && app().dataset.pane === "source") marked.focus({ preventScroll: true });
}

actions.close = closeSource;
actions.unfold = closeSource;
actions.previous = () => step(-1);
actions.next = () => step(1);
actions.look = (button) => {
  asText = button.dataset.look === "text";
  if (view) show(view);
};
actions.window = (button) => show(/** @type {SourceView} */ (view), Number(button.dataset.since));

onRender("viewer", viewerShown);
