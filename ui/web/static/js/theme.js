/* Light or dark: the system's choice until the reader makes one. */

import { $, actions, onRender } from "./dom.js";
import { browser } from "./memory.js";

const isDark = () => document.body.classList.contains("dark");

function apply() {
  const chosen = browser.get("theme");
  if (chosen && isDark() !== (chosen === "dark")) document.body.classList.toggle("dark", chosen === "dark");
  $("[data-do=theme]")?.setAttribute("aria-pressed", String(isDark()));
}

actions.theme = () => {
  const dark = !isDark();
  browser.set("theme", dark ? "dark" : "light");
  document.body.classList.toggle("dark", dark);
  apply();
};

onRender("top", apply);

export function watchTheme() {
  new MutationObserver(apply).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  apply();
}

onRender("top", apply);
