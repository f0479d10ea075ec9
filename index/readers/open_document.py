"""OpenDocument texts (.odt) and presentations (.odp), as LibreOffice shows them."""

from collections.abc import Callable, Iterator
from typing import Any

from index.document import ParsedDocument
from index.errors import Damaged, NoText, ReadError
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import headline, sensible, untitled
from index.readers.office.open_blocks import OpenBlocks
from index.readers.office.open_package import OpenPackage, attribute, kind
from index.readers.office.places import says_something
from index.readers.slides import Slide, slides_document

TEXT = "application/vnd.oasis.opendocument.text"
SLIDES = "application/vnd.oasis.opendocument.presentation"
_EDGES = {"footer", "date-time", "page-number", "header"}


def read_open_text(name: str, data: bytes) -> ParsedDocument:
    """Read a text called ``name``: blocks parted by blank lines, notes and comments after their paragraph.

    Heads and feet of the pages stand at the end. Left out is what is hidden, struck out or deleted.

    Raises ``Damaged`` for what is no intact text or is encrypted, ``TooLarge`` for more than can be opened at
    once, ``NoText`` if it holds no text.
    """
    return opened(name, data, ".odt", _text)


def read_open_slides(name: str, data: bytes) -> ParsedDocument:
    """Read a presentation called ``name``: each slide is a page that begins with "Slide 3: Its title".

    Raises ``Damaged``, ``TooLarge`` and ``NoText`` as :func:`read_open_text`.
    """
    return opened(name, data, ".odp", _presentation)


def opened(
    name: str, data: bytes, suffix: str, make: Callable[[str, OpenPackage], ParsedDocument | None]
) -> ParsedDocument:
    """The document that ``make`` makes of a package.

    Raises ``Damaged`` for what is broken or encrypted, ``TooLarge`` for too much, ``NoText`` for nothing.
    """
    package = OpenPackage(name, data, suffix)
    try:
        document = make(name, package)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise Damaged(
            f"{name}: it cannot be read ({type(error).__name__}): save it again as {suffix}."
        ) from error
    if document is None:
        raise NoText(f"{name}: it holds no text, perhaps only images: export its text, or use OCR.")
    return document


def running_texts(package: OpenPackage, blocks: OpenBlocks) -> list[str]:
    """The heads and feet of the pages, each once, without the numbers of pages."""
    edges = package.styles.iter("{*}header", "{*}footer") if package.styles is not None else ()
    texts = (block for edge in edges for block in blocks.of(edge))
    return [text for text in dict.fromkeys(texts) if says_something(text)]


def _text(name: str, package: OpenPackage) -> ParsedDocument | None:
    blocks = OpenBlocks(package)
    body = package.content.find(".//{*}body/{*}text")
    found = [*blocks.of(body), *running_texts(package, blocks)] if body is not None else []
    if not found:
        return None
    text = "\n\n".join(found)
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type=TEXT,
        title=sensible(package.title()) or headline(text) or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
    )


def _presentation(name: str, package: OpenPackage) -> ParsedDocument | None:
    deck = package.content.find(".//{*}body/{*}presentation")
    pages = list(enumerate((page for page in deck if kind(page) == "page"), 1)) if deck is not None else []
    hidden = [str(n) for n, page in pages if package.style(page, "drawing-page", "visibility") == "hidden"]
    slides = list(_slides(package, deck, [(n, page) for n, page in pages if str(n) not in hidden]))
    if not any(slide.title or slide.blocks for slide in slides):
        return None
    return slides_document(name, SLIDES, slides, package.title(), hidden)


def _slides(package: OpenPackage, deck: Any, pages: list[tuple[int, Any]]) -> Iterator[Slide]:
    blocks = OpenBlocks(package)
    edges = {
        (kind(one).removesuffix("-decl"), attribute(one, "name")): " ".join((one.text or "").split())
        for one in deck
        if kind(one) in ("footer-decl", "header-decl")
    }
    masters = {
        attribute(one, "name"): one
        for one in (package.styles.iter("{*}master-page") if package.styles is not None else ())
    }
    repeated: set[str] = set()
    for number, page in pages:
        shapes = [child for child in page if attribute(child, "class") not in _EDGES | {"title"}]
        title = next((child for child in page if attribute(child, "class") == "title"), None)
        repeating = [
            edges.get((edge, attribute(page, f"use-{edge}-name")), "") for edge in ("header", "footer")
        ]
        for shape in masters.get(attribute(page, "master-page-name"), ()):
            if attribute(shape, "class") is None and kind(shape) != "notes":
                repeating += blocks.of([shape])
        body = [block for shape in shapes for block in blocks.of([shape])]
        once = [text for text in dict.fromkeys(repeating) if says_something(text) and text not in repeated]
        repeated.update(once)
        notes = [f"Notes: {block}" for part in page if kind(part) == "notes" for block in blocks.of(part)]
        yield Slide(number, blocks.line([title]) if title is not None else "", (*body, *once, *notes))
