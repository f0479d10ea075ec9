/* The folder that the library follows: a switch above the documents, and a line that says how it stands. */

import { $, api, onRender, say } from "./dom.js";
import { look, onAdding } from "./activity.js";

/** @type {Watch | null} */
let state = null; // null: none may be chosen here
let asking = false; // whether the field for a folder is open
let why = "";

const form = () => $("#rb-documents .rb-watch");
const field = () => $("#rb-watch-folder");

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
const counted = (count, one, many) => (count ? [count === 1 ? one : many.replace("#", String(count))] : []);

/** @param {string} read */
function when(read) {
  const date = new Date(read);
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}, ${time}`;
}

/** @param {Watch} now */
function inWords(now) {
  if (!now.folder) return "";
  const read = now.error ? `not read: ${now.error}` : now.read ? `read at ${when(now.read)}` : "reading it";
  return [
    now.folder,
    read,
    ...counted(now.failed, "1 file could not be read", "# files could not be read"),
    ...counted(now.gone, "1 file is gone, its document stays", "# files are gone, their documents stay"),
  ].join(" · ");
}

function draw() {
  const box = form();
  if (!box) return;
  box.hidden = !state;
  if (!state) return;
  if (state.folder) asking = false;
  const words = inWords(state);
  $(".rb-switch", box).checked = Boolean(state.folder) || asking;
  const line = $(".rb-watch-state", box);
  if (line.textContent !== words) line.textContent = words; // else it would be read aloud again
  $(".rb-watch-which", box).hidden = !asking;
  $(".rb-why", box).textContent = why;
}

/** @param {string} folder */
async function choose(folder) {
  try {
    state = /** @type {Watch} */ (await api("PUT", "/api/watch", { folder }));
    why = "";
    say(folder ? `Watching ${folder}` : "No folder is watched any more.");
  } catch (error) {
    why = /** @type {RouteError} */ (error).message;
  }
  draw();
  look();
}

document.addEventListener("change", ({ target }) => {
  const box = /** @type {HTMLInputElement} */ (target);
  if (!box.matches?.(".rb-watch .rb-switch")) return;
  why = "";
  if (state?.folder) {
    choose("");
    return;
  }
  asking = box.checked;
  draw();
  if (asking) field().focus();
});

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  const folder = field().value.trim();
  if (folder) choose(folder);
  else {
    why = "Type the whole path of a folder.";
    draw();
    field().focus();
  }
});

onAdding((_, watch) => {
  state = watch;
  draw();
});
onRender("documents", draw);
