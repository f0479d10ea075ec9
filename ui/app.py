"""The web app: its panes and what happens in them. What they show is made in ``ui.panes``."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before gradio is imported: nothing calls home

import gradio as gr
from fastapi import FastAPI

from ui.app_page import Page
from ui.panes import frame
from ui.panes.viewer import no_source

if TYPE_CHECKING:
    from ui.shelf import Shelf

STATIC = Path(__file__).parent / "static"
_SANS = ["-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Ubuntu", "Liberation Sans", "Arial"]
_STYLES = ("app", "guide", "briefing", "documents", "settings")
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}
_EVENTS = (
    "ask", "stop", "fresh", "chat", "open", "refresh", "sample", "engine", "guide", "brief",
    "halt", "kept",
)  # fmt: skip
# Gradio adds the page's own script late: it may come before or after these, and both must do.
_CONNECT = "window.readbackEvents = {{{}}}; window.readback?.connect()"


def _html(value: str = "", **options: Any) -> gr.HTML:
    """Server-made HTML. Never a template with ``{{value}}``: that would run ``${…}`` in a document's text."""
    return gr.HTML(value, apply_default_css=False, **{"js_on_load": "", **options})


def _told(name: str) -> str:
    """A script that tells the page's own script of each new value."""
    told = f"window.dispatchEvent(new CustomEvent('rb-render', {{detail: '{name}'}}))"
    return f"watch('value', () => {told})"


def _build(page: Page) -> gr.Blocks:
    """The panes, left to right, and what happens in them."""
    with gr.Blocks(title="Readback", fill_width=True, fill_height=True, analytics_enabled=False) as demo:
        with gr.Column(elem_id="rb-app"):
            top = _html(elem_id="rb-top", js_on_load=_told("top"))
            with gr.Column(elem_id="rb-sources", min_width=0):
                _html(frame.sources_head(page.megabytes), elem_id="rb-sources-top")
                sources = _html(elem_id="rb-list", js_on_load=_told("sources"))
            with gr.Column(elem_id="rb-main", min_width=0):
                first = _html(elem_id="rb-first")
                talk = _conversation()
                guide = _html(elem_id="rb-guide", js_on_load=_told("guide"))
                with gr.Column(elem_id="rb-briefing", min_width=0):
                    desk = _html(elem_id="rb-desk", js_on_load=_told("desk"))
                    briefing = _html(elem_id="rb-brief", js_on_load=_told("briefing"))
                documents = _html(elem_id="rb-documents", js_on_load=_told("documents"))
                settings = _html(elem_id="rb-settings", js_on_load=_told("settings"))
                _html(frame.composer(), elem_id="rb-composer")
            reading = _html(no_source(), elem_id="rb-viewer", js_on_load=_told("viewer"))
            _html(frame.nav(), elem_id="rb-nav")
        kept = _html(elem_id="rb-kept", js_on_load=_told("kept"))
        send = ", ".join(f"{name}: data => trigger('{name}', data)" for name in _EVENTS)
        bridge = _html(elem_id="rb-bridge", visible="hidden", js_on_load=_CONNECT.format(send))
        listed, framed = [sources, documents], [top, first, talk.invite, settings]
        said = [talk.earlier, talk.latest, kept]
        at_once = {"queue": False, "trigger_mode": "multiple", **_QUIET}
        long = {"concurrency_limit": 8, "trigger_mode": "multiple", **_QUIET}
        bridge.ask(page.ask, None, said, concurrency_limit=20, trigger_mode="multiple", **_QUIET)
        bridge.stop(page.stop, None, None, **at_once)
        bridge.open(page.open, None, reading, **at_once)
        bridge.refresh(page.listed, None, listed, **at_once)
        bridge.engine(page.framed, None, framed, **at_once)
        bridge.sample(page.load_sample, None, listed, **_QUIET)
        bridge.fresh(page.fresh, None, said, **at_once)
        bridge.chat(page.chat, None, said, **at_once)
        bridge.guide(page.guide, None, guide, **long)
        bridge.brief(page.brief, None, [desk, briefing], **long)
        bridge.halt(page.halt, None, None, **at_once)
        bridge.kept(page.kept, None, [desk, briefing], **at_once)
        demo.load(page.start, None, [*listed, *framed, desk], queue=False, **_QUIET)
    return demo


@dataclass(frozen=True)
class _Talk:
    """The conversation's parts."""

    invite: gr.HTML
    earlier: gr.HTML
    latest: gr.HTML


def _conversation() -> _Talk:
    """What the view of questions and answers shows above the question box."""
    _html(frame.chat_bar(), elem_id="rb-chat-bar")
    invite = _html(elem_id="rb-invite")
    _html(frame.begin(), elem_id="rb-begin")
    with gr.Column(elem_id="rb-thread", min_width=0):
        # Apart, since each look of the latest turn is taken apart and compared in the browser.
        earlier = _html(elem_id="rb-earlier", js_on_load=_told("thread"))
        latest = _html(elem_id="rb-latest", html_template=frame.LOG, js_on_load=_told("thread"))
    return _Talk(invite, earlier, latest)


def mount(app: FastAPI, shelf: "Shelf", sample: Path | None) -> FastAPI:
    """The web app on ``app``, at /."""
    version = int((STATIC / "js" / "main.js").stat().st_mtime)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        _build(Page(shelf, sample, locked=app.state.gate is not None)),
        path="/",
        server_name="127.0.0.1",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",  # uploads go through /api/documents, not through Gradio
        favicon_path=str(STATIC / "favicon.svg"),
        theme=gr.themes.Base(font=_SANS, font_mono=["Liberation Mono", "monospace"]),
        css_paths=[STATIC / f"{name}.css" for name in _STYLES],
        head=f'<script type="module" src="/readback/js/main.js?{version}"></script>',
    )
    return mounted
