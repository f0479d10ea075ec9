"""A PDF in the right pane as its pages: a picture of each, with boxes around the cited words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from index.document import Document, OcrPage, Page
from index.readers import PAGED
from index.readers.pdf_pages import Box, PdfPages, open_pages
from ui.web.panes.cited_spans import Mark, View, marks, open_span
from ui.web.weights import WINDOW_SHEETS


@dataclass(frozen=True)
class Original:
    """The file of a document: ``library`` is the library's name, ``data`` its bytes; ``None`` if not read.

    ``ocr`` are the pages that OCR read.
    """

    document: Document
    library: str = ""
    is_kept: bool = False
    data: bytes | None = None
    ocr: tuple[OcrPage, ...] = ()

    @property
    def has_pages(self) -> bool:
        """True if it can be shown as pages."""
        return self.is_kept and self.document.media_type in PAGED

    @property
    def address(self) -> str:
        """The path of the route that gives the file."""
        return self._path("file")

    def picture(self, page: int) -> str:
        """The path of the route that gives the picture of a page."""
        return self._path(f"pages/{page}")

    def _path(self, rest: str) -> str:
        query = f"?library={quote(self.library, safe='')}" if self.library else ""
        return f"/api/documents/{quote(self.document.id, safe='')}/{rest}{query}"


@dataclass(frozen=True)
class SheetBox:
    """A box of a mark: its place in percent of the page. The first of a mark has its words and its names."""

    left: float
    top: float
    width: float
    height: float
    is_open: bool
    words: str = ""
    cited_as: str = ""


@dataclass(frozen=True)
class PdfSheet:
    """A page: the path of its picture, its size in points; ``is_anchor``: the window moves here."""

    number: int
    picture: str
    width: int
    height: int
    boxes: tuple[SheetBox, ...]
    is_anchor: bool


@dataclass(frozen=True)
class PdfSheets:
    """The pages of a window: ``earlier`` and ``later`` are pages to move it to, if there are such.

    ``is_unsure``: a passage is open whose words were not found on its page for sure.
    """

    pages: tuple[PdfSheet, ...]
    count: int
    earlier: int | None
    later: int | None
    is_unsure: bool


def page_sheets(original: Original, text: str, pages: Sequence[Page], view: View) -> PdfSheets:
    """The pages around the open span, or around the page that ``view.since`` names.

    Raises ``PageNotFound`` if the file cannot be opened.
    """
    span, cited = open_span(view), marks(view, len(text))
    at = view.since or (page_at(pages, span[0]) if span else None) or 1
    with open_pages(original.data or b"", original.ocr) as pdf:
        sizes = pdf.sizes()
        first, last = _window(len(sizes), at)
        boxes = {one.page: tuple(_boxes(pdf, text, one, cited)) for one in pages if first <= one.page <= last}
    is_found = any(box.is_open for found in boxes.values() for box in found)
    anchor = view.since if view.since is not None else None if is_found or span is None else at
    sheets = tuple(
        PdfSheet(
            number,
            original.picture(number),
            round(wide),
            round(high),
            boxes.get(number, ()),
            number == anchor,
        )
        for number, (wide, high) in enumerate(sizes, 1)
        if first <= number <= last
    )
    return PdfSheets(
        sheets,
        len(sizes),
        first - 1 if first > 1 else None,
        last + 1 if last < len(sizes) else None,
        span is not None and view.since is None and not is_found,
    )


def page_at(pages: Sequence[Page], offset: int) -> int | None:
    """The number of the page that a character stands on."""
    return next((page.page for page in pages if page.start <= offset < page.end), None)


def _window(count: int, at: int) -> tuple[int, int]:
    """The first and the last page of the window around page ``at``."""
    first = max(1, min(at - WINDOW_SHEETS // 2, count - WINDOW_SHEETS + 1))
    return first, min(count, first + WINDOW_SHEETS - 1)


def _boxes(pdf: PdfPages, text: str, page: Page, cited: Sequence[Mark]) -> Iterator[SheetBox]:
    for mark in cited:
        start, end = max(mark.start, page.start), min(mark.end, page.end)
        words, cited_as = text[start:end], ", ".join(map(str, mark.names)) if start == mark.start else ""
        for box in pdf.boxes(text, page, start, end) if start < end else ():
            yield SheetBox(*_percent(box), mark.open, words, cited_as)
            words = cited_as = ""


def _percent(box: Box) -> tuple[float, float, float, float]:
    """Left, top, width and height of a box in percent of the page."""
    sides = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    left, top, width, height = (round(100 * side, 2) for side in sides)
    return left, top, width, height
