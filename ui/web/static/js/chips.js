/* Citations: the card beside one with its quotation, and which of them is open. */

import { $, $$, app, make, onRender } from "./dom.js";
import { citing, onOpen, openSpan, sameSpan, spanOf } from "./viewer.js";

let card = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
/** @type {Part | null} */
let cardFor = null;

function buildCard() {
  card = make("div", "rb-card");
  card.id = "rb-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  const top = make("div", "rb-card-top");
  top.append(make("b"), make("span"));
  const foot = make("div", "rb-card-foot");
  foot.append(make("span", "rb-exact", "Exact text"), make("span", "rb-card-page"), make("kbd", "", "Enter"));
  foot.append(make("span", "", "opens"));
  card.append(top, make("blockquote"), foot);
  (app() || document.body).append(card);
}

/** @param {Part} node */
function showCard(node) {
  if (!card?.isConnected) buildCard();
  cardFor = node;
  const data = node.dataset;
  $(".rb-card-top b", card).textContent = data.source;
  $(".rb-card-top span", card).textContent = data.date;
  $("blockquote", card).textContent = data.quote;
  $(".rb-card-page", card).textContent = data.page ? `page ${data.page}` : "";
  card.hidden = false;
  node.setAttribute("aria-describedby", "rb-card");
  const at = node.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8);
  const below = at.bottom + 8 + size.height < innerHeight;
  card.style.left = `${left}px`;
  card.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - 8 - size.height)}px`;
}

function hideCard() {
  cardFor?.removeAttribute("aria-describedby");
  cardFor = null;
  if (card) card.hidden = true;
}

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const node = /** @type {Part} */ (event.target).closest?.("button.rb-chip");
    if (node && /** @type {PointerEvent} */ (event).pointerType !== "touch") showCard(node);
    else if (cardFor && !/** @type {Part} */ (event.target).closest?.(".rb-card") && document.activeElement !== cardFor) hideCard();
  });
}
document.addEventListener("focusout", (event) => { if (event.target === cardFor) hideCard(); });
document.addEventListener("scroll", (event) => { if (event.target !== card) hideCard(); }, true);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && cardFor) hideCard(); });

function markChips() {
  const open = openSpan();
  for (const node of $$("#rb-main button.rb-chip")) {
    const on = open && node.dataset.doc === open.doc && sameSpan(spanOf(node), open.span) && citing(node) === open.by;
    node.setAttribute("aria-expanded", on ? "true" : "false");
  }
}

onOpen(hideCard);
onOpen(markChips);
for (const pane of ["thread", "guide", "briefing", "check"]) onRender(pane, markChips);
