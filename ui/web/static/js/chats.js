/* The conversations that this browser keeps, for this library: opened again, forgotten, taken away. */

import { $, actions, download, make, onRender, say, send } from "./dom.js";
import { browser, here, tab } from "./memory.js";
import { closeSource } from "./viewer.js";
import { showView } from "./views.js";

const MOST = 50;
const TITLE = 120;

/** @param {string} text */
function parsed(text) {
  try { return JSON.parse(text || "[]"); } catch { return []; }
}

/** @returns {Chat[]} */
const list = () => parsed(browser.get(here("chats")));
/** @param {string} id */
const textOf = (id) => browser.get(here(`chat-${id}`));
const newId = () => crypto.randomUUID?.() || String(Date.now());

/** The conversation of this tab has its id from the start, though it is kept only from its first question on. */
let current = "";

/** @param {string} id */
function become(id) {
  current = id;
  tab.set(here("chat"), id);
}

become(tab.get(here("chat")) || newId());

/**
 * The turns of this tab's conversation, as Python made them.
 * @returns {Turn[]}
 */
export const turnsOf = () => parsed(tab.get(here("turns")));

/** A conversation that was asked for and is not on the page yet; "" if there is none. */
let coming = "";
/** @type {Listener | null} */
let waiting = null;

/**
 * Call ``act`` once the page shows the conversation that the tab is to have: at once, if it does. Of two that would
 * wait the second takes the place of the first.
 * @param {Listener} act
 */
export function whenShown(act) {
  if (coming) waiting = act;
  else act();
}

/** Whether another conversation is on its way: what is shown of this one does not count any more. */
export const isComing = () => Boolean(coming);

/** A conversation has come. */
function keptShown() {
  const pre = $("#rb-kept pre");
  const id = pre?.dataset.chat || current;
  keep(id, pre?.textContent ?? "");
  if (id !== coming) return;
  coming = "";
  const act = waiting;
  waiting = null;
  if (act) requestAnimationFrame(act); // by then its turns are shown, too
}

/**
 * Remember a conversation as it is now; where there is no more room, the oldest ones go.
 * @param {string} id it may have been left meanwhile
 * @param {string} text
 */
function keep(id, text) {
  if (id === current) tab.set(here("turns"), text);
  const turns = parsed(text);
  if (!turns.length) return;
  const others = list().filter((chat) => chat.id !== id);
  while (others.length >= MOST) drop(/** @type {Chat} */ (others.pop()));
  while (!browser.set(here(`chat-${id}`), text) && others.length) drop(/** @type {Chat} */ (others.pop()));
  const mine = { id, title: turns[0].question.slice(0, TITLE), at: Date.now(), count: turns.length };
  browser.set(here("chats"), JSON.stringify([mine, ...others]));
}

/** @param {{ id: string }} chat */
function drop(chat) {
  browser.remove(here(`chat-${chat.id}`));
}

/** @param {string} id */
function forget(id) {
  drop({ id });
  browser.set(here("chats"), JSON.stringify(list().filter((chat) => chat.id !== id)));
  if (id === current) newChat();
  showList();
  say("Removed the chat");
}

/** The conversation of this tab. */
export const openChat = () => current;
/**
 * The first question of a chat that this browser keeps, "" of one that it does not.
 * @param {string} id
 */
export const chatTitle = (id) => list().find((chat) => chat.id === id)?.title || "";

/**
 * Have a conversation in the place of this one; one that is not kept begins anew.
 * @param {string} id
 */
export function switchChat(id) {
  if (id === current) return;
  const turns = textOf(id);
  become(id);
  coming = id;
  waiting = null;
  send(turns ? "chat" : "fresh", { turns, chat: id });
}

/** @param {string} id */
function open(id) {
  $("#rb-chats").hidePopover();
  if (id === current) return;
  closeSource();
  switchChat(id);
  showView("ask");
}

/** @param {Chat} chat */
function row(chat) {
  const item = make("button", "rb-item");
  const when = new Date(chat.at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  item.type = "button";
  item.append(make("b", "", chat.title), make("span", "rb-sub", `${when} · ${chat.count} question${chat.count === 1 ? "" : "s"}`));
  item.addEventListener("click", () => open(chat.id));
  if (chat.id === current) item.setAttribute("aria-current", "true");
  const bin = make("button", "rb-square", "×");
  bin.type = "button";
  bin.setAttribute("aria-label", `Remove the chat: ${chat.title}`);
  bin.addEventListener("click", () => forget(chat.id));
  const line = make("li", "rb-chat");
  line.append(item, bin);
  return line;
}

function showList() {
  const chats = list();
  $("#rb-chats ul").replaceChildren(...chats.map(row));
  $("#rb-chats .rb-empty").hidden = chats.length > 0;
}

export function newChat() {
  switchChat(newId());
  closeSource();
  showView("ask");
  $("#rb-question textarea")?.focus();
}

/** @param {Button} button */
async function exportChat(button) {
  $("#rb-export").hidePopover();
  const answers = turnsOf().filter((turn) => turn.answer && turn.state === "done").map((turn) => turn.answer);
  if (!answers.length) {
    say("There is no answer to export yet.");
    return;
  }
  const title = /** @type {{ question: string }} */ (answers[0]).question.slice(0, TITLE);
  try {
    await download("/api/exports", { answers, title, format: button.dataset.format });
    say("Exported");
  } catch (error) {
    say(`The chat could not be exported: ${/** @type {RouteError} */ (error).message}`);
  }
}

actions.new = newChat;
actions["export-chat"] = exportChat;

document.addEventListener("beforetoggle", (event) => {
  if (/** @type {Element} */ (event.target).id === "rb-chats" && event.newState === "open") showList();
}, true);

onRender("kept", keptShown);

/** What this tab was about when it was left. */
export function resume() {
  const turns = tab.get(here("turns"));
  if (turns) send("chat", { turns, chat: current });
}
