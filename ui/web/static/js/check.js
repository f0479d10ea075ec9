/* A draft: written, or read from a file; checked, shown with its marks, and taken away. It is kept in this browser only. */

import { $, actions, api, app, calm, download, make, onRender, phone, say, send } from "./dom.js";
import { browser, here, tab } from "./memory.js";
import { chosen } from "./sources.js";
import { onDrop } from "./dropping.js";
import { onView, view } from "./views.js";

const PAUSE = 400; // milliseconds without typing after which a draft is kept
/** The file that the draft is from, "" for one that was typed. */
let file = "";
/** What was checked last; its marks are those of the report on the page. */
let checked = "";
let timer = 0;

const box = () => $("#rb-draft");
const why = () => $("#rb-draft-why");
const report = () => $("#rb-check-result .rb-checked");
/** All that a verdict depends on: the text, and how it is read. */
const draft = () => ({ text: box().value, markdown: $("#rb-draft-markdown").checked });
const title = () => file.replace(/\.\w+$/, "") || "Your draft";
/** @param {string} text */
const words = (text) => text.split(/\s+/).filter(Boolean).length;

function keep() {
  clearTimeout(timer);
  if (box().value) browser.set(here("draft"), JSON.stringify({ ...draft(), file }));
  else browser.remove(here("draft"));
}

/** What is known of the draft, and whether the marks on the page are of it. */
function showFacts() {
  const count = words(box().value);
  const known = [count ? `${count.toLocaleString("en")} word${count === 1 ? "" : "s"}` : "", file];
  $(".rb-draft-facts").textContent = known.filter(Boolean).join(" · ");
  $(".rb-to-marks").hidden = !report() || JSON.stringify(draft()) !== checked;
}

function changed() {
  if (!box().value) file = "";
  why().textContent = "";
  showFacts();
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

/**
 * Put a draft into the box.
 * @param {{ text: string, markdown: boolean, file: string }} found
 */
function put(found) {
  box().value = found.text;
  $("#rb-draft-markdown").checked = found.markdown;
  file = found.file;
  showFacts();
}

/** @param {string} state edit, working or done */
function show(state) {
  app().dataset.check = state;
  box().readOnly = state === "working";
}

function edit() {
  show("edit");
  showFacts();
  box().focus();
}

/** @param {File[]} files */
async function read(files) {
  if (!files.length || app().dataset.check === "working") return;
  edit();
  if (files.length > 1) {
    why().textContent = "Drop one file: one draft is checked at a time.";
    return;
  }
  const body = new FormData();
  body.append("files", files[0], files[0].name);
  $(".rb-draft-facts").textContent = `Reading ${files[0].name}`;
  try {
    const { text, markdown, name } = await api("POST", "/api/drafts", body);
    put({ text, markdown, file: name });
    why().textContent = "";
    keep();
    say(`Read ${name}`);
  } catch (error) {
    showFacts();
    why().textContent = /** @type {RouteError} */ (error).message;
  }
}

function submit() {
  if (!box().value.trim()) {
    why().textContent = "Type or paste a draft first.";
    box().focus();
    return;
  }
  if (chosen() === "null") {
    why().textContent = "No document is ticked. Tick those that the draft is to be checked by.";
    return;
  }
  keep();
  why().textContent = "";
  checked = JSON.stringify(draft());
  tab.remove(here("checked"));
  show("working");
  send("check", { ...draft(), scope: chosen() });
}

/** Each new look of the result: how far the check is, the marks, or why there are none. */
function checkShown() {
  const before = app().dataset.check;
  if ($("#rb-check-result .rb-working")) return show("working");
  if (!report()) {
    show("edit");
    showFacts();
    if (before === "working" && view() === "check") box().focus();
    return undefined;
  }
  $(".rb-draft-title", report()).textContent = title();
  if (before === "edit") return showFacts();
  show("done");
  if (before !== "working") return undefined;
  tab.set(here("checked"), JSON.stringify({ checked, report: $("pre", report()).textContent }));
  say("The draft is checked.");
  if (view() === "check") {
    $("#rb-check").scrollTop = 0;
    $(".rb-draft-title", report()).focus({ preventScroll: true });
  }
  return undefined;
}

/** @param {Button} button */
async function exportCheck(button) {
  const body = { report: JSON.parse($("pre", report()).textContent), title: title(), format: button.dataset.format };
  try {
    await download("/api/drafts/report", body);
    say("Exported");
  } catch (error) {
    say(`The check could not be exported: ${/** @type {RouteError} */ (error).message}`);
  }
}

/** @param {Button} button */
function toClaim(button) {
  const claim = document.getElementById(button.dataset.to);
  claim?.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
  claim?.focus({ preventScroll: true });
}

/** @type {HTMLInputElement | null} */
let chooser = null;
actions["draft-file"] = () => {
  chooser = make("input");
  chooser.type = "file";
  chooser.accept = $(".rb-check-form").dataset.kinds;
  chooser.addEventListener("change", () => read([.../** @type {FileList} */ (/** @type {HTMLInputElement} */ (chooser).files)]));
  chooser.click();
};
actions["edit-draft"] = edit;
actions["stop-check"] = () => send("stop_check");
actions["to-claim"] = toClaim;
actions["export-check"] = exportCheck;
actions.marks = () => show("done");

document.addEventListener("input", (event) => {
  if (/** @type {Element} */ (event.target).matches?.("#rb-draft, #rb-draft-markdown")) changed();
});
document.addEventListener("submit", (event) => {
  if (!/** @type {Element} */ (event.target).matches?.(".rb-check-form")) return;
  event.preventDefault();
  submit();
});
addEventListener("pagehide", () => { if (box()) keep(); });

onDrop("check", read);
onRender("check", checkShown);
onView("check", () => {
  if (app().dataset.check !== "done" && !phone.matches) box().focus({ preventScroll: true });
});

/** @param {string} text */
function parsed(text) {
  try { return JSON.parse(text || "null"); } catch { return null; }
}

let restored = false;

/** The draft as it was left, and its marks if this tab had them; once the page is there. */
onRender("sources", () => {
  if (restored) return;
  restored = true;
  const kept = parsed(browser.get(here("draft")));
  const before = parsed(tab.get(here("checked")));
  if (kept && !box().value) put(kept);
  if (!before) return;
  checked = before.checked;
  send("checked", { report: before.report });
});
