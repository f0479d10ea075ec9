"""Suggested questions that the documents answer, each from another document."""

import threading
from collections.abc import Sequence

from index.document import Document
from index.library import Library
from rag.model.retries import go_on
from rag.summarizing.summarize import summarize
from rag.summarizing.weights import LARGE, SUGGESTED_FROM


def suggest(library: Library, limit: int, stop: threading.Event | None = None) -> tuple[str, ...]:
    """At most ``limit`` questions, without a model.

    Raises ``Stopped`` once ``stop`` is set, and the errors of a search.
    """
    stop = stop or threading.Event()
    found: list[str] = []
    for document in _first(library.documents()):
        go_on(stop)
        if len(found) >= limit:
            break
        asked = summarize(library, document.id, stop=stop).questions
        found += [text for text in asked if text not in found][:1]
    return tuple(found)


def _first(documents: Sequence[Document]) -> list[Document]:
    """The first short documents that are no copies of one before."""
    seen: set[str] = set()
    chosen = []
    for document in documents:
        if document.characters < LARGE and not seen & set(document.copies_of):
            chosen.append(document)
        seen.add(document.id)
    return chosen[:SUGGESTED_FROM]
