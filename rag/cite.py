"""Spans of documents into citations whose quotes are cut from the documents' own text."""

from collections.abc import Sequence

from index.document import Page
from index.library import Library
from rag.shapes import Citation

Place = tuple[str, int, int]
"""A document's id, start and end."""


def cite(library: Library, places: Sequence[Place]) -> list[Citation]:
    """One citation a place, numbered from 1 in the order given."""
    documents = {document.id: document for document in library.documents()}
    texts = {id: library.catalog.text(id) for id in {id for id, _, _ in places}}
    return [
        Citation(
            n,
            id,
            documents[id].title,
            documents[id].outlet,
            documents[id].published,
            page_of(texts[id].pages, start),
            start,
            end,
            texts[id].text[start:end],
        )
        for n, (id, start, end) in enumerate(places, 1)
    ]


def page_of(pages: Sequence[Page] | None, start: int) -> int | None:
    """The page on which a span starts; ``None`` for a text without pages."""
    return next((page.page for page in reversed(pages or ()) if page.start <= start), None)
