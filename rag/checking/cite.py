"""Turn spans of documents into citations, whose quotes are cut from the text of the documents."""

from collections.abc import Iterable, Sequence
from copy import copy

from index.document import Document, Page
from index.library import Library
from rag.shapes import Citation

Place = tuple[str, int, int]
"""A span of a document: its id, start and end, in characters."""


class Citer:
    """The citations of one answer: the same place has the same number wherever it is cited.

    It reads all it needs from the library at once: a document may be removed while a model still writes.
    """

    def __init__(self, library: Library, documents: Iterable[str]) -> None:
        wanted = set(documents)
        self.documents: dict[str, Document] = {d.id: d for d in library.documents() if d.id in wanted}
        self._texts = {id: library.catalog.documents.text(id) for id in self.documents}
        self._cited: dict[Place, Citation] = {}

    def cite(self, places: Sequence[Place]) -> list[Citation]:
        """Cite ``places``, one citation each; a place not cited before gets the next number, from 1."""
        for place in places:
            if place not in self._cited:
                self._cited[place] = self._citation(len(self._cited) + 1, *place)
        return [self._cited[place] for place in places]

    def preview(self, places: Sequence[Place]) -> list[Citation]:
        """The citations of ``places`` without citing them; places not cited yet have the number 0."""
        return [self._cited.get(place) or self._citation(0, *place) for place in places]

    def again(self) -> "Citer":
        """A citer of the same documents that has cited nothing yet."""
        other = copy(self)
        other._cited = {}
        return other

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, in the order of their numbers."""
        return tuple(self._cited.values())

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
    """Cite ``places``, which must all differ; the citations are numbered from 1 in the order given."""
    return Citer(library, (id for id, _, _ in places)).cite(places)


def page_of(pages: Sequence[Page] | None, start: int) -> int | None:
    """The page that holds character ``start`` of a text; ``None`` for a text without pages."""
    return next((page.page for page in reversed(pages or ()) if page.start <= start), None)
