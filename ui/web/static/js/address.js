/* The address of what the page shows, in the hash. Back and Forward walk the places where the reader was.
   The page changes first, and its address follows; only a new address, Back and Forward change the page. */

import { $, actions, app, make, onRender, phone, send } from "./dom.js";
import { briefingTitle, onBriefing, openBriefing, readBriefing } from "./briefing.js";
import { chatTitle, openChat, switchChat } from "./chats.js";
import { copyText } from "./clipboard.js";
import { guided, openGuide } from "./guide.js";
import { onOpen, openSource, passage, showSource, wasStep, whole } from "./viewer.js";
import { isView, nameOf, onMove, showPane, showView, view } from "./views.js";

/**
 * The views that show one thing of many: which, how it is opened, its title. Of all other views the name is the address.
 * @type {Record<string, { id: () => string, open: (id: string) => void, title: (id: string) => string }>}
 */
const THINGS = {
  ask: { id: openChat, open: switchChat, title: (id) => chatTitle(id) || "Ask" },
  guide: { id: guided, open: openGuide, title: (id) => `Guide: ${titleOf(id)}` },
  briefing: { id: openBriefing, open: readBriefing, title: briefingTitle },
};
const FORM = /^#\/([a-z]+)(?:\/([\w-]{1,80}))?(\/guide)?\/?(?:\?at=(\d{1,9})-(\d{1,9}))?$/;
const GONE = {
  chat: "That chat is not in this browser. Chats are kept by the browser they were asked in.",
  doc: "That document is not in this library any more.",
  briefing: "That briefing is not kept with this library any more.",
  page: "That address leads to no page of Readback.",
};

let begun = false;
let front = "main";
/** @type {Place} */
let last;

/**
 * The title of a document of the library, "" of one that is not there.
 * @param {string} id
 */
const titleOf = (id) => $(`#rb-list [data-do=remove][data-doc="${CSS.escape(id)}"]`)?.dataset.title || "";

/**
 * The address of a place, as it stands behind the page's own.
 * @param {Place} place
 */
function hashOf({ view, id, source, front }) {
  const isGuide = view === "guide" && source?.doc === id && source.at === null;
  if (front === "source" && source && !isGuide) return hashOfSource(source);
  if (front === "sources") return "#/sources";
  if (view === "guide") return id ? `#/doc/${id}/guide` : "#/guide";
  if (view === "briefing") return id ? `#/brief/${id}` : "#/brief";
  return view === "ask" && chatTitle(id) ? `#/ask/${id}` : `#/${view}`;
}

/** @param {SourceView} source */
function hashOfSource({ doc, spans, at }) {
  return at === null ? `#/doc/${doc}` : `#/doc/${doc}?at=${spans[at][0]}-${spans[at][1]}`;
}

/** @param {Place} place */
function titleAt(place) {
  const hash = hashOf(place);
  const source = hash.startsWith("#/doc/") && !hash.endsWith("/guide") && place.source;
  const title = source ? titleOf(source.doc) : THINGS[place.view]?.title(place.id);
  return `${title || nameOf(place.view)} - Readback`;
}

/** @returns {Place} */
function here() {
  return { view: view(), id: THINGS[view()]?.id() ?? "", source: openSource(), front, depth: 0 };
}

/**
 * The place that an address names, and what is gone of it.
 * @param {string} hash
 * @returns {{ place: Place, gone: string }}
 */
function read(hash) {
  const [, name = "ask", id = "", guide = "", start, end] = FORM.exec(hash) ?? (hash.startsWith("#/") ? ["", "?"] : []);
  /** @type {Place} */
  const plain = { view: "ask", id: openChat(), source: null, front: "main", depth: 0 };
  const at = (/** @type {Partial<Place>} */ place) => ({ place: { ...plain, ...place }, gone: "" });
  if (name === "ask") {
    if (!id || id === openChat()) return at({});
    return chatTitle(id) ? at({ id }) : { place: plain, gone: GONE.chat };
  }
  if (name === "doc") {
    if (!titleOf(id)) return { place: plain, gone: GONE.doc };
    if (guide) return at({ view: "guide", id, source: phone.matches ? null : whole(id) });
    const isPassage = Number(start) < Number(end);
    return at({ source: isPassage ? passage(id, Number(start), Number(end)) : whole(id), front: "source" });
  }
  if (name === "brief") return at({ view: "briefing", id });
  if (name === "sources") return at({ front: "sources" });
  return isView(name) ? at({ view: name, id: THINGS[name]?.id() ?? "" }) : { place: plain, gone: GONE.page };
}

/**
 * A place where the reader was, as the browser kept it with the address.
 * @param {Place | null} kept
 */
function again(kept) {
  if (!kept) return read(location.hash);
  const isLost = kept.source && !titleOf(kept.source.doc);
  const named = location.hash.startsWith("#/doc/");
  if (isLost && named) return { place: { ...kept, source: null, front: "main" }, gone: GONE.doc };
  const isForgotten = kept.view === "ask" && location.hash === `#/ask/${kept.id}` && !chatTitle(kept.id);
  if (isForgotten && kept.id !== openChat()) return { place: { ...kept, id: openChat() }, gone: GONE.chat };
  return { place: isLost ? { ...kept, source: null } : kept, gone: "" };
}

/** @param {{ place: Place, gone: string }} found */
function open({ place, gone }) {
  const toSource = () => showSource(place.source);
  const toView = () => {
    THINGS[place.view]?.open(place.id);
    showView(place.view);
  };
  // A guide takes up the document that is open; all else must not find the guide still there when one opens.
  for (const step of place.view === "guide" ? [toSource, toView] : [toView, toSource]) step();
  if (phone.matches && app().dataset.pane !== place.front) showPane(place.front);
  front = place.front;
  last = { ...here(), depth: place.depth };
  write("replaceState");
  notice(gone);
}

/** @param {"pushState" | "replaceState"} how */
function write(how) {
  // From the root on: a hash alone would be taken from the <base> of Gradio, which names no library.
  history[how](last, "", location.pathname + location.search + hashOf(last));
  showTitle();
}

function showTitle() {
  if (begun) document.title = titleAt(last);
}

/**
 * A line above the view, until the reader goes on: why an address does not show what it names.
 * @param {string} words
 */
function notice(words) {
  $("#rb-gone")?.remove();
  if (!words) return;
  const line = make("p", "rb-gone", words);
  line.id = "rb-gone";
  line.setAttribute("role", "alert");
  $("#rb-main").prepend(line);
}

/** The next change only corrects the address. */
let corrects = false;
let leaving = false;
let due = false;

/** All that one deed changes makes one place. */
function changed() {
  if (!begun || due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    follow();
  });
}

/** Have the address say what the page shows now. */
function follow() {
  const now = here();
  const before = last;
  const stays = now.view === before.view && now.id === before.id;
  const isSame = stays && now.front === before.front && JSON.stringify(now.source) === JSON.stringify(before.source);
  const inPlace = wasStep() || corrects || leaving;
  corrects = false;
  leaving = false;
  if (isSame && hashOf(now) === location.hash) return showTitle();
  if (stays && before.source && !now.source && before.depth) { // closed: back to where it was opened from
    last = now;
    leaving = true;
    return history.go(-before.depth);
  }
  const replaces = inPlace || hashOf(now) === location.hash || isSame;
  const goesDeeper = stays && now.front === "source" && now.source;
  last = { ...now, depth: replaces ? before.depth : goesDeeper ? before.depth + 1 : 0 };
  if (!inPlace) notice("");
  return write(replaces ? "replaceState" : "pushState");
}

/** Begin once the documents are known and Gradio's events are there: open what the address names. */
export function begin() {
  if (begun || !app()?.dataset.state || !window.readbackEvents) return;
  begun = true;
  open(again(history.state?.view ? history.state : null));
}

/**
 * The whole address of a passage.
 * @param {SourceView} source
 */
const linkTo = (source) => location.origin + location.pathname + location.search + hashOfSource(source);

/** Copy a link to the passage beside the button, or to the chat, the guide or the briefing that is open. */
actions.link = (button) => {
  const source = button.closest("#rb-viewer") && openSource();
  const place = { ...here(), front: "main" };
  copyText(source ? linkTo(source) : location.href.split("#")[0] + hashOf(place), button, "Link copied");
};

window.addEventListener("popstate", () => {
  if (!begun) return;
  if (leaving) {
    last = { ...last, depth: history.state?.depth ?? 0 };
    follow();
  }
  else open(again(history.state?.view ? history.state : null));
});

onMove((pane) => {
  front = pane;
  changed();
});
onOpen(() => {
  front = openSource() ? "source" : "main";
  changed();
});
onBriefing(changed);
for (const pane of ["sources", "kept"]) onRender(pane, () => { begin(); changed(); });
onRender("briefing", () => {
  if (openBriefing() && $("#rb-brief .rb-problem") && !$("#rb-brief .rb-paper")) {
    corrects = true;
    readBriefing("");
    notice(GONE.briefing);
  }
  changed();
});
