/* What the page does by itself: uploads, scope, hover card, keyboard, panes, theme.
   Foreign text enters the page here only by textContent, never as HTML. */
(() => {
  "use strict";

  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const phone = matchMedia("(max-width: 767px)");
  const middle = matchMedia("(min-width: 768px) and (max-width: 1199px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const app = () => $("#rb-app");
  const later = [];
  let events = null;

  /** Tell Gradio; before it is there, keep it for then. */
  function send(name, data = {}) {
    if (events) events[name](data);
    else later.push([name, data]);
  }

  function say(text) {
    const line = $("#rb-status");
    if (line) line.textContent = text;
  }

  function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  /* ---- what a tab remembers ---- */

  const memory = {
    get: (name) => {
      try { return sessionStorage.getItem(`readback-${name}`) || ""; } catch { return ""; }
    },
    set: (name, value) => {
      try { sessionStorage.setItem(`readback-${name}`, value); } catch { /* full, or forbidden: go on without */ }
    },
  };

  /* ---- theme ---- */

  function chosenTheme() {
    try { return localStorage.getItem("readback-theme"); } catch { return null; }
  }

  function applyTheme() {
    const chosen = chosenTheme();
    if (chosen && document.body.classList.contains("dark") !== (chosen === "dark")) {
      document.body.classList.toggle("dark", chosen === "dark");
    }
    const dark = document.body.classList.contains("dark");
    $("[data-do=theme]")?.setAttribute("aria-pressed", String(dark));
  }

  function toggleTheme() {
    const dark = !document.body.classList.contains("dark");
    try { localStorage.setItem("readback-theme", dark ? "dark" : "light"); } catch { /* for this page only */ }
    document.body.classList.toggle("dark", dark);
    applyTheme();
  }

  /* ---- panes ---- */

  function showPane(pane) {
    app().dataset.pane = pane;
    for (const button of $$("#rb-nav button")) {
      if (button.dataset.pane === pane) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
  }

  /* ---- documents and scope ---- */

  let excluded = new Set();
  try { excluded = new Set(JSON.parse(memory.get("excluded") || "[]")); } catch { /* start with all */ }

  const checks = () => $$("#rb-list .rb-check");
  const usable = () => checks().filter((check) => !check.disabled);
  const count = () => Number($("#rb-list .rb-docs")?.dataset.count || 0);

  function showScope() {
    for (const check of checks()) check.checked = !check.disabled && !excluded.has(check.dataset.id);
    const total = count();
    const ticked = checks().filter((check) => check.checked).length;
    const all = $("#rb-all");
    all.checked = ticked > 0 && ticked === usable().length;
    all.indeterminate = ticked > 0 && !all.checked;
    $("#rb-scope").textContent = `${ticked} of ${total} in scope`;
    $(".rb-rail-count").textContent = `${ticked}/${total}`;
    const words = ticked === total ? `${total} document${total === 1 ? "" : "s"}` : `${ticked} of ${total} documents`;
    $(".rb-scope span").textContent = ticked ? words : "No document ticked: tick one to ask";
    app().dataset.scope = ticked ? "some" : "none";
    memory.set("excluded", JSON.stringify([...excluded]));
  }

  /** Gradio hands this to Python with the question: [] means all, null none. */
  function scope() {
    const ids = checks().filter((check) => check.checked).map((check) => check.dataset.id);
    if (!ids.length) return "null";
    return JSON.stringify(ids.length === usable().length ? [] : ids);
  }

  function tick(check) {
    if (check.checked) excluded.delete(check.dataset.id);
    else excluded.add(check.dataset.id);
    showScope();
  }

  function tickAll(on) {
    for (const check of usable()) {
      if (check.closest("li").hidden) continue;
      if (on) excluded.delete(check.dataset.id);
      else excluded.add(check.dataset.id);
    }
    showScope();
  }

  function filter() {
    const words = $("#rb-filter").value.trim().toLowerCase();
    const rows = $$("#rb-list .rb-doc");
    for (const row of rows) row.hidden = !row.dataset.key.includes(words);
    $(".rb-nomatch").hidden = !rows.length || rows.some((row) => !row.hidden);
  }

  /** Landmarks that Gradio's columns cannot carry, and the sample button again if it came to nothing. */
  function finish() {
    const names = { "rb-sources": ["region", "Sources"], "rb-main": ["main", "Conversation"], "rb-viewer": ["region", "Source"] };
    for (const [id, [role, name]] of Object.entries(names)) {
      document.getElementById(id)?.setAttribute("role", role);
      document.getElementById(id)?.setAttribute("aria-label", name);
    }
    const button = $("[data-do=sample]");
    if (!button?.disabled) return;
    button.disabled = false;
    button.textContent = "Load the sample set";
    $(".rb-offer .rb-why").textContent = $("#rb-list .rb-problem")?.textContent || "";
  }

  function sourcesShown() {
    finish();
    const first = !app().dataset.state;
    app().dataset.state = count() ? "full" : "empty";
    showPane(app().dataset.pane || "ask");
    applyTheme();
    const known = new Set(checks().map((check) => check.dataset.id));
    for (const id of [...excluded]) if (!known.has(id)) excluded.delete(id);
    showScope();
    filter();
    markRow();
    homeUploads();
    if (first && count() && !phone.matches && document.activeElement === document.body) {
      $("#rb-question textarea")?.focus({ preventScroll: true });
    }
  }

  function confirmRemoval(row, on) {
    $(".rb-confirm", row).hidden = !on;
    $(on ? "[data-do=really]" : "[data-do=remove]", row).focus();
  }

  async function remove(button) {
    const row = button.closest("li");
    const title = $(".rb-title", row).textContent;
    const why = $(".rb-why", row);
    why.textContent = "";
    button.disabled = true;
    try {
      const reply = await fetch(`/api/documents/${encodeURIComponent(button.dataset.id)}`, { method: "DELETE" });
      const body = await reply.json();
      const trouble = body.error?.message || body.failed?.[0]?.error;
      if (trouble && reply.status !== 404) throw new Error(trouble);
      if (view?.doc === button.dataset.id) closeSource();
      say(`Removed: ${title}`);
      send("refresh");
    } catch (error) {
      why.textContent = error.message;
    }
    button.disabled = false;
  }

  /* ---- uploads ---- */

  const queue = [];
  let uploading = false;

  function homeUploads() {
    const home = $(app().dataset.state === "empty" ? ".rb-uploads-first" : ".rb-uploads-home");
    const list = $("#rb-uploads");
    if (home && list && list.parentElement !== home) home.append(list);
  }

  function uploadRow(file) {
    const row = make("li", "rb-upload");
    row.append(make("b", "", file.name), make("span", "rb-upload-state", "Waiting"));
    const bar = make("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Adding ${file.name}`);
    row.append(bar);
    $("#rb-uploads").append(row);
    return row;
  }

  function uploadFailed(row, name, why) {
    row.classList.add("rb-upload-failed");
    $("progress", row)?.remove();
    const reason = why.startsWith(`${name}: `) ? why.slice(name.length + 2) : why;
    $(".rb-upload-state", row).textContent = `Failed: ${reason}`;
    const close = make("button", "rb-square", "×");
    close.type = "button";
    close.setAttribute("aria-label", `Dismiss: ${name}`);
    close.addEventListener("click", () => row.remove());
    row.append(close);
    say(`Failed: ${name}. ${reason}`);
  }

  /** Send one file; tells how it went through the row. */
  function upload(file, row) {
    return new Promise((done) => {
      const bar = $("progress", row);
      const state = $(".rb-upload-state", row);
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("files", file, file.name);
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        bar.value = event.loaded / event.total;
        state.textContent = `Uploading ${Math.floor((100 * event.loaded) / event.total)}%`;
      });
      request.upload.addEventListener("load", () => {
        bar.removeAttribute("value");
        state.textContent = "Reading and indexing";
      });
      request.addEventListener("load", () => {
        let reply = {};
        try { reply = JSON.parse(request.responseText); } catch { /* said below */ }
        const why = reply.error?.message || reply.failed?.[0]?.error;
        if (why || request.status !== 200) uploadFailed(row, file.name, why || "the server gave no answer");
        else {
          row.remove();
          const how = reply.unchanged.length ? "Already there" : reply.replaced.length ? "Replaced" : "Added";
          say(`${how}: ${file.name}`);
        }
        done();
      });
      request.addEventListener("error", () => {
        uploadFailed(row, file.name, "the file could not be sent. Is Readback still running?");
        done();
      });
      request.open("POST", "/api/documents");
      request.send(body);
    });
  }

  async function add(files) {
    const megabytes = Number($("#rb-file").dataset.megabytes);
    homeUploads();
    for (const file of files) {
      const row = uploadRow(file);
      if (file.size > megabytes * 1e6) {
        uploadFailed(row, file.name, `it is larger than ${megabytes} MB, the limit for one file.`);
      } else queue.push([file, row]);
    }
    if (uploading) return;
    uploading = true;
    while (queue.length) {
      await upload(...queue.shift());
      send("refresh");
    }
    uploading = false;
  }

  /** The files of a drop, those in folders too. */
  async function dropped(transfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
    const files = [];
    const walk = async (entry) => {
      if (entry.isFile) {
        files.push(await new Promise((done, failed) => entry.file(done, failed)));
        return;
      }
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (!some.length) return;
        for (const one of some) if (!one.name.startsWith(".")) await walk(one);
      }
    };
    for (const entry of entries) await walk(entry);
    return files;
  }

  /* ---- viewer ---- */

  let view = null;
  let opener = null;

  const sameSpan = (a, b) => a[0] === b[0] && a[1] === b[1];
  const spanOf = (node) => [Number(node.dataset.start), Number(node.dataset.end), Number(node.dataset.n)];

  /** All spans that the same answer cites in the same document, in the order of the text. */
  function spansBeside(node) {
    const kind = node.classList.contains("rb-open") ? ".rb-open" : "button.rb-chip";
    const found = [];
    const quotes = [];
    for (const other of $$(kind, node.closest(".rb-turn"))) {
      if (other.dataset.doc !== node.dataset.doc) continue;
      if (found.some((span) => sameSpan(span, spanOf(other)))) continue;
      found.push(spanOf(other));
      quotes.push(other.dataset.quote);
    }
    const order = found.map((_, i) => i).sort((a, b) => found[a][0] - found[b][0] || found[a][1] - found[b][1]);
    return [order.map((i) => found[i]), order.map((i) => quotes[i])];
  }

  function openCitation(node) {
    const [spans, quotes] = spansBeside(node);
    const at = spans.findIndex((span) => sameSpan(span, spanOf(node)));
    const turn = node.closest(".rb-turn").dataset.turn;
    opener = node;
    show({ doc: node.dataset.doc, spans, quotes, at, turn, near: node.classList.contains("rb-open") });
  }

  function openDocument(node) {
    opener = node;
    show({ doc: node.dataset.doc, spans: [], quotes: [], at: null, turn: null, near: false });
  }

  function show(next, since = null) {
    const same = view && since === null && JSON.stringify(view) === JSON.stringify(next);
    view = next;
    app().dataset.viewer = "open";
    if (phone.matches) showPane("source");
    markChips();
    markRow();
    hideCard();
    if (same && $("#rb-viewer mark.rb-on")) return viewerShown();
    const quote = next.at === null ? "" : next.quotes[next.at];
    return send("open", { doc: next.doc, spans: next.spans, at: next.at, quote, since, near: next.near });
  }

  function step(by) {
    if (view && view.spans[view.at + by]) show({ ...view, at: view.at + by });
  }

  function closeSource() {
    const back = opener;
    view = null;
    opener = null;
    app().dataset.viewer = "closed";
    markChips();
    markRow();
    if (phone.matches) showPane(back?.closest("#rb-sources") ? "sources" : "ask");
    send("open", { doc: "" });
    if (back?.isConnected) back.focus();
  }

  function markChips() {
    const span = view && view.at !== null ? view.spans[view.at] : null;
    for (const node of $$("#rb-thread button.rb-chip")) {
      const open = span && node.dataset.doc === view.doc && sameSpan(spanOf(node), span)
        && node.closest(".rb-turn").dataset.turn === view.turn;
      node.setAttribute("aria-expanded", open ? "true" : "false");
    }
  }

  function markRow() {
    for (const row of $$("#rb-list .rb-doc")) {
      const open = view?.doc === row.dataset.id;
      row.classList.toggle("rb-doc-here", open);
      if (!open) $(".rb-doc-open", row).removeAttribute("aria-current");
      else if (!$(".rb-doc-open", row).hasAttribute("aria-current")) {
        $(".rb-doc-open", row).setAttribute("aria-current", "true");
        const list = $("#rb-list").getBoundingClientRect();
        const box = row.getBoundingClientRect();
        if (box.top < list.top) $("#rb-list").scrollTop += box.top - list.top;
        else if (box.bottom > list.bottom) $("#rb-list").scrollTop += box.bottom - list.bottom;
      }
    }
  }

  let lastDoc = null;

  /** Bring the open span (or the start of a moved window) into sight, inside its own pane. */
  function viewerShown() {
    const pane = $("#rb-viewer .rb-view-text");
    if (!pane) return;
    const marked = $("#rb-viewer mark.rb-on:not([hidden])") || null;
    const target = $("#rb-viewer [data-at]") || marked;
    if (!target) {
      if (pane.dataset.id !== lastDoc) pane.scrollTop = 0;
    } else {
      const box = target.getBoundingClientRect();
      const frame = pane.getBoundingClientRect();
      const room = Math.max(24, (frame.height - Math.min(box.height, frame.height)) / 2);
      const top = pane.scrollTop + box.top - frame.top - (target === marked ? room : 24);
      const near = pane.dataset.id === lastDoc && Math.abs(top - pane.scrollTop) < frame.height;
      pane.scrollTo({ top, behavior: near && !calm.matches ? "smooth" : "instant" });
    }
    lastDoc = pane.dataset.id;
    if (phone.matches && marked && app().dataset.pane === "source") marked.focus({ preventScroll: true });
  }

  /* ---- hover card ---- */

  let card = null;
  let cardFor = null;

  function buildCard() {
    card = make("div", "rb-card");
    card.id = "rb-card";
    card.setAttribute("role", "tooltip");
    card.hidden = true;
    const top = make("div", "rb-card-top");
    top.append(make("b"), make("span"));
    const foot = make("div", "rb-card-foot");
    foot.append(make("span", "rb-exact", "Exact text"), make("span", "rb-card-page"), make("kbd", "", "Enter"));
    foot.append(make("span", "", "opens"));
    card.append(top, make("blockquote"), foot);
    (app() || document.body).append(card);
  }

  function showCard(node) {
    if (!card?.isConnected) buildCard();
    cardFor = node;
    const data = node.dataset;
    $(".rb-card-top b", card).textContent = data.source;
    $(".rb-card-top span", card).textContent = data.date;
    $("blockquote", card).textContent = data.quote;
    $(".rb-card-page", card).textContent = data.page ? `page ${data.page}` : "";
    card.hidden = false;
    node.setAttribute("aria-describedby", "rb-card");
    const at = node.getBoundingClientRect();
    const size = card.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8);
    const below = at.bottom + 8 + size.height < innerHeight;
    card.style.left = `${left}px`;
    card.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - 8 - size.height)}px`;
  }

  function hideCard() {
    cardFor?.removeAttribute("aria-describedby");
    cardFor = null;
    if (card) card.hidden = true;
  }

  /* ---- conversation ---- */

  let turnsShown = 0;
  let held = null;
  const hiding = new Set();

  /** Keep the question being answered at the top while its answer grows; let go once the reader scrolls. */
  function hold(turn, asked) {
    const pane = $("#rb-thread");
    const lowest = pane.scrollHeight - pane.clientHeight;
    if (!asked && (held === null || Math.abs(pane.scrollTop - Math.min(held, lowest)) > 2)) {
      held = null;
      return;
    }
    pane.scrollTop += turn.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    held = pane.scrollTop;
  }

  /** Ask gives way to Stop while an answer is written; the focus goes with it. */
  function showBusy(busy) {
    const [ask, stop] = [$("#rb-ask"), $("#rb-stop")];
    const moved = document.activeElement === (busy ? ask : stop);
    app().dataset.busy = busy ? "yes" : "no";
    if (moved) (busy ? stop : $("#rb-question textarea"))?.focus({ preventScroll: true });
  }

  function threadShown() {
    const turns = $$("#rb-thread .rb-turn");
    const last = turns.at(-1);
    const busy = last?.dataset.state === "working";
    app().dataset.talk = turns.length ? "some" : "none";
    if (!turns.length) hiding.clear();
    showBusy(busy);
    markChips();
    for (const turn of turns) showHiding(turn);
    const asked = turns.length > turnsShown;
    if (last && (asked || held !== null)) hold(last, asked);
    if (!busy) held = null;
    turnsShown = turns.length;
  }

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.text);
    } catch {
      const area = make("textarea");
      area.value = button.dataset.text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say("Copied");
    button.classList.add("rb-copied");
    setTimeout(() => button.classList.remove("rb-copied"), 1500);
  }

  /** A turn's unsupported sentences, hidden or not: each new look of the conversation forgets which. */
  function showHiding(turn) {
    const on = hiding.has(turn.dataset.turn);
    const button = $("[data-do=hide]", turn);
    turn.classList.toggle("rb-hiding", on);
    if (button) button.textContent = on ? "Show unsupported" : "Hide unsupported";
  }

  function hideUnsupported(button) {
    const turn = button.closest(".rb-turn");
    if (!hiding.delete(turn.dataset.turn)) hiding.add(turn.dataset.turn);
    showHiding(turn);
  }

  function newChat() {
    send("fresh");
    closeSource();
    if (phone.matches) showPane("ask");
    $("#rb-question textarea")?.focus();
  }

  /* ---- wiring ---- */

  const actions = {
    add: () => $("#rb-file").click(),
    theme: toggleTheme,
    new: newChat,
    sample: (button) => {
      button.disabled = true;
      button.textContent = "Loading the sample set";
      send("sample");
    },
    close: closeSource,
    unfold: closeSource,
    previous: () => step(-1),
    next: () => step(1),
    window: (button) => show(view, Number(button.dataset.since)),
    copy,
    hide: hideUnsupported,
    remove: (button) => confirmRemoval(button.closest("li"), true),
    keep: (button) => confirmRemoval(button.closest("li"), false),
    really: remove,
    pane: (button) => showPane(button.dataset.pane),
    scope: () => {
      if (phone.matches) showPane("sources");
      else if (middle.matches && app().dataset.viewer === "open") closeSource();
      $("#rb-all").focus();
    },
  };

  document.addEventListener("click", (event) => {
    const node = event.target.closest?.("button, .rb-skip");
    if (!node || !app()?.contains(node)) return;
    if (node.matches("button.rb-chip, .rb-open")) openCitation(node);
    else if (node.matches(".rb-doc-open")) openDocument(node);
    else if (node.matches(".rb-skip")) {
      event.preventDefault();
      $("#rb-question textarea")?.focus();
    } else actions[node.dataset.do]?.(node);
  });

  document.addEventListener("change", (event) => {
    const node = event.target;
    if (node.id === "rb-file") {
      add([...node.files]);
      node.value = "";
    } else if (node.id === "rb-all") tickAll(node.checked);
    else if (node.matches?.("#rb-list .rb-check")) tick(node);
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "rb-filter") filter();
  });

  for (const name of ["pointerover", "focusin"]) {
    document.addEventListener(name, (event) => {
      const node = event.target.closest?.("button.rb-chip");
      if (node && event.pointerType !== "touch") showCard(node);
      else if (cardFor && !event.target.closest?.(".rb-card") && document.activeElement !== cardFor) hideCard();
    });
  }
  document.addEventListener("focusout", (event) => { if (event.target === cardFor) hideCard(); });
  document.addEventListener("scroll", (event) => { if (event.target !== card) hideCard(); }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (cardFor) hideCard();
    else {
      const asking = event.target.closest?.(".rb-confirm");
      if (asking) confirmRemoval(asking.closest("li"), false);
    }
  });

  let drags = 0;
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
    try { add(await dropped(event.dataTransfer)); } catch { say("What was dropped could not be read."); }
  });

  let refreshed = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - refreshed < 5000) return;
    refreshed = Date.now();
    send("refresh");
  });

  const shown = { sources: sourcesShown, thread: threadShown, viewer: viewerShown };
  window.addEventListener("rb-render", (event) => requestAnimationFrame(() => shown[event.detail]?.()));

  window.readback = {
    scope,
    keep: (text) => memory.set("turns", text),
    /** Gradio's events are there; the panes may not be in the document yet. */
    connect: () => {
      events = window.readbackEvents;
      new MutationObserver(applyTheme).observe(document.body, { attributes: true, attributeFilter: ["class"] });
      applyTheme();
      while (later.length) send(...later.shift());
    },
  };

  // Gradio adds this script late: what it should have heard may have happened already.
  if (window.readbackEvents) window.readback.connect();
  if ($("#rb-list :is(.rb-docs, .rb-none)")) for (const show of Object.values(shown)) requestAnimationFrame(show);
})();
