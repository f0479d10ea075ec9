/* The search box: ask, find in all documents or in the open one, go to a document. */

import { $, $$, actions, api, app, make, phone } from "./dom.js";
import { ask } from "./asking.js";
import { matches } from "./matches.js";
import { openDocument, passage, showSource, whole } from "./viewer.js";
import { showView } from "./views.js";

const PAUSE = 200; // milliseconds without typing before the documents are searched
const TITLES = 5;
const PASSAGES = 6;
const BEFORE = 40; // characters of a passage before the words that are looked for
const KEYS = phone.matches ? "" : "↑ ↓ to choose · Enter to open · Esc to close";

/** @typedef {{ head?: string, title: string, sub?: string, words?: string, run: () => void }} Choice */

const box = () => /** @type {HTMLDialogElement} */ (/** @type {unknown} */ ($("#rb-find dialog")));
const field = () => /** @type {HTMLInputElement} */ (/** @type {unknown} */ ($("#rb-find input")));
const items = () => $$("#rb-found-list [role=option]");

/** @type {Choice[]} */
let choices = [];
let chosen = 0;
let timer = 0;
let turn = 0;
/** @type {{ doc: string, text: string } | null} */
let read = null;

/** @param {string} words */
const tell = (words) => { $("#rb-find .rb-find-state").textContent = words; };

/** @param {number} at */
function choose(at) {
  chosen = choices.length ? (at + choices.length) % choices.length : 0;
  items().forEach((item, i) => item.setAttribute("aria-selected", String(i === chosen)));
  const item = items()[chosen];
  if (item) field().setAttribute("aria-activedescendant", item.id);
  else field().removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

/**
 * @param {Choice} choice
 * @param {number} at
 */
function itemOf({ title, sub, words }, at) {
  const item = make("div", "rb-found-item");
  item.id = `rb-found-${at}`;
  item.setAttribute("role", "option");
  item.append(make("b", "", title));
  if (sub) item.append(make("span", "rb-sub", sub));
  if (words) item.append(make("span", "rb-words-found", words));
  item.addEventListener("click", () => run(at));
  item.addEventListener("pointermove", () => { if (at !== chosen) choose(at); });
  return item;
}

/** @param {Choice[]} next */
function show(next) {
  choices = next;
  const list = $("#rb-found-list");
  list.replaceChildren();
  next.forEach((choice, at) => {
    if (choice.head) {
      const head = make("div", "rb-found-head", choice.head);
      head.setAttribute("role", "presentation");
      list.append(head);
    }
    list.append(itemOf(choice, at));
  });
  choose(0);
}

/** @param {number} at */
function run(at) {
  const choice = choices[at];
  if (!choice) return;
  box().close();
  choice.run();
}

/**
 * The documents with all of the words in their titles; all of them where nothing is typed.
 * @param {string} query
 * @returns {Choice[]}
 */
function titles(query) {
  const words = query.toLowerCase().split(/\s+/);
  const named = $$("#rb-list [data-do=remove]").map((button) => ({ id: button.dataset.doc, title: button.dataset.title }));
  return named
    .filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
    .slice(0, TITLES)
    .map(({ id, title }, i) => ({ head: i ? "" : "Go to a document", title, run: () => showSource(whole(id)) }));
}

/**
 * Asking, and what is found in the document that is open.
 * @param {string} query
 * @returns {Choice[]}
 */
function deeds(query) {
  /** @type {Choice[]} */
  const found = [];
  if (app().dataset.scope === "some" && app().dataset.busy !== "yes") {
    found.push({ title: `Ask: ${query}`, run: () => { showView("ask"); ask(query); } });
  }
  const doc = openDocument();
  const [spans, quotes] = doc && read?.doc === doc ? matches(read.text, query) : [[], []];
  if (doc && spans.length) {
    const times = spans.length === 1 ? "Once" : `${spans.length} times`;
    found.push({ title: "Find in the open document", sub: `${times} in it`, run: () => showSource({ ...whole(doc), spans, quotes, at: 0 }) });
  }
  return found;
}

/**
 * A passage from shortly before the first of the words on.
 * @param {string} quote
 * @param {string} query
 */
function excerpt(quote, query) {
  const text = quote.toLowerCase();
  const places = query.toLowerCase().split(/\s+/).map((word) => text.indexOf(word)).filter((at) => at >= 0);
  const first = Math.min(...places, quote.length) - BEFORE;
  return places.length && first > BEFORE ? `… ${quote.slice(quote.indexOf(" ", first) + 1)}` : quote;
}

/**
 * The passages of all documents that fit; throws as ``api`` does.
 * @param {string} query
 * @returns {Promise<Choice[]>}
 */
async function passages(query) {
  const { hits } = await api("GET", `/api/search?${new URLSearchParams({ query, near: "true" })}`);
  return hits.slice(0, PASSAGES).map((/** @type {FoundPassage} */ { citation }, /** @type {number} */ i) => ({
    head: i ? "" : "Passages in all documents",
    title: citation.outlet || citation.title,
    sub: [citation.outlet && citation.title, citation.page && `page ${citation.page}`].filter(Boolean).join(" · "),
    words: excerpt(citation.quote, query),
    run: () => showSource(passage(citation.document, citation.start, citation.end)),
  }));
}

/** Read the open document's text, to find words in it. */
async function readOpen() {
  const doc = openDocument();
  if (!doc || read?.doc === doc) return;
  const { text } = await api("GET", `/api/documents/${encodeURIComponent(doc)}/text`).catch(() => ({ text: "" }));
  read = { doc, text };
  if (box().open) typed();
}

/** Show at once what the page knows; what is searched for comes when the typing pauses. */
function typed() {
  const query = field().value.trim();
  const mine = ++turn;
  clearTimeout(timer);
  if (!query) {
    show(titles(""));
    tell(KEYS);
    return;
  }
  const known = [...deeds(query), ...titles(query)];
  show(known);
  tell("Searching …");
  timer = setTimeout(async () => {
    try {
      const found = await passages(query);
      if (mine !== turn) return;
      const before = chosen;
      show([...known, ...found]);
      choose(before);
      tell(found.length ? KEYS : "Nothing found in the documents.");
    } catch (error) {
      if (mine === turn) tell(/** @type {RouteError} */ (error).message);
    }
  }, PAUSE);
}

function open() {
  if (!app()?.dataset.state || box().open) return;
  for (const menu of $$("#rb-app .rb-menu:popover-open")) menu.hidePopover();
  box().showModal();
  field().select();
  field().focus();
  typed();
  readOpen();
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(chosen + step);
  else if (event.key === "Enter" && !event.isComposing) run(chosen);
  else return;
  event.preventDefault();
}

/** @param {EventTarget | null} target */
const isTyping = (target) => Boolean(/** @type {Element | null} */ (target)?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]"));

document.addEventListener("keydown", (event) => {
  const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  if (ctrlK || slash) {
    event.preventDefault();
    open();
  } else if (event.target === field()) pressed(event);
});
document.addEventListener("input", (event) => { if (event.target === field()) typed(); });
document.addEventListener("pointerdown", (event) => { if (event.target === box() && box().open) box().close(); });

actions.search = open;
actions["search-close"] = () => box().close();
