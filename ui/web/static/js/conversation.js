/* Questions and answers as they come: where the reader is, what is marked, copying, hiding. */

import { $, $$, actions, api, app, onRender } from "./dom.js";
import { isAsked, wasAsked } from "./asking.js";
import { copyText } from "./clipboard.js";
import { showView } from "./views.js";

let turnsShown = 0;
/** @type {number | null} */
let held = null;
/** @type {Set<string>} */
const hiding = new Set();

/**
 * Keep the question being answered at the top while its answer grows; let go once the reader scrolls.
 * @param {Part} turn
 * @param {boolean} asked
 */
function hold(turn, asked) {
  const pane = $("#rb-thread");
  const lowest = pane.scrollHeight - pane.clientHeight;
  if (!asked && (held === null || Math.abs(pane.scrollTop - Math.min(held, lowest)) > 2)) {
    held = null;
    return;
  }
  pane.scrollTop += turn.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  held = pane.scrollTop;
}

/**
 * Ask gives way to Stop while an answer is written; the focus goes with it.
 * @param {boolean} busy
 */
function showBusy(busy) {
  const [ask, stop] = [$("#rb-ask"), $("#rb-stop")];
  const moved = document.activeElement === (busy ? ask : stop);
  app().dataset.busy = busy ? "yes" : "no";
  if (moved) (busy ? stop : $("#rb-question textarea"))?.focus({ preventScroll: true });
}

function threadShown() {
  const turns = $$("#rb-thread .rb-turn");
  const last = turns.at(-1);
  const busy = last?.dataset.state === "working";
  app().dataset.talk = turns.length ? "some" : "none";
  if (!turns.length) hiding.clear();
  showBusy(busy);
  for (const turn of turns) showHiding(turn);
  const sent = isAsked();
  const asked = sent || turns.length > turnsShown;
  if (asked && last) {
    hiding.delete(last.dataset.turn);
    showHiding(last);
  }
  if (sent && last) { // be it answered already: a quick answer comes in the same frame
    wasAsked();
    showView("ask");
  }
  if (!turns.length) begin();
  if (last && (asked || held !== null)) hold(last, asked);
  if (!busy) held = null;
  turnsShown = turns.length;
}

let begun = false;

/** Questions to begin with, fetched once: when there is something to ask and nothing asked yet. */
async function begin() {
  if (begun || app().dataset.state !== "full") return;
  begun = true;
  const list = $("#rb-begin ul");
  const one = $("li", list);
  const { questions } = await api("GET", "/api/suggestions").catch(() => ({ questions: [] }));
  list.replaceChildren(...questions.map((/** @type {string} */ question) => {
    const item = one.cloneNode(true);
    $("span", item).textContent = question;
    $("button", item).dataset.question = question;
    return item;
  }));
  list.parentElement.hidden = !questions.length;
}

/**
 * A turn's unsupported sentences, hidden or not: each new look of the conversation forgets which.
 * @param {Part} turn
 */
function showHiding(turn) {
  const on = hiding.has(turn.dataset.turn);
  const button = $("[data-do=hide]", turn);
  turn.classList.toggle("rb-hiding", on);
  if (button) button.textContent = on ? "Show unsupported" : "Hide unsupported";
}

/** @param {Button} button */
function hideUnsupported(button) {
  const turn = button.closest(".rb-turn");
  if (!hiding.delete(turn.dataset.turn)) hiding.add(turn.dataset.turn);
  showHiding(turn);
}

actions.copy = (button) => copyText(button.dataset.text, button, "Copied");
actions.hide = hideUnsupported;

onRender("thread", threadShown);
onRender("sources", () => { if (app().dataset.talk !== "some") begin(); });
