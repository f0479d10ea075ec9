/* The view of the documents: what goes on in it, and correcting what is said of a document. */

import { $, $$, actions, api, make, onRender, say } from "./dom.js";
import { look } from "./activity.js";
import { isGoing, onGoing } from "./removing.js";
import { inScope, onScope } from "./sources.js";
import { onUploads, underWay } from "./uploads.js";
import { onView } from "./views.js";

const rows = () => $$("#rb-documents .rb-line-of");
/** @param {string} id */
const rowOf = (id) => /** @type {Part} */ (rows().find((row) => row.dataset.id === id));

/** The line under the heading. */
function tally() {
  const line = $("#rb-documents .rb-tally");
  if (!line) return;
  const { coming, failed } = underWay();
  const [ticked, total] = inScope();
  const said = [`${line.dataset.ready} ready`];
  if (coming) said.push(`${coming} on the way`);
  if (failed) said.push(`${failed} failed`);
  if (total) said.push(`${ticked} in scope`);
  line.textContent = said.join(" · ");
}

/* One document's title, outlet and date are edited at a time, in its own row. */

let editing = /** @type {Editing | null} */ (null);
/** @type {HTMLElement | null} */
let focused = null;

/**
 * @param {string} name
 * @param {string} label
 * @param {string} type
 * @param {string} value
 */
function field(name, label, type, value) {
  const box = make("div", `rb-field rb-field-${name}`);
  const words = make("label", "rb-label", label);
  const input = make("input");
  words.htmlFor = input.id = `rb-edit-${name}`;
  input.type = type;
  input.value = value;
  input.autocomplete = "off";
  const why = make("span", "rb-why");
  why.setAttribute("role", "alert");
  why.id = `rb-why-${name}`;
  input.setAttribute("aria-describedby", why.id);
  box.append(words, input, why);
  return { box, input, why };
}

/** @param {Record<string, string>} said */
function makeForm(said) {
  const form = make("form", "rb-edit");
  form.noValidate = true;
  form.setAttribute("aria-label", `Edit ${said.title}`);
  const fields = {
    title: field("title", "Title", "text", said.title),
    outlet: field("outlet", "Outlet", "text", said.outlet),
    published: field("published", "Date", "date", said.published),
  };
  const save = make("button", "rb-button rb-main-button", "Save");
  const cancel = make("button", "rb-button", "Cancel");
  const why = make("span", "rb-why rb-why-all");
  why.setAttribute("role", "alert");
  save.type = "submit";
  cancel.type = "button";
  cancel.dataset.do = "unedit";
  const buttons = make("span", "rb-edit-buttons");
  buttons.append(save, cancel);
  form.append(...Object.values(fields).map(({ box }) => box), buttons, why);
  return { form, fields, save, why };
}

/** @param {Button} button */
function edit(button) {
  const id = button.dataset.doc;
  if (editing) end();
  const { title, outlet, published } = rowOf(id).dataset;
  const said = { title, outlet, published };
  editing = { id, said, ...makeForm(said) };
  editing.form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  showEditing();
  editing.fields.title.input.focus();
  editing.fields.title.input.select();
}

/** The row is made anew when the list is: the form stays with its document. */
function showEditing() {
  for (const row of rows()) {
    const on = row.dataset.id === editing?.id && !isGoing(row.dataset.id);
    row.classList.toggle("rb-editing", on);
    $("th", row).colSpan = on ? 5 : 1;
    if (on && /** @type {Editing} */ (editing).form.parentElement !== $("th", row)) $("th", row).append(/** @type {Editing} */ (editing).form);
  }
  if (!editing) return;
  if (!rowOf(editing.id) || isGoing(editing.id)) end();
  else if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
}

function end() {
  const { id, form } = /** @type {Editing} */ (editing);
  const inside = form.contains(document.activeElement);
  editing = null;
  focused = null;
  form.remove();
  showEditing();
  const row = rowOf(id);
  if (inside && row && !isGoing(id)) $("[data-do=edit]", row).focus();
}

/**
 * What was changed, with what is wrong with it said beside its field; ``null`` where something is.
 * @param {Editing} edited
 * @returns {Record<string, string> | null}
 */
function changes({ said, fields }) {
  /** @type {Record<string, string>} */
  const told = {};
  /** @type {HTMLInputElement | null} */
  let wrong = null;
  const complain = (/** @type {Field} */ { input, why }, /** @type {string} */ words) => {
    why.textContent = words;
    input.toggleAttribute("aria-invalid", Boolean(words));
    if (words) wrong ??= input;
  };
  complain(fields.title, fields.title.input.value.trim() ? "" : "A title cannot be empty.");
  complain(fields.published, fields.published.input.validity.badInput ? "This is not a whole date." : "");
  for (const [name, { input }] of Object.entries(fields)) {
    if (input.value.trim() !== said[name].trim()) told[name] = input.value.trim();
  }
  /** @type {HTMLInputElement | null} */ (wrong)?.focus();
  return wrong ? null : told;
}

async function save() {
  const now = /** @type {Editing} */ (editing);
  const told = changes(now);
  now.why.textContent = "";
  if (!told) return;
  now.save.disabled = true;
  try {
    if (Object.keys(told).length) await api("PATCH", `/api/documents/${encodeURIComponent(now.id)}`, told);
  } catch (error) {
    now.why.textContent = `Not saved: ${/** @type {RouteError} */ (error).message}`;
    now.save.disabled = false;
    return;
  }
  if (editing === now) end();
  if (!Object.keys(told).length) return;
  say(`Saved: ${told.title ?? now.said.title}`);
  look();
}

actions.edit = edit;
actions.unedit = () => end();

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !editing?.form.contains(/** @type {Node} */ (event.target))) return;
  event.preventDefault();
  end();
});
document.addEventListener("focusin", (event) => {
  if (editing?.form.contains(/** @type {Node} */ (event.target))) focused = /** @type {HTMLElement} */ (event.target);
  else if (event.target !== document.body) focused = null;
});

onRender("documents", () => {
  showEditing();
  tally();
});
onGoing(showEditing);
onScope(tally);
onUploads(tally);
onView("documents", tally);
