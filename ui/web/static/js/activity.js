/* What happens to the documents, by whatever door: asked for every two seconds, while the page is seen. */

import { $, api, onRender } from "./dom.js";
import { show } from "./parts.js";

const PAUSE = 2000;
const LONGEST = 30000; // between two questions to a server that does not answer
let timer = 0;
let turn = 0;
let pause = PAUSE;
/** @type {((adding: Arrival[], watch: Watch | null) => void)[]} */
const listeners = [];

/**
 * Call ``hear`` with the files that are being added, and the folder that is followed, each time they are known anew.
 * @param {(adding: Arrival[], watch: Watch | null) => void} hear
 */
export function onAdding(hear) {
  listeners.push(hear);
}

/** The documents that the page shows, by the library's mark of them. */
const shown = () => $("#rb-list [data-version]")?.dataset.version;

/** Ask at once, as after a change of one's own. */
export async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  const mine = ++turn;
  try {
    const told = await api("GET", "/api/activity");
    if (mine !== turn) return;
    pause = PAUSE;
    for (const hear of listeners) hear(told.adding, told.watch);
    if (shown() !== told.version) await show("documents");
  } catch {
    if (mine !== turn) return;
    pause = Math.min(2 * pause, LONGEST);
  }
  timer = setTimeout(look, pause);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) clearTimeout(timer);
  else look();
});
onRender("sources", () => {
  if (!turn) look();
});
