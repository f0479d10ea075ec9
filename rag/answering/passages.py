"""The passages that fit a query, each cited, with its copies in other documents."""

from collections.abc import Sequence

from index.library import Library
from rag.checking.cite import Citer
from rag.shapes import SearchHit, SearchResult


def passages(
    library: Library, query: str, documents: Sequence[str], limit: int, *, near: bool
) -> SearchResult:
    """Search ``documents`` (references; empty for all), best passage first; ``near``: as the searcher says.

    Raises ``DocumentNotFound`` and the other errors of search.
    """
    hits = library.search(query, documents, limit, near=near)
    places = [(hit.document, hit.start, hit.end) for hit in hits]
    copies = library.also_in(places, documents)
    citer = Citer(library, (id for group in (places, *copies) for id, _, _ in group))
    citations = citer.cite(places)
    found = tuple(
        SearchHit(hit.score, citation, tuple(citer.cite(repeated)))
        for hit, citation, repeated in zip(hits, citations, copies, strict=True)
    )
    return SearchResult(query, found, library.notes(documents))
