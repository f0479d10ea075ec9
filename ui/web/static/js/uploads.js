/* Files and web addresses on their way into the library: those of this page, and those that others add. */

import { $, actions, api, app, onlyReads, onRender, route, say } from "./dom.js";
import { look, onAdding } from "./activity.js";
import { named } from "./folders.js";
import { makeDismissal, makeRow, makeTools, showRow } from "./upload_rows.js";
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
  const all = [...mine, ...others];
  const failed = all.filter((item) => item.state === "failed").length;
  return { coming: all.length - failed, failed };
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

/**
 * Take out a row, and leave the focus near.
 * @param {HTMLElement} row
 */
function takeOut(row) {
  const focused = row.contains(document.activeElement);
  const next = row.nextElementSibling || row.previousElementSibling;
  row.remove();
  if (focused) ((next && $("button:not([hidden])", next)) || $(`#rb-${view() === "documents" ? "documents" : "sources"} [data-do=add]`))?.focus();
}

/** @param {UploadItem} item */
function leave(item) {
  mine.splice(mine.indexOf(item), 1);
  takeOut(item.row);
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
 * A file as a form, an address as JSON.
 * @param {UploadItem} item
 * @param {XMLHttpRequest} request
 */
function sendBody(item, request) {
  if (!item.file) {
    request.setRequestHeader("Content-Type", "application/json");
    return request.send(JSON.stringify({ address: item.address }));
  }
  const body = new FormData();
  body.append("files", item.file, item.name);
  return request.send(body);
}

/**
 * Send one file, or one address. Done once the server has said what became of it.
 * @param {UploadItem} item
 * @returns {Promise<void>}
 */
function sendItem(item) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const size = item.file?.size ?? 0;
    const hear = listener(item);
    item.request = request;
    item.told = null;
    set(item, "sending", { total: size });
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && size) set(item, "sending", { done: Math.min(event.loaded, size), total: size });
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
    sendBody(item, request);
  });
}

const onTheWay = () => mine.filter((item) => item.request).length;

function pump() {
  for (const item of mine) {
    if (onTheWay() >= AT_ONCE) return;
    if (item.state === "waiting") sendItem(item).then(look).then(pump);
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
 * @param {Partial<UploadItem> & { name: string }} about
 * @returns {UploadItem}
 */
function put(about) {
  const item = { ...about, row: makeRow(about.name), state: "waiting" };
  item.row.append(makeTools(item.name));
  mine.push(item);
  list.append(item.row);
  return item;
}

/**
 * Files, each with the title that its document is to have, if it is to have one.
 * @param {FileAt[]} files
 */
export function addFiles(files) {
  const most = Number($("#rb-file").dataset.megabytes);
  homeUploads();
  for (const { file, name, title } of named(files)) {
    const item = put({ file, name, title });
    if (file.size > most * 1e6) failed(item, `it is larger than ${most} MB, the limit for one file.`);
    else show(item);
  }
  pump();
}

/**
 * The document at a web address.
 * @param {string} address
 */
export function addAddress(address) {
  homeUploads();
  show(put({ name: address, address }));
  pump();
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
    const at = before.findIndex(({ path, number }) => path === one.path && number === one.number);
    const row = at >= 0 ? before.splice(at, 1)[0].row : makeRow(one.path);
    if (!row.isConnected) list.append(row);
    if (one.state === "failed" && !onlyReads() && !$(".rb-upload-tools", row)) row.append(makeDismissal(one.path));
    return { ...one, name: one.path, why: one.error, row };
  });
  for (const gone of before) takeOut(gone.row);
  for (const one of others) showRow(one);
  for (const hear of listeners) hear();
}

/**
 * Have the server forget a file that workers could not add.
 * @param {Node} node
 */
async function dismiss(node) {
  const { number, name } = /** @type {UploadItem} */ (others.find((item) => item.row.contains(node)));
  try {
    await api("DELETE", `/api/activity/${number}`);
  } catch (fault) {
    return say(`Not dismissed: ${name}. ${/** @type {RouteError} */ (fault).message}`);
  }
  say(`Dismissed: ${name}`);
  return look();
}

/** @param {Node} node */
const itemOf = (node) => /** @type {UploadItem} */ (mine.find((item) => item.row.contains(node)));

actions["again-upload"] = (node) => again(itemOf(node));
actions["drop-upload"] = (node) => cancel(itemOf(node));
actions["dismiss-upload"] = dismiss;
onAdding(showOthers);
for (const pane of ["sources", "documents"]) onRender(pane, homeUploads);
for (const name of ["ask", "guide", "briefing", "check", "documents", "settings"]) onView(name, homeUploads);
