"""The pages of a PDF as pictures, and the places of words on them."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import sqrt
from typing import Any

from index.document import OcrPage, Page
from index.errors import PageNotFound, ReadError
from index.readers.ocr.ocr_lines import ocr_lines, word_boxes
from index.readers.ocr.picture_frames import as_pdf
from index.readers.page_drawing import draw
from index.readers.pdf import PDFIUM
from index.readers.printed.form_fields import FormFields
from index.readers.printed.page_lines import LINE_END, printed_characters, read_page, upright_page
from index.readers.printed_words import locate
from index.readers.weights import BOX_GRID, MARK_COLOUR, MOST_PIXELS, SAME_LINE_OVERLAP, UPRIGHT

A4 = (595, 842)  # points
Corners = tuple[float, float, float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle on a page: shares, 0 to 1, of its width and height as displayed, from the upper left."""

    left: float
    top: float
    right: float
    bottom: float


class PdfPages:
    """The pages of an open PDF, for within :func:`open_pages`; they count from 1, as those of a text do."""

    def __init__(self, document: Any, ocr: Sequence[OcrPage] = ()) -> None:
        self._document = document
        self._ocr = {page.page: page for page in ocr}
        self._form = FormFields(document)
        self._printed: dict[int, tuple[list[int], list[int]]] = {}

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points, as displayed; those of A4 for a page that is broken."""
        return tuple(self._size(index) for index in range(len(self._document)))

    def boxes(self, text: str, page: Page, start: int, end: int) -> tuple[Box, ...]:
        """One box a line around the part of ``text[start:end]`` that stands on ``page``.

        ``text`` is the document's. None at all where it is not sure which words of the page these are.
        """
        here = text[page.start : page.end]
        first, last = (min(max(offset - page.start, 0), len(here)) for offset in (start, end))
        codes, indexes = self._characters(page.page)
        found = locate(here, first, last, codes)
        if found is None:
            return ()
        if page.page in self._ocr:
            numbers = indexes[found.start : found.stop]
            return tuple(Box(*corners) for corners in word_boxes(self._ocr[page.page], numbers))
        marked = list(zip(codes, indexes, strict=True))[found.start : found.stop]
        with upright_page(self._document, page.page - 1, self._form) as opened:
            return tuple(_displayed(opened.page, line) for line in _lines(opened.textpage, marked))

    def _characters(self, number: int) -> tuple[list[int], list[int]]:
        """The characters of a page in reading order, and their indexes; raises ``PageNotFound``."""
        if number not in self._printed:
            with self._opened(number):
                pass
            ocr = self._ocr.get(number)
            lines = ocr_lines(ocr) if ocr else read_page(self._document, number - 1, self._form)
            self._printed[number] = printed_characters(lines)
        return self._printed[number]

    def picture(self, number: int, width: int, boxes: Sequence[Box] = ()) -> bytes:
        """A page as PNG, ``width`` pixels wide, less if it is very large; what ``boxes`` hold is marked.

        Raises ``PageNotFound`` if there is no such page, or it cannot be drawn, or not in time.
        """
        from PIL import Image

        pixels = self.pixels(number, width)
        for box in boxes:
            _mark(pixels, box)
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "PNG")
        return file.getvalue()

    def pixels(self, number: int, width: float) -> Any:
        """A page's pixels, of shape (height, width, 3); for the rest as :meth:`picture`."""
        with self._opened(number) as page:
            wide, high = page.get_size()
            return draw(page, min(width / wide, sqrt(MOST_PIXELS / (wide * high))))

    def _size(self, index: int) -> tuple[float, float]:
        import pypdfium2

        try:
            width, height = self._document.get_page_size(index)
        except pypdfium2.PdfiumError:
            return A4
        return width, height

    @contextmanager
    def _opened(self, number: int) -> Iterator[Any]:
        """A page for the block. Raises ``PageNotFound``."""
        import pypdfium2

        count = len(self._document)
        if not 1 <= number <= count:
            raise PageNotFound(f"This document has no page {number}: its last is page {count}.")
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise PageNotFound(f"Page {number} of this document is broken: read its text.") from error
        with _closing(page):
            yield page


@contextmanager
def open_pages(data: bytes, ocr: Sequence[OcrPage] = ()) -> Iterator[PdfPages]:
    """The pages of a PDF, or of a picture, for the block, in which nobody else uses pdfium.

    ``ocr`` are those that OCR read. Raises ``PageNotFound``.
    """
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data if b"%PDF-" in data[:1024] else as_pdf(data))
        except (pypdfium2.PdfiumError, ReadError, OSError, ValueError) as error:
            raise PageNotFound("The pages of this document cannot be drawn: read its text.") from error
        with _closing(document):
            document.init_forms()  # so that the fields of a form are drawn
            yield PdfPages(document, ocr)


@contextmanager
def _closing(thing: Any) -> Iterator[Any]:
    try:
        yield thing
    finally:
        thing.close()


def _lines(textpage: Any, marked: Sequence[tuple[int, int]]) -> list[Corners]:
    """The corners (left, bottom, right, top) of each line of characters, in points of the page.

    ``marked``: the characters, each with its index on the page; what is not printed has none.
    """
    lines: list[Corners] = []
    above: Corners | None = None  # the character before, while the line goes on
    for code, index in marked:
        if code == LINE_END:
            above = None
        if index < 0:
            continue
        corners = _character(textpage, index)
        if above and _is_beside(textpage, index, above, corners):
            lines[-1] = _around(lines[-1], corners)
        else:
            lines.append(corners)
        above = corners
    return lines


def _character(textpage: Any, index: int) -> Corners:
    """The corners of a character: of its print, and of the room that its font gives it."""
    return _around(textpage.get_charbox(index), textpage.get_charbox(index, loose=True))


def _around(one: Corners, other: Corners) -> Corners:
    left, bottom, right, top = zip(one, other, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _is_beside(textpage: Any, index: int, one: Corners, other: Corners) -> bool:
    """Return whether two characters stand in one line: pdfium runs some lines together."""
    from math import cos

    import pypdfium2.raw as pdfium

    # A line runs along the page, or up or down it: they overlap across that direction.
    low = 1 if abs(cos(pdfium.FPDFText_GetCharAngle(textpage, index))) > UPRIGHT else 0
    overlap = min(one[low + 2], other[low + 2]) - max(one[low], other[low])
    smaller = min(one[low + 2] - one[low], other[low + 2] - other[low])
    return overlap >= SAME_LINE_OVERLAP * smaller


def _displayed(page: Any, corners: Corners) -> Box:
    """Corners in points of the page as a box of the page as it is displayed, turned and cut."""
    left, bottom, right, top = corners
    points = [_point(page, x, y) for x, y in ((left, bottom), (right, top))]
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def _point(page: Any, x: float, y: float) -> tuple[float, float]:
    from ctypes import c_int

    import pypdfium2.raw as pdfium

    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, BOX_GRID, BOX_GRID, 0, x, y, across, down)
    return tuple(min(max(one.value / BOX_GRID, 0.0), 1.0) for one in (across, down))  # type: ignore[return-value]


def _mark(pixels: Any, box: Box) -> None:
    """Colour the paper within a box, as a marker does: print stays black. Changes ``pixels``."""
    import numpy as np

    height, width = pixels.shape[:2]
    rows = slice(round(box.top * height), round(box.bottom * height))
    columns = slice(round(box.left * width), round(box.right * width))
    colour = np.array(MARK_COLOUR, np.uint16)
    pixels[rows, columns] = pixels[rows, columns] * colour // 255
