"""PDF files: their text layer page by page, lines joined to paragraphs."""

import threading
from dataclasses import dataclass
from typing import Any

from index.document import Page, ParsedDocument
from index.errors import Damaged, NoText, ReadError
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import headline, sensible, untitled
from index.readers.paragraphs import SPLIT, TextLine, big_print, drop_running_lines, paragraphs, rejoin_words
from index.readers.weights import RUNS_ON

PASSWORD_ERROR = 4  # pdfium's FPDF_ERR_PASSWORD
IMAGE = 3  # pdfium's FPDF_PAGEOBJ_IMAGE
TERMINAL = tuple(".!?:;…”\"'’»)]。！？：；」』")
LINE_ENDS = (2, 10, 13)  # pdfium ends lines with CR LF, but for a word divided there: then it writes code 2
PDFIUM = threading.Lock()
"""To be taken by whoever uses pdfium: it is not thread-safe, not even for separate documents."""


@dataclass(frozen=True)
class _Extract:
    """The content taken from the file while pdfium's lock is taken."""

    pages: list[list[TextLine]]
    title: str
    images: bool


def read_pdf(name: str, data: bytes) -> ParsedDocument:
    """Read a PDF file called ``name``: paragraphs parted by blank lines, with the pages they stand on.

    Raises ``Damaged`` for broken and for encrypted files and ``NoText`` if there is no text layer.
    """
    try:
        with PDFIUM:
            extract = _extract(name, data)
    except ReadError:
        raise
    except Exception as error:
        raise Damaged(
            f"{name}: the PDF is broken ({type(error).__name__}): print it from a PDF viewer to a new PDF."
        ) from error
    text, pages = _assemble([paragraphs(lines) for lines in drop_running_lines(extract.pages)])
    if not text.strip():
        raise NoText(_no_text(name, extract))
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type="application/pdf",
        title=sensible(extract.title)
        or sensible(big_print(extract.pages[0]))
        or headline(text)
        or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
        pages=pages,
    )


def _no_text(name: str, extract: _Extract) -> str:
    if extract.images:
        return f"{name}: its pages are images without a text layer: run it through OCR, then add it again."
    return f"{name}: its pages hold no text: nothing to read; if text can be seen, run it through OCR first."


def _extract(name: str, data: bytes) -> _Extract:
    """The lines of all pages; for the caller to take pdfium's lock. Raises ``Damaged``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR:
            raise Damaged(
                f"{name}: the PDF is encrypted: open it with its password and save a copy without one."
            ) from error
        raise Damaged(
            f"{name}: the PDF is broken and cannot be opened: get a fresh copy, or print it to a new PDF."
        ) from error
    try:
        title = document.get_metadata_value("Title")
        pages, images = [], False
        for number in range(len(document)):
            lines, image = _page(document, number)
            pages.append(lines)
            images = images or image
        return _Extract(pages, title, images)
    finally:
        document.close()


def _page(document: Any, number: int) -> tuple[list[TextLine], bool]:
    """Give the lines of one page, and whether one without lines shows an image; neither if it is broken."""
    import pypdfium2

    try:
        page = document[number]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return [], False
    try:
        lines = _lines(textpage)
        return lines, not lines and any(True for _ in page.get_objects(filter=[IMAGE], max_depth=3))
    finally:
        textpage.close()
        page.close()


def code_units(textpage: Any) -> list[int]:
    """The characters of a page in pdfium's reading order, as UTF-16 code units."""
    import pypdfium2.raw as pdfium

    handle, unicode_at = textpage.raw, pdfium.FPDFText_GetUnicode  # looked up once: this is the hot loop
    return [unicode_at(handle, index) for index in range(textpage.count_chars())]


def is_visible(code: int) -> bool:
    """Return whether a character is more than white space or a control character."""
    return code > 32 and code != 160


def _lines(textpage: Any) -> list[TextLine]:
    """Give the page's lines in pdfium's reading order, with their places in points."""
    codes = code_units(textpage)
    count = len(codes)
    lines, start = [], 0
    for index in range(count + 1):
        if index < count and codes[index] not in LINE_ENDS:
            continue
        divided = index < count and codes[index] == 2
        text = _characters(codes[start:index])
        visible = [i for i in range(start, index) if is_visible(codes[i])]
        if text.strip() and visible:
            lines.append(_placed(textpage, text + SPLIT * divided, visible[0], visible[-1]))
        start = index + 1
    return lines


def _placed(textpage: Any, text: str, first: int, last: int) -> TextLine:
    """Give a line with the box from its first to its last character."""
    import ctypes

    import pypdfium2.raw as pdfium

    x, y, end_x, end_y = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharOrigin(textpage, first, x, y)
    pdfium.FPDFText_GetCharOrigin(textpage, last, end_x, end_y)
    # The font's own box: its nominal size is 1 where the page scales it.
    _, bottom, _, top = textpage.get_charbox(first, loose=True)
    right = textpage.get_charbox(last)[2]
    return TextLine(text, x.value, right, y.value, end_y.value, max(top - bottom, 1.0))


def _characters(codes: list[int]) -> str:
    """Code units to text: UTF-16 pairs joined, control characters and soft hyphens dropped."""
    units = "".join(chr(code) for code in codes if code >= 32 or code == 9)
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\ufffe", "").replace("\xad", "").replace("\uf0b7", "•").replace("\t", " ")


def _assemble(pages: list[list[str]]) -> tuple[str, tuple[Page, ...]]:
    """One text of all pages' paragraphs; a paragraph that runs over a page's end stays one.

    The pages cover the text without gaps: what parts two pages belongs to the first.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length, last = 0, ""
    for page in rejoin_words(pages):
        if page and last:
            runs_on = len(last) > RUNS_ON and not last.endswith(TERMINAL) and page[0][:1].islower()
            pieces.append(" " if runs_on else "\n\n")
            length += len(pieces[-1])
        starts.append(length)
        pieces.append("\n\n".join(page))
        length += len(pieces[-1])
        last = page[-1] if page else last
    numbered = enumerate(zip(starts, [*starts[1:], length], strict=True), 1)
    return "".join(pieces), tuple(Page(number, start, end) for number, (start, end) in numbered)
