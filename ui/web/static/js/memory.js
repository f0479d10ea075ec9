/* What a tab and a browser remember. Either may be forbidden, or full: then the page goes on without. */

import { library } from "./dom.js";

/** The person who is logged in, as a mark; "" without accounts. People who share a browser share no chats. */
const person = (() => {
  const name = `${window.readbackPersonCookie ?? ""}=`;
  const cookie = name === "=" ? "" : document.cookie.split("; ").find((one) => one.startsWith(name));
  return cookie ? `${cookie.slice(name.length)}-` : "";
})();
const OWN = `readback-${person}`;

/** @param {() => Storage} store */
const kept = (store) => ({
  get: (/** @type {string} */ name) => {
    try { return store().getItem(OWN + name) || ""; } catch { return ""; }
  },
  set: (/** @type {string} */ name, /** @type {string} */ value) => {
    try { store().setItem(OWN + name, value); } catch { return false; }
    return true;
  },
  remove: (/** @type {string} */ name) => {
    try { store().removeItem(OWN + name); } catch { /* there is nothing then */ }
  },
});

/** Until the tab is closed. */
export const tab = kept(() => sessionStorage);
/** Until the reader clears it. */
export const browser = kept(() => localStorage);
/**
 * A name for something of this page's library only.
 * @param {string} name
 */
export const here = (name) => (library ? `${name}@${library}` : name);

/**
 * Give what is remembered of this page's library to the same one under another name; "" to none.
 * @param {string} name
 */
export function moveMemory(name) {
  for (const stored of [() => sessionStorage, () => localStorage]) {
    try { moveKeys(stored(), name); } catch { /* there is nothing to move */ }
  }
}

/**
 * @param {Storage} store
 * @param {string} name
 */
function moveKeys(store, name) {
  for (const key of Object.keys(store)) {
    const at = key.indexOf("@");
    if (!key.startsWith(OWN) || at < 0 || key.slice(at + 1) !== library) continue;
    const value = store.getItem(key) ?? "";
    store.removeItem(key);
    if (name) store.setItem(`${key.slice(0, at)}@${name}`, value);
  }
}
