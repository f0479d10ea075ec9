"""What a page has made: guides and briefings. Each may take a while."""

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import gradio as gr

from index.errors import ReadbackError
from rag.request_errors import Stopped
from rag.shapes import Briefing, Summary
from ui.web.panes import briefing_pane, turns
from ui.web.panes.background_job import Working
from ui.web.panes.guide import guide
from ui.web.panes.progress import progress, stopped
from ui.web.panes.viewer import trouble

if TYPE_CHECKING:
    from rag import Readback
    from ui.http.shelf import Shelf


class GenerationHandlers:
    """Events whose work is followed while it goes on. A tab's address names its library."""

    def __init__(self, shelf: "Shelf") -> None:
        self.shelf = shelf
        self._guided: WeakValueDictionary[str | None, Working[Summary]] = WeakValueDictionary()  # by tab
        self._briefed: WeakValueDictionary[str | None, Working[Briefing]] = WeakValueDictionary()

    def guide(self, event: gr.EventData, request: gr.Request) -> Iterator[Any]:
        """A document's guide, made where it is not kept yet; one asked for meanwhile takes its place."""
        ident = str(told(event, "doc"))
        if before := self._guided.get(request.session_hash):
            before.stop()
        try:
            readback = self._readback(request)
            document = readback.document(ident)
            work = Working(lambda told, stop: readback.summarize(ident, progress=told, stop=stop))
            self._guided[request.session_hash] = work
            for look in _followed(work, f"Reading {document.title}"):
                yield look if self._guided.get(request.session_hash) is work else gr.skip()
            shown = guide(document, readback.text(ident), work.result)
        except Stopped:
            shown = ""
        except ReadbackError as error:
            yield trouble(str(error))
            return
        # Gradio shows the last look of each event once more at its end: that of another guide by now.
        yield shown if self._guided.get(request.session_hash) is work else gr.skip()

    def brief(self, event: gr.EventData, request: gr.Request) -> Iterator[str]:
        """A briefing on what a tab has ticked, kept with the library once it is made."""
        topic, chosen = str(told(event, "topic")), turns.chosen(str(told(event, "scope")))
        if chosen is None:
            return
        try:
            readback = self._readback(request)
            work = Working(lambda told, stop: readback.brief(chosen, topic, told, stop))
            self._briefed[request.session_hash] = work
            yield from _followed(work, "Reading", halt=True)
            ident = readback.briefings.keep(work.result)
            yield _briefing(readback, ident)
        except Stopped:
            yield stopped()
        except ReadbackError as error:
            yield trouble(str(error))

    def halt(self, request: gr.Request) -> None:
        """The briefing that a tab is waiting for is not wanted any more."""
        if work := self._briefed.get(request.session_hash):
            work.stop()

    def kept(self, event: gr.EventData, request: gr.Request) -> str:
        """A briefing that is kept, opened again; none named, none is open."""
        ident = str(told(event, "briefing"))
        try:
            return _briefing(self._readback(request), ident) if ident else ""
        except ReadbackError as error:
            return trouble(str(error))

    def _readback(self, request: gr.Request) -> "Readback":
        """The library of a tab; raises ``ReadbackError``."""
        return self.shelf.get(str(request.query_params.get("library", "")))


def _briefing(readback: "Readback", ident: str) -> str:
    """A kept briefing to read; raises ``ReadbackError``."""
    return briefing_pane.view(readback.briefings.read(ident))


def told(event: gr.EventData, name: str) -> object:
    """What the page's script sent under a name; "" where it sent nothing of the kind."""
    return event._data.get(name, "") if isinstance(event._data, dict) else ""


def _followed(work: Working[Any], what: str, *, halt: bool = False) -> Iterator[Any]:
    """How far a job is, as HTML, each time there is something new."""
    shown = None
    with closing(work.steps()) as steps:
        for step in steps:
            yield progress(what, step, halt=halt) if step != shown else gr.skip()
            shown = step
