/* The forms in the menu of libraries: a new one, another name for this one, the end of this one. */

import { $, $$, api, app, library } from "./dom.js";
import { moveMemory } from "./memory.js";

/** @param {HTMLFormElement} form */
const field = (form) => /** @type {HTMLFormControlsCollection & Named} */ (form.elements).name;

/**
 * Why a library cannot have a name, as far as this page knows; the server looks again.
 * @param {string} name
 * @param {string} [own] the name that it has already
 */
function unfit(name, own = "") {
  const same = (/** @type {string} */ other) => other.toLowerCase() === name.toLowerCase();
  if (!name) return "Type a name.";
  if ($$("#rb-libraries a > span:first-child").some(({ textContent }) => textContent !== own && same(textContent))) {
    return "There is a library of this name already.";
  }
  return /^\.|\.$|[/\\<>:"|?*\p{C}]/u.test(name)
    ? "A name has letters, digits, spaces and hyphens, and does not begin or end with a dot."
    : "";
}

/** @param {string} name */
const address = (name) => `/?library=${encodeURIComponent(name)}`;

/** @param {string} name */
async function create(name) {
  const team = /** @type {any} */ ($("#rb-library-team"))?.value;
  const made = await api("POST", "/api/libraries", team ? { name, team } : { name });
  location.assign(address(made.name));
}

/** @param {string} name */
async function rename(name) {
  const now = await api("PATCH", `/api/libraries/${encodeURIComponent(library)}`, { name });
  moveMemory(now.name);
  location.assign(address(now.name) + location.hash);
}

async function remove() {
  await api("DELETE", `/api/libraries/${encodeURIComponent(library)}`);
  moveMemory("");
  location.assign("/");
}

/** @type {Record<string, { why: (name: string, own: string) => string, run: (name: string) => Promise<void> }>} */
const deeds = {
  create: { why: (name) => unfit(name), run: create },
  rename: { why: unfit, run: rename },
  delete: { why: (name, own) => (name === own ? "" : `Type the name as it is: ${own}`), run: remove },
};

/** @param {HTMLFormElement} form */
async function submit(form) {
  const { why, run } = deeds[/** @type {string} */ (form.dataset.do)];
  const [line, button, name] = [$(".rb-why", form), $("button", form), field(form).value.trim()];
  line.textContent = why(name, form.dataset.name ?? "");
  if (line.textContent) return field(form).focus();
  button.disabled = true;
  try {
    await run(name);
  } catch (error) {
    line.textContent = /** @type {RouteError} */ (error).message;
    button.disabled = false;
    field(form).focus();
  }
  return undefined;
}

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches(".rb-library-form") || !app()?.contains(form)) return;
  event.preventDefault();
  submit(form);
});

document.addEventListener("toggle", (event) => {
  const opened = /** @type {HTMLDetailsElement} */ (event.target);
  if (!opened.matches?.(".rb-library-deed") || !opened.open) return;
  const count = Number($("#rb-list .rb-docs")?.dataset.count ?? 0);
  const line = $(".rb-library-count", opened);
  if (line) line.textContent = `${count} document${count === 1 ? "" : "s"}`;
  $("input", opened).focus();
}, true);
