"""PDF files: their text layer page by page, lines joined to paragraphs."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.document import OcrPage, Page, ParsedDocument
from index.errors import Damaged, NoText, PageNotFound, ReadError
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import headline, sensible, untitled
from index.readers.ocr.ocr_lines import ocr_lines
from index.readers.ocr.page_pictures import read_pictures
from index.readers.ocr.rapid_ocr import INSTALL, is_installed
from index.readers.ocr.weights import OCR_WIDTH
from index.readers.printed.divided_words import rejoin_words
from index.readers.printed.form_fields import FormFields
from index.readers.printed.page_lines import read_page
from index.readers.printed.paragraphs import big_print, paragraphs
from index.readers.printed.running_lines import drop_running_lines
from index.readers.printed.text_line import PrintedPage
from index.readers.printed.weights import RUNS_ON

PASSWORD_ERROR = 4  # pdfium's FPDF_ERR_PASSWORD
TERMINAL = tuple(".!?:;…”\"'’»)]。！？：；」』")
_OCR_ADVICE = f"run the file through OCR, or {INSTALL}; then add it again"
PDFIUM = threading.Lock()
"""To be taken by whoever uses pdfium: it is not thread-safe, not even for separate documents."""


@dataclass(frozen=True)
class _Extract:
    """The content taken from the file while pdfium's lock is taken."""

    pages: list[PrintedPage]
    title: str


def read_pdf(name: str, data: bytes) -> ParsedDocument:
    """Read a PDF file called ``name``: paragraphs parted by blank lines, with the pages they stand on.

    Raises ``Damaged`` for broken and for encrypted files and ``NoText`` if there is no text layer.
    """
    try:
        with PDFIUM:
            extract = _extract(name, data)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise Damaged(
            f"{name}: the PDF is broken ({type(error).__name__}): print it from a PDF viewer to a new PDF."
        ) from error
    printed, ocr = _with_ocr(data, extract.pages)
    text, pages = assemble([paragraphs(lines) for lines in drop_running_lines(printed)])
    if not text.strip():
        raise NoText(_no_text(name, extract))
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type="application/pdf",
        title=sensible(extract.title)
        or sensible(big_print(printed[0].lines))
        or headline(text)
        or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
        pages=pages,
        notes=tuple(_notes(name, printed, ocr)),
        ocr=ocr,
    )


def _with_ocr(data: bytes, pages: list[PrintedPage]) -> tuple[list[PrintedPage], tuple[OcrPage, ...]]:
    """The pages, those that are pictures read by OCR where it is installed, and what it read."""
    scanned = [number for number, page in enumerate(pages, 1) if page.picture]
    if not scanned or not is_installed():
        return pages, ()
    ocr = tuple(page for page in read_pictures(_pictures(data, scanned)) if page.words)
    read = {page.page: ocr_lines(page) for page in ocr}
    return [read.get(number, page) for number, page in enumerate(pages, 1)], ocr


def _pictures(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Any, tuple[float, float]]]:
    """Pages of a PDF as pictures, with their sizes in points; one that cannot be drawn is left out.

    pdfium's lock is taken for each page alone: OCR takes seconds.
    """
    from PIL import Image

    from index.readers.pdf_pages import open_pages

    for number in numbers:
        try:
            with open_pages(data) as pages:
                size = pages.sizes()[number - 1]
                pixels = pages.pixels(number, OCR_WIDTH * min(1, size[0] / size[1]))
        except PageNotFound:
            continue
        yield number, Image.fromarray(pixels), size


def _notes(name: str, pages: Sequence[PrintedPage], ocr: Sequence[OcrPage]) -> Iterator[str]:
    """Notes on the pages that OCR read, and on those of which nothing could be read."""
    if ocr:
        which = _named([page.page for page in ocr], "page {} was", "pages {} were")
        yield f"{name}: {which} read by OCR: hold the figures against the page."
    scanned = [number for number, page in enumerate(pages, 1) if page.picture]
    if scanned:
        which = _named(scanned, "page {} is an image", "pages {} are images")
        advice = "nothing more can be read of them" if is_installed() else _OCR_ADVICE
        yield f"{name}: {which} without text: {advice}."


def _named(numbers: Sequence[int], one: str, several: str) -> str:
    return (one if len(numbers) == 1 else several).format(", ".join(map(str, numbers)))


def _no_text(name: str, extract: _Extract) -> str:
    if any(page.picture for page in extract.pages):
        advice = "OCR found no words on them" if is_installed() else _OCR_ADVICE
        return f"{name}: its pages are images without a text layer: {advice}."
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
        form = FormFields(document)
        pages = [read_page(document, number, form) for number in range(len(document))]
        return _Extract(pages, document.get_metadata_value("Title"))
    finally:
        document.close()


def assemble(pages: list[list[str]]) -> tuple[str, tuple[Page, ...]]:
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
