/* Files and folders that are chosen, or dropped on the page. */

import { $, actions, app, make, onlyReads, say } from "./dom.js";
import { folderOf, walk } from "./folders.js";
import { addFiles } from "./uploads.js";
import { view } from "./views.js";

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
  if (!onlyReads()) app()?.classList.add("rb-dragging");
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
  if (onlyReads()) {
    say("You can read this library; its editors and owners add documents.");
    return;
  }
  const entries = /** @type {FileSystemEntry[]} */ ([...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean));
  const loose = [...transfer.files].map((file) => ({ file, path: file.name }));
  try {
    if (entries.some((entry) => entry.isDirectory)) addFolder(await walk(entries));
    else addFiles(loose);
  } catch { say("What was dropped could not be read."); }
});
