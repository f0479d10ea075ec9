/* What every part of the page stands on: the document, Gradio's events, the library's routes.
   Foreign text enters the page here only by textContent, never as HTML. */

/** @type {Find} */
export const $ = (/** @type {string} */ selector, /** @type {ParentNode} */ root = document) => /** @type {any} */ (root.querySelector(selector));
/** @type {FindAll} */
export const $$ = (/** @type {string} */ selector, /** @type {ParentNode} */ root = document) => /** @type {any[]} */ ([...root.querySelectorAll(selector)]);
export const phone = matchMedia("(max-width: 767px)");
export const middle = matchMedia("(min-width: 768px) and (max-width: 1199px)");
export const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const app = () => $("#rb-app");
/** The library that this page is of, by its name: "" for the one the server was started on. */
export const library = new URLSearchParams(location.search).get("library") || "";
/**
 * What buttons do, by their data-do.
 * @type {Record<string, Action>}
 */
export const actions = {};

/** @type {Record<string, Listener[]>} */
const renderers = {};

/**
 * Call ``show`` each time Gradio has put something new into a pane.
 * @param {string} pane
 * @param {Listener} show
 */
export function onRender(pane, show) {
  (renderers[pane] ??= []).push(show);
}

/** @param {string} pane */
export function rendered(pane) {
  for (const show of renderers[pane] || []) show();
}

/** @type {[name: string, data: object][]} */
const later = [];
let events = /** @type {Window["readbackEvents"] | null} */ (null);

/**
 * Tell Gradio; before it is there, keep it for then.
 * @param {string} name
 * @param {object} [data]
 */
export function send(name, data = {}) {
  if (events) events[name](data);
  else later.push([name, data]);
}

/** Gradio's events are there; the panes may not be in the document yet. */
export function connect() {
  events = window.readbackEvents;
  while (later.length) send(.../** @type {[string, object]} */ (later.shift()));
}

/**
 * The address of one of the server's routes, for this page's library.
 * @param {string} path
 * @param {Record<string, string>} [query]
 */
export function route(path, query = {}) {
  const params = new URLSearchParams(library ? { ...query, library } : query).toString();
  return params ? `${path}${path.includes("?") ? "&" : "?"}${params}` : path;
}

/**
 * The reply of one of the server's routes; where nobody is logged in any more, the page goes there.
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {AbortSignal} [signal]
 */
async function asked(method, path, body, signal) {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  let reply;
  try {
    reply = await fetch(route(path), { method, signal, ...(body instanceof FormData ? { body } : json) });
  } catch {
    throw new Error("Readback does not answer. Is it still running?");
  }
  if (reply.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}${location.hash}`);
  return reply;
}

/**
 * Ask one of the server's routes; gives its JSON, or throws an Error that says why not, with its code.
 * @param {string} method
 * @param {string} path
 * @param {object} [body] a form's data, or what is sent as JSON
 * @param {AbortSignal} [signal] ends the request
 * @returns {Promise<any>} of the shape that the route is described with, under /openapi.json
 */
export async function api(method, path, body, signal) {
  const reply = await asked(method, path, body, signal);
  const told = await reply.json().catch(() => ({}));
  if (!reply.ok || told.error) {
    throw Object.assign(new Error(told.error?.message || "the server gave no answer"), { code: told.error?.code });
  }
  return told;
}

/**
 * Save what a route answers with as a file, under the name it gives. Throws an Error that says why not.
 * @param {string} path
 * @param {object} body
 */
export async function download(path, body) {
  const reply = await asked("POST", path, body);
  if (!reply.ok) throw new Error((await reply.json()).error.message);
  const named = /filename\*=UTF-8''([^;]+)/.exec(reply.headers.get("content-disposition") || "");
  const link = make("a");
  link.href = URL.createObjectURL(await reply.blob());
  link.download = named ? decodeURIComponent(named[1]) : "readback";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Whether who is logged in may only read here; the server looks again. */
export const onlyReads = () => Boolean($("#rb-top [data-role=reader]"));

/**
 * Tell whoever listens to the page, in its one status line.
 * @param {string} text
 */
export function say(text) {
  const line = $("#rb-status");
  if (line) line.textContent = text;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [className]
 * @param {string} [text]
 */
export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}
