/* Menus: each popover .rb-menu stands under the button that opens it. */

import { $ } from "./dom.js";

const GAP = 6;
const EDGE = 8;
const LOW = 180; // pixels below a button under which a menu stands above it, if there is more room
/** @type {WeakMap<Element, Part>} */
const openers = new WeakMap();

/**
 * Open a menu from a button that does not name it itself.
 * @param {Part} menu
 * @param {Part} button
 */
export function openMenu(menu, button) {
  openers.set(menu, button);
  menu.showPopover();
}

/**
 * Put a menu under its button, or above it where there is little room, inside the window.
 * @param {Part} menu
 */
function place(menu) {
  const button = $(`[popovertarget="${menu.id}"]`) || openers.get(menu);
  if (!button) return;
  const at = button.getBoundingClientRect();
  menu.style.left = `${EDGE}px`; // from there it is as wide as it would be
  const width = menu.offsetWidth; // 0 before it is shown
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const isUp = below < LOW && above > below;
  menu.style.top = isUp ? "auto" : `${at.bottom + GAP}px`;
  menu.style.bottom = isUp ? `${innerHeight - at.top + GAP}px` : "auto";
  menu.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - (width || 220) - EDGE))}px`;
  menu.style.maxHeight = `${Math.max(120, isUp ? above : below)}px`;
  button.setAttribute("aria-expanded", String(menu.matches(":popover-open")));
}

// Its list may come, or change, while it is open.
const growing = new ResizeObserver((entries) => { for (const { target } of entries) if (target.matches(":popover-open")) place(/** @type {Part} */ (target)); });

// Once before it is shown, so that it is not seen elsewhere, and once when it has its size.
for (const name of ["beforetoggle", "toggle"]) {
  document.addEventListener(name, (event) => {
    const menu = /** @type {Part} */ (event.target);
    if (!menu.matches?.(".rb-menu")) return;
    place(menu);
    growing.observe(menu);
  }, true);
}
window.addEventListener("resize", () => $("#rb-app .rb-menu:popover-open")?.hidePopover());
