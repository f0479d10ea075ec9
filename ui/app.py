"""The web app: Gradio wiring only. What it shows is made in render, sources, viewer and frame."""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before gradio is imported: nothing calls home

import gradio as gr
from fastapi import FastAPI

from index.errors import ReadbackError
from ui import frame, turns
from ui.render import thread
from ui.sources import source_list
from ui.turns import Turn
from ui.viewer import no_source, parse_view, trouble, viewer

if TYPE_CHECKING:
    from rag import Readback

STATIC = Path(__file__).parent / "static"
_CRASH = "Something went wrong inside Readback. Its log says more."
_SANS = ["-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Ubuntu", "Liberation Sans", "Arial"]
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}
_EVENTS = ("open", "refresh", "fresh", "sample")
# Gradio adds the page's own script late: it may come before or after these, and both must do.
_CONNECT = "window.readbackEvents = {{{}}}; window.readback?.connect()"
_KEPT = "() => { try { return [sessionStorage.getItem('readback-turns') || ''] } catch { return [''] } }"
_log = logging.getLogger("readback")


class Page:
    """What the page's events do, for one library. A tab's state comes and goes with each call."""

    def __init__(self, readback: "Readback", sample: Path | None) -> None:
        self.readback = readback
        self.sample = sample

    def sources(self) -> str:
        """The list of documents."""
        try:
            return source_list(self.readback.documents())
        except ReadbackError as error:
            return trouble(str(error))

    def start(self, kept: str) -> tuple[str, str, str]:
        """The page as a tab left it: documents, conversation, and the conversation as it keeps it."""
        known = turns.from_text(kept)
        return self.sources(), thread(known), turns.to_text(known)

    def open(self, event: gr.EventData) -> str:
        """A document in the right pane."""
        view = parse_view(event._data)
        if view is None or not view.doc:
            return no_source()
        try:
            document, body = self.readback.document(view.doc), self.readback.text(view.doc)
        except ReadbackError as error:
            return trouble(str(error))
        return viewer(document, body.text, body.pages, view)

    def load_sample(self) -> str:
        """The sample set, added."""
        if self.sample is not None:
            try:
                result = self.readback.add([self.sample])
            except ReadbackError as error:
                return trouble(str(error))
            if result.failed and not result.added:
                return trouble(result.failed[0].error)
        return self.sources()

    def ask(self, question: str, scope: str, kept: str) -> Iterator[tuple[Any, Any, Any]]:
        """A question: first its heading and that it is being worked on, then what came of it."""
        question = question.encode("utf-8", "replace").decode().strip()
        chosen = _scope(scope)
        if not question or chosen is None:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        before, count = turns.from_text(kept), len(chosen)
        try:
            count = count or len(self.readback.documents())
            yield thread((*before, Turn(question, count))), gr.skip(), ""
            turn = Turn(question, count, answer=self.readback.ask(question, documents=chosen))
        except ReadbackError as error:
            turn = Turn(question, count, error=str(error))
        except Exception:  # noqa: BLE001 - the tab would wait for ever: say so, log it, go on
            _log.exception("Unexpected error")
            turn = Turn(question, count, error=_CRASH)
        after = (*before, turn)
        yield thread(after), turns.to_text(after), gr.skip()


def _scope(text: str) -> tuple[str, ...] | None:
    """The ids a tab has ticked: none named means all; None means that not one is ticked."""
    try:
        ids = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(str(ident) for ident in ids) if isinstance(ids, list) else None


def _html(value: str = "", **options: Any) -> gr.HTML:
    """Server-made HTML. Never a template with ``{{value}}``: that would run ``${…}`` in a document's text."""
    return gr.HTML(value, apply_default_css=False, **{"js_on_load": "", **options})


def _told(name: str) -> str:
    """A script that tells the page's own script of each new value."""
    told = f"window.dispatchEvent(new CustomEvent('rb-render', {{detail: '{name}'}}))"
    return f"watch('value', () => {told})"


def _build(page: Page) -> gr.Blocks:
    """The panes, left to right, and what happens in them."""
    megabytes = page.readback.settings.max_megabytes
    with gr.Blocks(title="Readback", fill_width=True, fill_height=True, analytics_enabled=False) as demo:
        with gr.Column(elem_id="rb-app"):
            _html(frame.top(), elem_id="rb-top")
            with gr.Column(elem_id="rb-sources", min_width=0):
                _html(frame.sources_head(megabytes), elem_id="rb-sources-top")
                sources = _html(elem_id="rb-list", js_on_load=_told("sources"))
            with gr.Column(elem_id="rb-main", min_width=0):
                _html(frame.first_screen(megabytes, sample=page.sample is not None), elem_id="rb-first")
                _html(frame.invitation(), elem_id="rb-invite")
                talk = _html(elem_id="rb-thread", html_template=frame.LOG, js_on_load=_told("thread"))
                box, ask = _composer()
            reading = _html(no_source(), elem_id="rb-viewer", js_on_load=_told("viewer"))
            _html(frame.nav(), elem_id="rb-nav")
        kept = gr.Textbox(visible="hidden", elem_id="rb-kept")
        scope = gr.Textbox("[]", visible="hidden", elem_id="rb-scope-ids")
        send = ", ".join(f"{name}: data => trigger('{name}', data)" for name in _EVENTS)
        bridge = _html(elem_id="rb-bridge", visible="hidden", js_on_load=_CONNECT.format(send))
        asked = gr.on(
            [box.submit, ask.click], page.ask, [box, scope, kept], [talk, kept, box],
            js="(question, scope, kept) => [question, window.readback.scope(), kept]",
            concurrency_limit=4, **_QUIET,
        )  # fmt: skip
        kept.change(None, kept, None, js="kept => { window.readback?.keep(kept) }", **_QUIET)
        bridge.open(page.open, None, reading, queue=False, trigger_mode="multiple", **_QUIET)
        bridge.refresh(page.sources, None, sources, queue=False, trigger_mode="multiple", **_QUIET)
        bridge.sample(page.load_sample, None, sources, **_QUIET)
        bridge.fresh(lambda: ("", ""), None, [talk, kept], cancels=[asked], queue=False, **_QUIET)
        demo.load(page.start, kept, [sources, talk, kept], js=_KEPT, **_QUIET)
    return demo


def _composer() -> tuple[gr.Textbox, gr.Button]:
    """The question box and its button."""
    with gr.Column(elem_id="rb-composer", min_width=0):
        with gr.Column(elem_id="rb-box", min_width=0):
            box = gr.Textbox(
                label="Question", show_label=False, container=False, lines=1, max_lines=8,
                placeholder="Ask about these documents", elem_id="rb-question",
            )  # fmt: skip
            with gr.Row(elem_id="rb-bar"):
                _html(frame.scope_button(), elem_id="rb-scope-line")
                ask = gr.Button("Ask", variant="primary", elem_id="rb-ask", min_width=0)
        _html(frame.hint(), elem_id="rb-hint")
    return box, ask


def mount(app: FastAPI, readback: "Readback", sample: Path | None) -> FastAPI:
    """The web app on ``app``, at /."""
    version = int((STATIC / "app.js").stat().st_mtime)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        _build(Page(readback, sample)),
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
