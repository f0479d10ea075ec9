/* While a library is empty there is nothing to make a guide or a briefing of, or to check by. */

import { $, $$, app, onRender } from "./dom.js";

const WAITING = ":is(#rb-top [data-view=guide], #rb-top [data-view=briefing], #rb-top [data-view=check], #rb-nav [data-pane=briefing], #rb-nav [data-pane=check])";

function showWaiting() {
  const empty = app().dataset.state === "empty";
  for (const button of $$(WAITING)) {
    if (empty) {
      button.setAttribute("aria-disabled", "true");
      button.setAttribute("aria-describedby", "rb-why-empty");
      button.title = $("#rb-why-empty")?.textContent || "";
    } else for (const name of ["aria-disabled", "aria-describedby", "title"]) button.removeAttribute(name);
  }
}

for (const pane of ["sources", "top"]) onRender(pane, showWaiting);
