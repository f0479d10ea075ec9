"""Turn spans of documents into citations, whose quotes are cut from the text of the documents."""

from collections.abc import Iterable, Sequence
from copy import copy

from index.document import Document, Page
from index.library import Library
from rag.english.table_rows import cells_of, head_of
from rag.shapes import Citation

Place = tuple[str, int, int]
"""A span of a document: its id, start and end, in characters."""


class Citer:
    """The citations of one answer: the same place has the same number wherever it is cited.

    It reads all it needs from the library at once: a document may be removed while a model still writes.
    """

    def __init__(self, library: Library, documents: Iterable[str]) -> None:
        wanted = set(documents)
        self.documents: dict[str, Document] = {d.id: d for d in library.some(wanted)}
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

    def row(self, place: Place) -> Place:
        """A row of a table without its outer strokes; any other place as it is."""
        id, start, end = place
        cells = cells_of(self._texts[id].text, start, end)
        return (id, *cells) if cells else place

    def head(self, place: Place) -> Place | None:
        """The head of the table in which a place is a row; ``None`` if it is none, or the head itself."""
        id, start, end = place
        text = self._texts[id].text
        head = head_of(text, start) if cells_of(text, start, end) else None
        return (id, *head) if head else None

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
