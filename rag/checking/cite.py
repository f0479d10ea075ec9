"""Spans of documents into citations whose quotes are cut from the documents' own text."""

from collections.abc import Iterable, Sequence
from copy import copy

from index.document import Document, Page
from index.library import Library
from rag.shapes import Citation

Place = tuple[str, int, int]
"""A document's id, start and end."""


class Citer:
    """Citations of one answer: the same place has the same number wherever it is cited.

    All it needs of the library it reads at once: a document may be gone while a model still writes.
    """

    def __init__(self, library: Library, documents: Iterable[str]) -> None:
        wanted = set(documents)
        self.documents: dict[str, Document] = {d.id: d for d in library.documents() if d.id in wanted}
        self._texts = {id: library.catalog.documents.text(id) for id in self.documents}
        self._made: dict[Place, Citation] = {}

    def cite(self, places: Sequence[Place]) -> list[Citation]:
        """One citation a place; new ones are numbered on."""
        for place in places:
            if place not in self._made:
                self._made[place] = self._citation(len(self._made) + 1, *place)
        return [self._made[place] for place in places]

    def preview(self, places: Sequence[Place]) -> list[Citation]:
        """What citing ``places`` would give, without citing them."""
        return [self._made.get(place) or self._citation(0, *place) for place in places]

    def again(self) -> "Citer":
        """The same documents, and nothing cited yet."""
        other = copy(self)
        other._made = {}
        return other

    @property
    def made(self) -> tuple[Citation, ...]:
        """Every citation so far, in the order of their numbers."""
        return tuple(self._made.values())

    def _citation(self, n: int, id: str, start: int, end: int) -> Citation:
        document, text = self.documents[id], self._texts[id]
        return Citation(
            n,
            id,
            document.title,
            document.outlet,
            document.published,
            page_of(text.pages, start),
            start,
            end,
            text.text[start:end],
        )


def cite(library: Library, places: Sequence[Place]) -> list[Citation]:
    """The citations of ``places``, which are all different, numbered from 1 in the order given."""
    return Citer(library, (id for id, _, _ in places)).cite(places)


def page_of(pages: Sequence[Page] | None, start: int) -> int | None:
    """The page on which a span starts; ``None`` for a text without pages."""
    return next((page.page for page in reversed(pages or ()) if page.start <= start), None)
