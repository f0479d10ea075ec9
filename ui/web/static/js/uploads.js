/* Files on their way into the library: those of this page, chosen or dropped, and those that others add. */

import { $, actions, api, app, make, onRender, route, say } from "./dom.js";
import { look, onAdding } from "./activity.js";
import { folderOf, named, walk } from "./folders.js";
import { onView, view } from "./views.js";

const AT_ONCE = 2; // one being indexed, one being sent: a browser has but six connections for all its tabs
/** @type {UploadItem[]} */
const mine = [];
/** @type {UploadItem[]} */
let others = [];
let list = /** @type {Part} */ (/** @type {unknown} */ (null));
/** @type {Listener[]} */
const listeners = [];

/**
 * Call ``hear`` each time a file is further, or is done.
 * @param {Listener} hear
 */
export function onUploads(hear) {
  listeners.push(hear);
}

/** How many files are on their way, and how many failed. */
export function underWay() {
  const failed = mine.filter((item) => item.state === "failed").length;
  return { coming: mine.length - failed + others.length, failed };
}

/** The list stands where the reader looks: in the view of the documents, on the first screen, or on the left. */
function homeUploads() {
  list ??= $("#rb-uploads");
  const place = view() === "documents" ? ".rb-uploads-view" : app().dataset.state === "empty" ? ".rb-uploads-first" : ".rb-uploads-home";
  const home = $(place);
  if (!home || !list || list.parentElement === home) return;
  const there = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  home.append(list);
  there?.focus({ preventScroll: true });
}

/** @type {Record<string, string>} */
const WORDS = { waiting: "Waiting", sending: "Sending", queued: "Waiting", reading: "Reading", indexing: "Indexing" };
/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * A row's words, bar and buttons.
 * @param {UploadItem} item
 */
function showRow({ row, name, state, done = 0, total = 0, why = "", file }) {
  const measured = (state === "sending" || state === "indexing") && total > 0;
  const percent = measured ? ` ${Math.floor((100 * done) / total)}%` : "";
  row.dataset.state = state;
  row.classList.toggle("rb-upload-failed", state === "failed");
  $(".rb-pill", row).textContent = state === "failed" ? "Failed" : WORDS[state] + percent;
  $(".rb-upload-why", row).textContent = why;
  $(".rb-upload-size", row).textContent = state === "sending" && total ? `${megabytes(done)} of ${megabytes(total)} MB` : "";
  const bar = $("progress", row);
  bar.hidden = state === "failed" || state === "waiting" || state === "queued";
  if (measured) bar.value = done / total;
  else bar.removeAttribute("value");
  bar.setAttribute("aria-label", `Adding ${name}`);
  if (!file) return;
  $("[data-do=again-upload]", row).hidden = state !== "failed";
  const drop = $("[data-do=drop-upload]", row);
  drop.hidden = !["failed", "waiting", "sending"].includes(state);
  drop.setAttribute("aria-label", `${state === "failed" ? "Dismiss" : "Cancel"}: ${name}`);
}

/**
 * @param {string} what
 * @param {string} className
 * @param {string} text
 * @param {string} label
 */
function button(what, className, text, label) {
  const node = make("button", className, text);
  node.type = "button";
  node.dataset.do = what;
  node.setAttribute("aria-label", label);
  return node;
}

/** @param {string} name */
function makeRow(name) {
  const row = make("li", "rb-upload");
  const said = make("span", "rb-upload-state");
  said.append(make("span", "rb-pill"), make("span", "rb-upload-why"), make("span", "rb-upload-size"));
  const bar = make("progress");
  bar.max = 1;
  row.append(make("b", "", name), said, bar);
  return row;
}

/** @param {UploadItem} item */
function show(item) {
  showRow(item);
  for (const hear of listeners) hear();
}

/**
 * @param {UploadItem} item
 * @param {string} state
 * @param {Partial<UploadItem>} [more]
 */
function set(item, state, more = {}) {
  Object.assign(item, { done: 0, total: 0, why: "" }, more, { state });
  show(item);
}

/** @param {UploadItem} item */
function leave(item) {
  const focused = item.row.contains(document.activeElement);
  const next = item.row.nextElementSibling || item.row.previousElementSibling;
  mine.splice(mine.indexOf(item), 1);
  item.row.remove();
  if (focused) ((next && $("button:not([hidden])", next)) || $(`#rb-${view() === "documents" ? "documents" : "sources"} [data-do=add]`))?.focus();
  for (const hear of listeners) hear();
}

/**
 * @param {UploadItem} item
 * @param {string} why
 */
function failed(item, why) {
  const words = why.startsWith(`${item.name}: `) ? why.slice(item.name.length + 2) : why;
  const reason = words.charAt(0).toUpperCase() + words.slice(1);
  set(item, "failed", { why: reason });
  say(`Failed: ${item.name}. ${reason}`);
}

/** @param {UploadItem} item */
function cancel(item) {
  item.request?.abort();
  if (item.state !== "failed") say(`Not added: ${item.name}`);
  leave(item);
  pump();
}

/**
 * What the server tells about one file, event by event, as its answer grows.
 * @param {UploadItem} item
 */
function listener(item) {
  let at = 0;
  return (/** @type {string} */ text) => {
    for (let end = text.indexOf("\n\n", at); end >= 0; at = end + 2, end = text.indexOf("\n\n", at)) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(at, end)) || [];
      if (name === "progress") {
        const { path, state, done, total } = JSON.parse(data);
        item.path = path;
        set(item, state, { done, total });
      } else if (name) item.told = { [name]: JSON.parse(data) };
    }
  };
}

/**
 * What became of a file that was sent.
 * @param {UploadItem} item
 * @param {XMLHttpRequest} request
 */
function ended(item, request) {
  item.request = null;
  if (request.status !== 200) {
    /** @type {{ error?: { message: string } }} */
    let reply = {};
    try { reply = JSON.parse(request.responseText); } catch { /* said below */ }
    return failed(item, reply.error?.message || "the server gave no answer");
  }
  const { added, error } = item.told || {};
  const why = error?.error.message || added?.failed[0]?.error || (added ? "" : "the server stopped answering");
  if (why) return failed(item, why);
  const how = /** @type {Added} */ (added).unchanged.length ? "Already there" : /** @type {Added} */ (added).replaced.length ? "Replaced" : "Added";
  leave(item);
  const [id] = /** @type {Added} */ (added).added;
  if (item.title && id) api("PATCH", `/api/documents/${id}`, { title: item.title }).then(look, (fault) => say(fault.message));
  return say(`${how}: ${item.name}`);
}

/**
 * Send one file. Done once the server has said what became of it.
 * @param {SentFile} item
 * @returns {Promise<void>}
 */
function sendFile(item) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("files", item.file, item.name);
    const hear = listener(item);
    item.request = request;
    item.told = null;
    set(item, "sending", { total: item.file.size });
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) set(item, "sending", { done: Math.min(event.loaded, item.file.size), total: item.file.size });
    });
    request.upload.addEventListener("load", () => set(item, "queued"));
    request.addEventListener("progress", () => hear(request.responseText));
    request.addEventListener("load", () => {
      hear(request.responseText);
      ended(item, request);
      done();
    });
    request.addEventListener("error", () => {
      item.request = null;
      failed(item, "it could not be sent. Is Readback still running?");
      done();
    });
    request.addEventListener("abort", /** @type {Listener} */ (done));
    request.open("POST", route("/api/documents"));
    request.setRequestHeader("Accept", "text/event-stream");
    request.send(body);
  });
}

const onTheWay = () => mine.filter((item) => item.request).length;

function pump() {
  for (const item of mine) {
    if (onTheWay() >= AT_ONCE) return;
    if (item.state === "waiting") sendFile(/** @type {SentFile} */ (item)).then(look).then(pump);
  }
}

/** @param {UploadItem} item */
function again(item) {
  set(item, "waiting");
  pump();
  const drop = $("[data-do=drop-upload]", item.row);
  if (!drop.hidden) drop.focus();
}

/**
 * Files, each with the title that its document is to have, if it is to have one.
 * @param {FileAt[]} files
 */
export function addFiles(files) {
  const most = Number($("#rb-file").dataset.megabytes);
  homeUploads();
  for (const { file, name, title } of named(files)) {
    const row = makeRow(name);
    const item = { file, name, title, row, state: "waiting" };
    const tools = make("span", "rb-upload-tools");
    tools.append(button("again-upload", "rb-link", "Try again", `Try again: ${name}`));
    tools.append(button("drop-upload", "rb-square", "×", `Cancel: ${name}`));
    row.append(tools);
    mine.push(item);
    list.append(row);
    if (file.size > most * 1e6) failed(item, `it is larger than ${most} MB, the limit for one file.`);
    else show(item);
  }
  pump();
}

/**
 * A folder's files of kinds that can be read; how many are left out is said.
 * @param {FileAt[]} files
 */
function addFolder(files) {
  const kinds = $("#rb-file").dataset.kinds.split(" ");
  const good = files.filter(({ file }) => kinds.some((kind) => file.name.toLowerCase().endsWith(kind)));
  const left = files.length - good.length;
  if (left) say(`${left} ${left === 1 ? "file" : "files"} of the folder left out: no kind that can be read.`);
  addFiles(good);
}

/**
 * What others add: all that is on its way but what this page sends.
 * @param {Arrival[]} adding
 */
function showOthers(adding) {
  const own = mine.filter((item) => item.request).map((item) => item.path || item.name);
  const theirs = adding.filter(({ path }) => {
    const at = own.indexOf(path);
    if (at >= 0) own.splice(at, 1);
    return at < 0;
  });
  homeUploads();
  const before = others;
  others = theirs.map((one) => {
    const at = before.findIndex(({ path }) => path === one.path);
    const row = at >= 0 ? before.splice(at, 1)[0].row : makeRow(one.path);
    if (!row.isConnected) list.append(row);
    return { ...one, name: one.path, row };
  });
  for (const gone of before) gone.row.remove();
  for (const one of others) showRow(one);
  for (const hear of listeners) hear();
}

/** @param {Node} node */
const itemOf = (node) => /** @type {UploadItem} */ (mine.find((item) => item.row.contains(node)));

actions["again-upload"] = (node) => again(itemOf(node));
actions["drop-upload"] = (node) => cancel(itemOf(node));
actions.add = () => $("#rb-file").click();

/** @type {HTMLInputElement | null} */
let chooser = null;
actions.folder = () => {
  chooser = make("input");
  chooser.type = "file";
  chooser.webkitdirectory = true;
  chooser.addEventListener("change", () => addFolder(folderOf(/** @type {FileList} */ (/** @type {HTMLInputElement} */ (chooser).files))));
  chooser.click();
};

document.addEventListener("change", (event) => {
  if (/** @type {Element} */ (event.target).id !== "rb-file") return;
  addFiles([.../** @type {FileList} */ (/** @type {HTMLInputElement} */ (event.target).files)].map((file) => ({ file, path: file.name })));
  /** @type {HTMLInputElement} */ (event.target).value = "";
});

/** @type {Record<string, (files: File[]) => void>} */
const takers = {};

/**
 * Have a view take the files that are dropped on it, instead of the library.
 * @param {string} name
 * @param {(files: File[]) => void} take
 */
export function onDrop(name, take) {
  takers[name] = take;
}

let drags = 0;
/** @param {DragEvent} event */
const carriesFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
document.addEventListener("dragenter", (event) => {
  if (!carriesFiles(event)) return;
  drags += 1;
  app()?.classList.add("rb-dragging");
});
document.addEventListener("dragleave", (event) => {
  if (!carriesFiles(event)) return;
  drags = Math.max(0, drags - 1);
  if (!drags) app()?.classList.remove("rb-dragging");
});
document.addEventListener("dragover", (event) => { if (carriesFiles(event)) event.preventDefault(); });
document.addEventListener("drop", async (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  drags = 0;
  app()?.classList.remove("rb-dragging");
  const transfer = /** @type {DataTransfer} */ (event.dataTransfer);
  const take = /** @type {Part} */ (event.target).closest?.("#rb-main") && takers[view()];
  if (take) {
    take([...transfer.files]);
    return;
  }
  const entries = /** @type {FileSystemEntry[]} */ ([...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean));
  const loose = [...transfer.files].map((file) => ({ file, path: file.name }));
  try {
    if (entries.some((entry) => entry.isDirectory)) addFolder(await walk(entries));
    else addFiles(loose);
  } catch { say("What was dropped could not be read."); }
});

onAdding(showOthers);
for (const pane of ["sources", "documents"]) onRender(pane, homeUploads);
for (const name of ["ask", "guide", "briefing", "check", "documents", "settings"]) onView(name, homeUploads);
