"""The web app: its panes as Gradio components, and their events. ``ui.web.panes`` renders their content."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before gradio is imported: nothing calls home

import gradio as gr
from fastapi import FastAPI

from ui.web.page_handlers import PageHandlers
from ui.web.panes import check_pane, frame
from ui.web.panes.viewer import no_source
from ui.web.scripts import linked
from ui.web.templates import render
from ui.web.weights import JOBS_AT_ONCE, QUESTIONS_AT_ONCE

if TYPE_CHECKING:
    from ui.http.shelf import Shelf

STATIC = Path(__file__).parent / "static"
_SANS = ["-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Ubuntu", "Liberation Sans", "Arial"]
_STYLES = (
    "app",
    "pages",
    "address",
    "guide",
    "briefing",
    "check",
    "documents",
    "watching",
    "settings",
    "search",
    "libraries",
    "team",
)
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}
_EVENTS = (
    "ask", "stop", "fresh", "chat", "open", "guide", "brief", "halt", "kept",
    "check", "stop_check", "checked",
)  # fmt: skip
# Gradio adds the page's own script late: it may come before or after these, and both must do.
_CONNECT = "window.readbackEvents = {{{}}}; window.readback?.connect()"


def _html(value: str = "", **options: Any) -> gr.HTML:
    """Server-made HTML. Never a template with ``{{value}}``: that would run ``${…}`` in a document's text."""
    return gr.HTML(value, apply_default_css=False, **{"js_on_load": "", **options})


def _announce(name: str) -> str:
    """A script that sends the page's own script an event for each new value."""
    event = f"window.dispatchEvent(new CustomEvent('rb-render', {{detail: '{name}'}}))"
    return f"watch('value', () => {event})"


def _part(name: str, ident: str = "") -> gr.HTML:
    """A pane that the page's own script fills with HTML from ``ui.web.pane_routes``."""
    filled = f"(window.readbackPanes ??= {{}})['{name}'] = html => {{ props.value = html }}"
    there = f"window.dispatchEvent(new CustomEvent('rb-pane', {{detail: '{name}'}}))"
    # Later, since Gradio forgets what is put in while it still makes the component.
    return _html(elem_id=ident or f"rb-{name}", js_on_load=f"setTimeout(() => {{ {filled}; {there} }})")


@dataclass(frozen=True)
class Panes:
    """The panes that events fill; ``conversation``: the earlier turns, the latest, all of them as text."""

    conversation: list[gr.HTML]
    reading: gr.HTML
    guide: gr.HTML
    briefing: gr.HTML
    checked: gr.HTML


def _build(page: PageHandlers) -> gr.Blocks:
    """The panes, left to right, and their events."""
    with gr.Blocks(title="Readback", fill_width=True, fill_height=True, analytics_enabled=False) as demo:
        _connect(page, _panes(page.megabytes))
    return demo


def _panes(megabytes: int) -> Panes:
    """Add the panes."""
    with gr.Column(elem_id="rb-app"):
        _part("top")
        with gr.Column(elem_id="rb-sources", min_width=0):
            _html(frame.sources_head(megabytes), elem_id="rb-sources-top")
            _part("sources", "rb-list")
        with gr.Column(elem_id="rb-main", min_width=0):
            _part("first")
            talk = _conversation()
            guide = _html(elem_id="rb-guide", js_on_load=_announce("guide"))
            with gr.Column(elem_id="rb-briefing", min_width=0):
                _part("desk")
                briefing = _html(elem_id="rb-brief", js_on_load=_announce("briefing"))
            with gr.Column(elem_id="rb-check", min_width=0):
                _html(check_pane.form(), elem_id="rb-check-form")
                checked = _html(elem_id="rb-check-result", js_on_load=_announce("check"))
            _part("documents")
            _html(frame.paste(), elem_id="rb-paste-pane")
            _part("settings")
            _html(frame.composer(), elem_id="rb-composer")
        reading = _html(no_source(), elem_id="rb-viewer", js_on_load=_announce("viewer"))
        _html(frame.nav(), elem_id="rb-nav")
        _html(frame.search_box(), elem_id="rb-find")
        _html(frame.status(), elem_id="rb-say")
    kept = _html(elem_id="rb-kept", js_on_load=_announce("kept"))
    return Panes([*talk, kept], reading, guide, briefing, checked)


def _connect(page: PageHandlers, panes: Panes) -> None:
    """Add the bridge by which the page's script tells the server of events, and what each of them fills."""
    send = ", ".join(f"{name}: data => trigger('{name}', data)" for name in _EVENTS)
    bridge = _html(elem_id="rb-bridge", visible="hidden", js_on_load=_CONNECT.format(send))
    at_once = {"queue": False, "trigger_mode": "multiple", **_QUIET}
    long = {"concurrency_limit": JOBS_AT_ONCE, "trigger_mode": "multiple", **_QUIET}
    bridge.ask(page.ask, None, panes.conversation, **{**long, "concurrency_limit": QUESTIONS_AT_ONCE})
    bridge.stop(page.stop, None, None, **at_once)
    bridge.open(page.open, None, panes.reading, **at_once)
    bridge.fresh(page.fresh, None, panes.conversation, **at_once)
    bridge.chat(page.chat, None, panes.conversation, **at_once)
    bridge.guide(page.guide, None, panes.guide, **long)
    bridge.brief(page.brief, None, panes.briefing, **long)
    bridge.halt(page.halt, None, None, **at_once)
    bridge.kept(page.kept, None, panes.briefing, **at_once)
    bridge.check(page.check, None, panes.checked, **long)
    bridge.stop_check(page.stop_check, None, None, **at_once)
    bridge.checked(page.checked, None, panes.checked, **at_once)


def _conversation() -> tuple[gr.HTML, gr.HTML]:
    """Add the panes above the question box; return those of the earlier turns and of the latest."""
    _html(frame.chat_bar(), elem_id="rb-chat-bar")
    _part("invite")
    _html(frame.begin(), elem_id="rb-begin")
    with gr.Column(elem_id="rb-thread", min_width=0):
        # Apart, since each look of the latest turn is taken apart and compared in the browser.
        earlier = _html(elem_id="rb-earlier", js_on_load=_announce("thread"))
        latest = _html(elem_id="rb-latest", html_template=frame.log(), js_on_load=_announce("thread"))
        _part("next", "rb-further")
    return earlier, latest


def _styles() -> str:
    # Not by Gradio's css_paths: it would take each rule apart and put it together again in the browser.
    return "".join((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in _STYLES)


def web_app(shelf: "Shelf") -> FastAPI:
    """The web app, at /."""
    mounted: FastAPI = gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        _build(PageHandlers(shelf)),
        path="/",
        server_name="127.0.0.1",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",  # uploads go through /api/documents, not through Gradio
        favicon_path=str(STATIC / "favicon.svg"),
        theme=gr.themes.Base(font=_SANS, font_mono=["Liberation Mono", "monospace"]),
        head=render(
            "head",
            style=_styles(),
            script=linked(STATIC / "js" / "main.js"),
            person_cookie=shelf.accounts.cookie if shelf.accounts else "",
        ),
    )
    return mounted
