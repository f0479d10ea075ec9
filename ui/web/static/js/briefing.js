/* Briefings: asking for one, stopping it, reading, keeping answers in one, taking one away. */

import { $, $$, actions, api, app, calm, make, onRender, route, say, send } from "./dom.js";
import { openMenu } from "./menus.js";
import { show } from "./parts.js";
import { chosen, onScope } from "./sources.js";
import { turnsOf } from "./chats.js";
import { onView, showView, view } from "./views.js";

let reading = "";
/** @type {Listener[]} */
const listeners = [];

/**
 * Call ``hear`` each time another briefing is open, or none.
 * @param {Listener} hear
 */
export function onBriefing(hear) {
  listeners.push(hear);
}

/** The id of the briefing that is open, "" where none is. */
export const openBriefing = () => reading;
/** The title of the briefing that is open, once it is on the page. */
export const briefingTitle = () => $(`#rb-brief .rb-paper[data-briefing="${reading}"] h2`)?.textContent || "";

/** @param {string} id */
function become(id) {
  reading = id;
  for (const hear of listeners) hear();
}

/**
 * Open a kept briefing, or with "" none.
 * @param {string} id
 */
export function readBriefing(id) {
  if (id === reading) return;
  send("kept", { briefing: id });
  become(id);
}

document.addEventListener("submit", (event) => {
  if (!/** @type {Element} */ (event.target).matches?.(".rb-brief-form")) return;
  event.preventDefault();
  become("");
  send("brief", { topic: $("#rb-topic").value, scope: chosen() });
});

function briefingShown() {
  const [paper, working] = [$("#rb-brief .rb-paper"), $("#rb-brief .rb-working")];
  const before = app().dataset.brief;
  app().dataset.brief = paper ? "open" : working ? "made" : "none";
  for (const link of $$("#rb-main .rb-download")) link.href = route(link.pathname, Object.fromEntries(new URLSearchParams(link.search)));
  if (paper && before !== "open") $("#rb-briefing").scrollTop = 0;
  if (paper && before === "made") {
    become(paper.dataset.briefing);
    say("The briefing is ready.");
    show("briefings").catch(() => {}); // it is there to read, if not in the list
  }
}

/** What a briefing would ask of the model; nothing is said without one. */
async function showPlan() {
  if (view() !== "briefing") return;
  const line = $(".rb-plan");
  if (!line) return;
  const scope = chosen();
  const { plan } = await api("GET", `/api/parts/plan?${new URLSearchParams({ scope })}`).catch(() => ({ plan: "" }));
  if (scope === chosen() && line.isConnected) line.textContent = plan;
}

/** @param {Button} button */
function jump(button) {
  const part = document.getElementById(button.dataset.to);
  part?.scrollIntoView({ block: "start", behavior: calm.matches ? "instant" : "smooth" });
}

/** @param {Button} button */
async function forget(button) {
  try {
    await api("DELETE", `/api/briefings/${button.dataset.briefing}`);
    await show("briefings");
    say("Removed the briefing");
  } catch (error) {
    say(/** @type {RouteError} */ (error).message);
  }
}

/* ---- answers kept in a briefing ---- */

/** @type {number | null} */
let noted = null;

/** @param {string} briefing */
async function note(briefing) {
  $("#rb-notes").hidePopover();
  try {
    const answer = turnsOf()[/** @type {number} */ (noted)]?.answer;
    if (!answer) throw new Error("This answer is not there any more. Ask again.");
    const kept = await api("POST", "/api/briefings/notes", { answers: [answer], briefing });
    say("Saved to the briefing");
    app().dataset.brief = "none";
    send("kept", { briefing: kept.id }); // also if it is open: there is more in it now
    become(kept.id);
    showNoted(kept.id);
    await show("briefings");
  } catch (error) {
    showNoted("", /** @type {RouteError} */ (error).message);
  }
}

/**
 * Under the answer: where it was kept, with a way there, or why it was not.
 * @param {string} id
 * @param {string} [trouble]
 */
function showNoted(id, trouble) {
  const turn = $(`.rb-turn[data-turn="${noted}"]`);
  $(".rb-noted", turn)?.remove();
  const line = make("p", trouble ? "rb-noted rb-why" : "rb-noted", trouble || "Saved to a briefing. ");
  if (id) {
    const button = make("button", "rb-link", "Open the briefing");
    button.type = "button";
    button.dataset.do = "briefing";
    button.dataset.briefing = id;
    line.append(button);
  }
  $(".rb-audit", turn).after(line);
}

/** @param {Button} button */
async function offer(button) {
  noted = Number(button.closest(".rb-turn").dataset.turn);
  const menu = $("#rb-notes");
  const list = $("ul", menu);
  list.replaceChildren();
  openMenu(menu, button);
  const { briefings } = await api("GET", "/api/briefings").catch(() => ({ briefings: [] }));
  const choices = [["", "A new briefing"], ...briefings.filter((/** @type {Kept} */ kept) => !kept.error).map((/** @type {Kept} */ kept) => [kept.id, kept.title])];
  for (const [id, title] of choices) {
    const item = make("button", "rb-item", title);
    item.type = "button";
    item.addEventListener("click", () => note(id));
    const row = make("li");
    row.append(item);
    list.append(row);
  }
  $("button", list)?.focus();
}

actions.halt = () => send("halt");
actions.jump = jump;
actions.forget = forget;
actions.note = offer;
actions.briefing = (button) => {
  readBriefing(button.dataset.briefing);
  showView("briefing");
};

onView("briefing", showPlan);
onScope(showPlan);
onRender("desk", showPlan);
onRender("briefing", briefingShown);
onRender("guide", briefingShown);
