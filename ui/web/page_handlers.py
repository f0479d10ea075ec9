"""The events of the page: a question, a conversation, a document to read."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import gradio as gr

from index.document import Document
from index.errors import ReadbackError
from ui.web.generation_handlers import GenerationHandlers, payload
from ui.web.panes import turns
from ui.web.panes.answer_thread import Asking
from ui.web.panes.cited_spans import View, parse_view
from ui.web.panes.conversation import saved_html, thread, turn_html
from ui.web.panes.page_sheets import Original
from ui.web.panes.turns import Turn
from ui.web.panes.viewer import no_source, trouble, viewer
from ui.web.weights import KEPT_TURNS
from ui.words.private_paths import without_folders

if TYPE_CHECKING:
    from ui.http.shelf import Shelf

_NOTHING_NEW = (gr.skip(),) * 3


class PageHandlers(GenerationHandlers):
    """The page's events. Each call brings its tab's state; the tab's address names the library."""

    def __init__(self, shelf: "Shelf") -> None:
        super().__init__(shelf)
        self._asked: WeakValueDictionary[str | None, Asking] = WeakValueDictionary()  # by tab

    @property
    def megabytes(self) -> int:
        """The largest file that is taken, in megabytes."""
        return self.shelf.megabytes

    def chat(self, event: gr.EventData, request: gr.Request) -> tuple[str, str, str]:
        """A conversation that the browser kept."""
        self._leave(request)
        return self._conversation(payload(event, "turns"), payload(event, "chat"))

    def open(self, event: gr.EventData, request: gr.Request) -> str:
        """A document in the right pane."""
        view = parse_view(event._data)
        if view is None or not view.doc:
            return no_source()
        try:
            readback = self._readback(request)
            document, body = readback.document(view.doc), readback.text(view.doc)
            original = self._original(request, document, view)
        except ReadbackError as error:
            return trouble(without_folders(error))
        return viewer(document, body.text, body.pages, view, original)

    def _original(self, request: gr.Request, document: Document, view: View) -> Original:
        """A document's file, with its bytes if a tab wants to see its pages. Raises ``FileNotKept``."""
        library, name = self._readback(request).library, str(request.query_params.get("library", ""))
        original = Original(document, name, library.has_file(document))
        if not original.has_pages or view.text:
            return original
        return replace(original, data=library.file(document.id), ocr=library.ocr(document.id))

    def fresh(self, event: gr.EventData, request: gr.Request) -> tuple[str, str, str]:
        """A conversation that has not begun."""
        self._leave(request)
        return self._conversation("", payload(event, "chat"))

    def ask(self, event: gr.EventData, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Answer a question: yield its heading at once, then its answer as it grows.

        Where it replaces the latest turn, that is forgotten. Each look is the earlier turns, the latest, and
        the conversation for the browser to keep.
        """
        question = str(payload(event, "question")).encode("utf-8", "replace").decode().strip()
        chosen, kept = turns.chosen(str(payload(event, "scope"))), payload(event, "kept")
        chat = str(payload(event, "chat"))
        if not question or chosen is None:
            yield _NOTHING_NEW
            return
        known = turns.from_text(kept)
        if payload(event, "replaces") is True:
            known = known[:-1]
        before = known[1 - KEPT_TURNS :]  # so that this one is kept as well
        try:
            readback = self._readback(request)
        except ReadbackError as error:
            failed = Turn(question, 0, error=without_folders(error))
            yield thread(before), turn_html(failed, len(before)), saved_html((*before, failed), chat)
            return
        asking = self._asked[request.session_hash] = Asking(readback, question, chosen, before)
        shown = None
        with closing(asking.turns()) as looks:
            for turn in looks:
                if turn is shown or self._asked.get(request.session_hash) is not asking:
                    yield _NOTHING_NEW  # where the tab is gone, Gradio goes no further
                    continue
                first = shown is None
                shown = turn
                yield (
                    thread(before) if first else gr.skip(),
                    turn_html(turn, len(before)),
                    saved_html((*before, turn), chat) if first or turn.state != "working" else gr.skip(),
                )

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that a tab is waiting for."""
        if asking := self._asked.get(request.session_hash):
            asking.stop()

    def _leave(self, request: gr.Request) -> None:
        """Stop the answer under way: the tab shows another conversation."""
        if asking := self._asked.pop(request.session_hash, None):
            asking.stop()

    def _conversation(self, kept: object, chat: object) -> tuple[str, str, str]:
        """A conversation's earlier turns, its latest, and the whole for the browser to keep as ``chat``."""
        known = turns.from_text(kept)
        latest = turn_html(known[-1], len(known) - 1) if known else ""
        return thread(known[:-1]), latest, saved_html(known, str(chat))
