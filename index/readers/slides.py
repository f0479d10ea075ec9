"""PowerPoint files (.pptx): slide by slide, each a page, with tables, charts, notes and comments."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.document import Page, ParsedDocument
from index.errors import Damaged, NoText, ReadError
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import sensible, untitled
from index.readers.office.package import checked_package
from index.readers.office.places import hidden_note
from index.readers.office.slide_parts import SlideBlocks

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class Slide:
    """A slide: its number, its title ("" for none) and its other blocks of text."""

    number: int
    title: str
    blocks: tuple[str, ...]


def read_slides(name: str, data: bytes) -> ParsedDocument:
    """Read a presentation called ``name``: each slide is a page that begins with "Slide 3: Its title".

    The speaker's notes and the comments follow the slide. What several slides repeat, such as their foot,
    stands on the first. Hidden slides are left out, and noted.

    Raises ``Damaged`` for what is no intact presentation and ``NoText`` if no slide that is shown holds text.
    """
    data = checked_package(name, data, ".pptx")
    try:
        import pptx

        opened = pptx.Presentation(io.BytesIO(data))
        shown = [(n, slide) for n, slide in enumerate(opened.slides, 1) if slide._element.get("show") != "0"]
        slides = list(_slides(shown))
        given = _given_title(opened)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise Damaged(
            f"{name}: it cannot be opened ({type(error).__name__}): save it again from PowerPoint as .pptx."
        ) from error
    if not any(slide.title or slide.blocks for slide in slides):
        raise NoText(f"{name}: the slides hold no text, perhaps only images: export its text, or use OCR.")
    hidden = [str(n) for n, slide in enumerate(opened.slides, 1) if slide._element.get("show") == "0"]
    return slides_document(name, MEDIA_TYPE, slides, given, hidden)


def slides_document(
    name: str, media_type: str, slides: Sequence[Slide], given: str | None, hidden: Sequence[str]
) -> ParsedDocument:
    """The document of slides; ``given``: its title by its properties, ``hidden``: the slides left out."""
    text, pages = "", []
    for slide in slides:
        start = len(text)
        head = f"Slide {slide.number}: {slide.title}" if slide.title else f"Slide {slide.number}"
        text += "\n\n".join([head, *slide.blocks]) + "\n\n"
        pages.append(Page(slide.number, start, len(text)))
    text = text.rstrip("\n")
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type=media_type,
        title=sensible(given) or sensible(slides[0].title) or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
        pages=(*pages[:-1], replace(pages[-1], end=len(text))),
        notes=(hidden_note("slide", len(hidden), ", ".join(hidden)),) if hidden else (),
    )


def _slides(shown: list[tuple[int, Any]]) -> Iterator[Slide]:
    repeated: set[str] = set()
    for number, slide in shown:
        blocks = SlideBlocks(slide)
        body = list(blocks.body())
        edges = [edge for edge in blocks.edges() if edge not in repeated and edge not in body]
        repeated.update(edges)
        spoken = (*blocks.notes(), *blocks.comments())
        yield Slide(number, blocks.title, (*body, *dict.fromkeys(edges), *spoken))


def _given_title(opened: Any) -> str | None:
    """Give the title in the file's properties; a broken part for properties is no reason to fail."""
    try:
        return str(opened.core_properties.title)
    except (KeyError, ValueError, AttributeError, TypeError):
        return None
