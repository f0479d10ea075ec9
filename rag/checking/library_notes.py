"""Notes on the library that an answer or a report carries: that it is empty, that OCR read what is cited."""

from collections.abc import Iterable

from index.library import Library
from rag.shapes import Citation


def empty_library(library: Library) -> tuple[str, ...]:
    """The notes on an empty library; none for any other."""
    if library.count():
        return ()
    return ("The library is empty; add documents with: readback add PATH",)


def read_by_ocr(library: Library, citations: Iterable[Citation]) -> tuple[str, ...]:
    """A note for each document of which something is cited that OCR read: it may have read it wrong."""
    cited: dict[str, list[Citation]] = {}
    for citation in citations:
        if citation.page is not None:
            cited.setdefault(citation.document, []).append(citation)
    notes = []
    for id, there in cited.items():
        read = {page.page for page in library.catalog.documents.ocr(id)}
        if numbers := sorted({one.page for one in there if one.page in read}):
            which = f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
            notes.append(f"“{there[0].title}”, {which}: read by OCR; hold the figures against the page.")
    return tuple(notes)
