/* Menus: each popover .rb-menu stands under the button that opens it. And the libraries' own form. */

import { $, $$, api, app } from "./dom.js";

const GAP = 6;
const EDGE = 8;

/**
 * Put a menu under its button, inside the window.
 * @param {Part} menu
 */
function place(menu) {
  const button = $(`[popovertarget="${menu.id}"]`);
  if (!button) return;
  const at = button.getBoundingClientRect();
  const { width } = menu.getBoundingClientRect(); // 0 before it is shown
  menu.style.top = `${at.bottom + GAP}px`;
  menu.style.left = `${Math.max(EDGE, Math.min(at.left, innerWidth - (width || 220) - EDGE))}px`;
  menu.style.maxHeight = `${Math.max(120, innerHeight - at.bottom - GAP - EDGE)}px`;
  button.setAttribute("aria-expanded", String(menu.matches(":popover-open")));
}

// Once before it is shown, so that it is not seen elsewhere, and once when it has its size.
for (const name of ["beforetoggle", "toggle"]) {
  document.addEventListener(name, (event) => { if (/** @type {Element} */ (event.target).matches?.(".rb-menu")) place(/** @type {Part} */ (event.target)); }, true);
}
window.addEventListener("resize", () => $("#rb-app .rb-menu:popover-open")?.hidePopover());

/**
 * Why a library cannot have a name, as far as this page knows; the server looks again.
 * @param {string} name
 */
function unfit(name) {
  const same = (/** @type {string} */ other) => other.toLowerCase() === name.toLowerCase();
  if (!name) return "Type a name.";
  if ($$("#rb-libraries a > span:first-child").some((title) => same(title.textContent))) {
    return "There is a library of this name already.";
  }
  return /^\.|\.$|[/\\<>:"|?*\p{C}]/u.test(name)
    ? "A name has letters, digits, spaces and hyphens, and does not begin or end with a dot."
    : "";
}

/** @param {HTMLFormElement} form */
async function create(form) {
  const why = $(".rb-why", form);
  const button = $("button", form);
  const wanted = /** @type {HTMLFormControlsCollection & Named} */ (form.elements).name.value.trim();
  why.textContent = unfit(wanted);
  if (why.textContent) return /** @type {HTMLFormControlsCollection & Named} */ (form.elements).name.focus();
  button.disabled = true;
  try {
    const { name } = await api("POST", "/api/libraries", { name: wanted });
    location.assign(`/?library=${encodeURIComponent(name)}`);
  } catch (error) {
    why.textContent = /** @type {RouteError} */ (error).message;
    button.disabled = false;
    /** @type {HTMLFormControlsCollection & Named} */ (form.elements).name.focus();
  }
  return undefined;
}

document.addEventListener("submit", (event) => {
  if (!/** @type {Element} */ (event.target).matches(".rb-new-library") || !app()?.contains(/** @type {Node} */ (event.target))) return;
  event.preventDefault();
  create(/** @type {HTMLFormElement} */ (event.target));
});
