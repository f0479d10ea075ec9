"""Pictures of text (.png, .jpg, .tiff, .webp), read by OCR where that is installed."""

from index.document import ParsedDocument
from index.errors import Damaged, NoText, ReadError, UnsupportedFormat
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import headline, sensible, untitled
from index.readers.ocr.ocr_lines import ocr_lines
from index.readers.ocr.page_pictures import read_pictures
from index.readers.ocr.picture_frames import frames
from index.readers.ocr.rapid_ocr import INSTALL, is_installed
from index.readers.pdf import assemble
from index.readers.printed.paragraphs import big_print, paragraphs


def read_picture(name: str, data: bytes) -> ParsedDocument:
    """Read a picture called ``name`` by OCR, each of its frames as a page, with the places of its words.

    Raises ``UnsupportedFormat`` without OCR, ``Damaged`` if it is broken or larger than any page, ``NoText``
    if there are no words in it.
    """
    if not is_installed():
        raise UnsupportedFormat(f"{name}: this is a picture: to read it, {INSTALL}.")
    try:
        ocr = tuple(read_pictures(frames(name, data)))
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise Damaged(f"{name}: the picture is broken ({type(error).__name__}): get a fresh copy.") from error
    printed = [ocr_lines(page) for page in ocr]
    text, pages = assemble([paragraphs(page.lines) for page in printed])
    if not text.strip():
        raise NoText(f"{name}: OCR found no words in this picture.")
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type="image/png",
        title=sensible(big_print(printed[0].lines)) or headline(text) or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
        pages=pages,
        notes=(f"{name}: read by OCR: hold its figures against the picture.",),
        ocr=ocr,
    )
