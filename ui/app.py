"""The web app: Gradio wiring only. What it shows is made in conversation, sources, viewer and frame."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before gradio is imported: nothing calls home

import gradio as gr
from fastapi import FastAPI

from index.errors import ReadbackError
from ui.panes import frame, turns
from ui.panes.asking import Asking
from ui.panes.conversation import thread, turn_html
from ui.panes.sources import source_list
from ui.panes.turns import Turn
from ui.panes.viewer import no_source, parse_view, trouble, viewer

if TYPE_CHECKING:
    from rag import Readback
    from ui.shelf import Shelf

STATIC = Path(__file__).parent / "static"
_SANS = ["-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Ubuntu", "Liberation Sans", "Arial"]
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}
_NOTHING_NEW = (gr.skip(),) * 4
_EVENTS = ("open", "refresh", "fresh", "sample")
# Gradio adds the page's own script late: it may come before or after these, and both must do.
_CONNECT = "window.readbackEvents = {{{}}}; window.readback?.connect()"
_KEPT = "() => { try { return [sessionStorage.getItem('readback-turns') || ''] } catch { return [''] } }"


class Page:
    """The page's events. A tab's state comes and goes with each call; its address names the library."""

    def __init__(self, shelf: "Shelf", sample: Path | None) -> None:
        self.shelf = shelf
        self.sample = sample
        self._asked: WeakValueDictionary[str | None, Asking] = WeakValueDictionary()  # by tab

    def _readback(self, request: gr.Request) -> "Readback":
        """The library of a tab; raises ``ReadbackError``."""
        return self.shelf.get(request.query_params.get("library", ""))

    def sources(self, request: gr.Request) -> str:
        """The list of documents."""
        try:
            return source_list(self._readback(request).documents())
        except ReadbackError as error:
            return trouble(str(error))

    def start(self, kept: str, request: gr.Request) -> tuple[str, str, str, str]:
        """The page as a tab left it: documents, conversation, and the conversation as it keeps it."""
        known = turns.from_text(kept)
        latest = turn_html(known[-1], len(known) - 1) if known else ""
        return self.sources(request), thread(known[:-1]), latest, turns.to_text(known)

    def open(self, event: gr.EventData, request: gr.Request) -> str:
        """A document in the right pane."""
        view = parse_view(event._data)
        if view is None or not view.doc:
            return no_source()
        try:
            readback = self._readback(request)
            document, body = readback.document(view.doc), readback.text(view.doc)
        except ReadbackError as error:
            return trouble(str(error))
        return viewer(document, body.text, body.pages, view)

    def load_sample(self, request: gr.Request) -> str:
        """The sample set, added."""
        if self.sample is not None:
            try:
                result = self._readback(request).add([self.sample])
            except ReadbackError as error:
                return trouble(str(error))
            if result.failed and not result.added:
                return trouble(result.failed[0].error)
        return self.sources(request)

    def ask(self, question: str, scope: str, kept: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """A question: its heading at once, then its answer as it comes."""
        question = question.encode("utf-8", "replace").decode().strip()
        chosen = turns.chosen(scope)
        if not question or chosen is None:
            yield _NOTHING_NEW
            return
        before = turns.from_text(kept)
        try:
            readback = self._readback(request)
        except ReadbackError as error:
            failed = Turn(question, 0, error=str(error))
            yield thread(before), turn_html(failed, len(before)), turns.to_text((*before, failed)), ""
            return
        asking = self._asked[request.session_hash] = Asking(readback, question, chosen, before)
        shown = None
        with closing(asking.turns()) as looks:
            for turn in looks:
                if turn is shown:
                    yield _NOTHING_NEW  # where the tab is gone, Gradio goes no further
                    continue
                first = shown is None
                shown = turn
                yield (
                    thread(before) if first else gr.skip(),
                    turn_html(turn, len(before)),
                    turns.to_text((*before, turn)) if first or turn.state != "working" else gr.skip(),
                    "" if first else gr.skip(),
                )

    def stop(self, request: gr.Request) -> None:
        """The answer that a tab is waiting for is long enough."""
        if asking := self._asked.get(request.session_hash):
            asking.stop()


def _html(value: str = "", **options: Any) -> gr.HTML:
    """Server-made HTML. Never a template with ``{{value}}``: that would run ``${…}`` in a document's text."""
    return gr.HTML(value, apply_default_css=False, **{"js_on_load": "", **options})


def _told(name: str) -> str:
    """A script that tells the page's own script of each new value."""
    told = f"window.dispatchEvent(new CustomEvent('rb-render', {{detail: '{name}'}}))"
    return f"watch('value', () => {told})"


def _build(page: Page) -> gr.Blocks:
    """The panes, left to right, and what happens in them."""
    megabytes = page.shelf.home.settings.max_megabytes
    engine = frame.engine(page.shelf.home.settings)
    with gr.Blocks(title="Readback", fill_width=True, fill_height=True, analytics_enabled=False) as demo:
        with gr.Column(elem_id="rb-app"):
            _html(frame.top(engine), elem_id="rb-top")
            with gr.Column(elem_id="rb-sources", min_width=0):
                _html(frame.sources_head(megabytes), elem_id="rb-sources-top")
                sources = _html(elem_id="rb-list", js_on_load=_told("sources"))
            with gr.Column(elem_id="rb-main", min_width=0):
                first = frame.first_screen(engine, megabytes, sample=page.sample is not None)
                _html(first, elem_id="rb-first")
                _html(frame.invitation(engine), elem_id="rb-invite")
                with gr.Column(elem_id="rb-thread", min_width=0):
                    # Apart, since each look of the latest turn is taken apart and compared in the browser.
                    earlier = _html(elem_id="rb-earlier", js_on_load=_told("thread"))
                    latest = _html(elem_id="rb-latest", html_template=frame.LOG, js_on_load=_told("thread"))
                box, ask, stop = _composer()
            reading = _html(no_source(), elem_id="rb-viewer", js_on_load=_told("viewer"))
            _html(frame.nav(), elem_id="rb-nav")
        kept = gr.Textbox(visible="hidden", elem_id="rb-kept")
        scope = gr.Textbox("[]", visible="hidden", elem_id="rb-scope-ids")
        send = ", ".join(f"{name}: data => trigger('{name}', data)" for name in _EVENTS)
        bridge = _html(elem_id="rb-bridge", visible="hidden", js_on_load=_CONNECT.format(send))
        asked = gr.on(
            [box.submit, ask.click], page.ask, [box, scope, kept], [earlier, latest, kept, box],
            js="(question, scope, kept) => [question, window.readback.scope(), kept]",
            concurrency_limit=20, **_QUIET,
        )  # fmt: skip
        stop.click(page.stop, None, None, queue=False, **_QUIET)
        kept.change(None, kept, None, js="kept => { window.readback?.keep(kept) }", **_QUIET)
        bridge.open(page.open, None, reading, queue=False, trigger_mode="multiple", **_QUIET)
        bridge.refresh(page.sources, None, sources, queue=False, trigger_mode="multiple", **_QUIET)
        bridge.sample(page.load_sample, None, sources, **_QUIET)
        bridge.fresh(lambda: ("",) * 3, None, [earlier, latest, kept], cancels=[asked], queue=False, **_QUIET)
        demo.load(page.start, kept, [sources, earlier, latest, kept], js=_KEPT, **_QUIET)
    return demo


def _composer() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    """The question box and its buttons; of the two one shows."""
    with gr.Column(elem_id="rb-composer", min_width=0):
        with gr.Column(elem_id="rb-box", min_width=0):
            box = gr.Textbox(
                label="Question", show_label=False, container=False, lines=1, max_lines=8,
                placeholder="Ask about these documents", elem_id="rb-question",
            )  # fmt: skip
            with gr.Row(elem_id="rb-bar"):
                _html(frame.scope_button(), elem_id="rb-scope-line")
                ask = gr.Button("Ask", variant="primary", elem_id="rb-ask", min_width=0)
                stop = gr.Button("Stop", elem_id="rb-stop", min_width=0)
        _html(frame.hint(), elem_id="rb-hint")
    return box, ask, stop


def mount(app: FastAPI, shelf: "Shelf", sample: Path | None) -> FastAPI:
    """The web app on ``app``, at /."""
    version = int((STATIC / "app.js").stat().st_mtime)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        _build(Page(shelf, sample)),
        path="/",
        server_name="127.0.0.1",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",  # uploads go through /api/documents, not through Gradio
        favicon_path=str(STATIC / "favicon.svg"),
        theme=gr.themes.Base(font=_SANS, font_mono=["Liberation Mono", "monospace"]),
        css_paths=[STATIC / "app.css"],
        head=f'<script src="/readback/app.js?{version}"></script>',
    )
    return mounted
