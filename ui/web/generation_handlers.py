"""The events that have a guide or a briefing generated or a draft checked, which takes seconds to minutes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import gradio as gr

from index.errors import ReadbackError
from rag.request_errors import Stopped
from rag.shapes import Briefing, Report, Summary
from ui.http.drafts import fitting
from ui.http.request_library import seen_by
from ui.http.teams.roster import Role
from ui.http.teams.visitor import visitor_of
from ui.web.panes import briefing_pane, check_pane, turns
from ui.web.panes.background_job import Working
from ui.web.panes.guide import guide
from ui.web.panes.progress import progress, stopped
from ui.web.panes.viewer import trouble
from ui.web.weights import LONGEST_CHECK
from ui.words.private_paths import without_folders

if TYPE_CHECKING:
    from rag import Readback
    from ui.http.shelf import Shelf

_CHECKED = "Checked {:,} of {:,} sentences"


class GenerationHandlers:
    """Events whose work is followed while it goes on. A tab's address names its library."""

    def __init__(self, shelf: "Shelf") -> None:
        self.shelf = shelf
        self._guided: WeakValueDictionary[str | None, Working[Summary]] = WeakValueDictionary()  # by tab
        self._briefed: WeakValueDictionary[str | None, Working[Briefing]] = WeakValueDictionary()
        self._checked: WeakValueDictionary[str | None, Working[Report]] = WeakValueDictionary()

    def guide(self, event: gr.EventData, request: gr.Request) -> Iterator[Any]:
        """Yield a document's guide, generated unless it is kept; a newer one of the tab replaces this one."""
        yield from self._guide(str(payload(event, "doc")), request)
        # Gradio shows an event's last look once more at its end, maybe over a newer event's: so it is none.
        yield gr.skip()

    def _guide(self, ident: str, request: gr.Request) -> Iterator[Any]:
        if before := self._guided.get(request.session_hash):
            before.stop()
        try:
            readback = self._readback(request)
            document = readback.document(ident)
            work = Working(lambda report, stop: readback.summarize(ident, progress=report, stop=stop))
            self._guided[request.session_hash] = work
            for look in _followed(work, f"Reading {document.title}"):
                yield look if self._guided.get(request.session_hash) is work else gr.skip()
            shown = guide(document, readback.text(ident), work.result)
        except Stopped:
            shown = ""
        except ReadbackError as error:
            yield trouble(without_folders(error))
            return
        if self._guided.get(request.session_hash) is work:
            yield shown

    def brief(self, event: gr.EventData, request: gr.Request) -> Iterator[str]:
        """Yield a briefing on the documents that a tab has ticked, and keep it with the library."""
        topic, chosen = str(payload(event, "topic")), turns.chosen(str(payload(event, "scope")))
        if chosen is None:
            return
        try:
            readback = self._readback(request)
            work = Working(lambda report, stop: readback.brief(chosen, topic, report, stop))
            self._briefed[request.session_hash] = work
            yield from _followed(work, "Reading", stop="halt")
            if self._keeps(request):
                yield _briefing(readback, readback.briefings.keep(work.result))
            else:
                yield briefing_pane.view(readback.briefings.unkept(work.result))
        except Stopped:
            yield stopped("Nothing was kept.")
        except ReadbackError as error:
            yield trouble(without_folders(error))

    def halt(self, request: gr.Request) -> None:
        """Stop the briefing that a tab is waiting for."""
        if work := self._briefed.get(request.session_hash):
            work.stop()

    def kept(self, event: gr.EventData, request: gr.Request) -> str:
        """A kept briefing to read; "" if none is named."""
        ident = str(payload(event, "briefing"))
        try:
            return _briefing(self._readback(request), ident) if ident else ""
        except ReadbackError as error:
            return trouble(without_folders(error))

    def check(self, event: gr.EventData, request: gr.Request) -> Iterator[Any]:
        """Yield a draft with its marks, checked by the documents that a tab has ticked."""
        text, chosen = str(payload(event, "text")), turns.chosen(str(payload(event, "scope")))
        markdown = payload(event, "markdown") is True
        if chosen is None:
            return
        try:
            fitting(text, LONGEST_CHECK)
            readback = self._readback(request)

            def job(report: Callable[[str, int, int], None], stop: threading.Event) -> Report:
                return readback.check(
                    text,
                    chosen,
                    markdown=markdown,
                    progress=lambda done, total: report(
                        f"Checked {done:,} of {total:,} sentences", done, total
                    ),
                    stop=stop,
                )

            work = self._checked[request.session_hash] = Working(job)
            yield from _followed(work, "Reading the draft", stop="stop-check")
            yield check_pane.view(work.result)
        except Stopped:
            yield stopped("Your draft is as you left it.")
        except ReadbackError as error:
            yield trouble(without_folders(error))
        yield gr.skip()

    def stop_check(self, request: gr.Request) -> None:
        """Stop the check that a tab is waiting for."""
        if work := self._checked.get(request.session_hash):
            work.stop()

    def checked(self, event: gr.EventData) -> str:
        """A report that the browser kept, to read; "" if it is none."""
        report = check_pane.parse_report(payload(event, "report"))
        return check_pane.view(report) if report else ""

    def _readback(self, request: gr.Request) -> "Readback":
        """The library of a tab; raises ``ReadbackError``."""
        return seen_by(self.shelf, _scope(request)).get(_library(request))

    def _keeps(self, request: gr.Request) -> bool:
        """Return whether a tab's person may keep a briefing with the library."""
        visitor = visitor_of(_scope(request))
        return visitor is None or visitor.may(Role.EDITOR, _library(request))


def _scope(request: gr.Request) -> dict[str, Any]:
    """The scope of the request that a tab sent an event with; an empty one if it is gone."""
    sent = getattr(request, "request", None)
    return dict(sent.scope) if sent else {}


def _library(request: gr.Request) -> str:
    return str(request.query_params.get("library", ""))


def _briefing(readback: "Readback", ident: str) -> str:
    """A kept briefing to read; raises ``ReadbackError``."""
    return briefing_pane.view(readback.briefings.read(ident))


def payload(event: gr.EventData, name: str) -> object:
    """The value that the page's script sent under ``name``; "" if it sent none."""
    return event._data.get(name, "") if isinstance(event._data, dict) else ""


def _followed(work: Working[Any], name: str, *, stop: str = "") -> Iterator[Any]:
    """Yield the progress of a job as HTML, and Gradio's skip while it is unchanged.

    ``stop`` is what the button does that ends it.
    """
    shown = None
    with closing(work.steps()) as steps:
        for step in steps:
            yield progress(name, step, stop=stop) if step != shown else gr.skip()
            shown = step
