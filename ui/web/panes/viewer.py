"""The right pane: a document's text or its pages, with the cited spans marked in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.document import Document, Page
from index.errors import PageNotFound
from ui.web.panes.cited_spans import Mark, View, holds_quote, is_outside, marks, open_span
from ui.web.panes.page_sheets import Original, PdfSheets, page_at, page_sheets
from ui.web.panes.sources import file_name
from ui.web.panes.text_blocks import TextBlock, blocks, number_at, window
from ui.web.templates import render
from ui.words.phrases import counted, day


@dataclass(frozen=True)
class Piece:
    """A piece of the text; ``cited_as`` are the numbers of citations that begin with it, "" if none does."""

    text: str
    is_marked: bool = False
    is_open: bool = False
    cited_as: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A block of the text with the white space before it, ``gap``, which is hidden; ``text`` None: only that.

    ``page`` starts here; ``number`` counts paragraphs; ``is_anchor``: the window moves here.
    """

    gap: tuple[Piece, ...]
    text: tuple[Piece, ...] | None = None
    number: int | None = None
    page: int | None = None
    keeps_lines: bool = False
    is_open: bool = False
    is_anchor: bool = False


@dataclass(frozen=True)
class Foot:
    """The place of the open span, and its number among ``total``."""

    start: int
    end: int
    place: str
    number: int
    total: int
    is_near: bool


def _marked(text: str, start: int, end: int, cited: Iterable[Mark]) -> tuple[Piece, ...]:
    """Characters ``start`` to ``end`` of a text in pieces: all of them and nothing else."""
    pieces: list[Piece] = []
    at = start
    for mark in cited:
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        names = ", ".join(map(str, mark.names)) if first == mark.start else ""
        pieces += [Piece(text[at:first]), Piece(text[first:last], True, mark.open, names)]
        at = last
    pieces.append(Piece(text[at:end]))
    return tuple(piece for piece in pieces if piece.text)


def _paragraphs(
    text: str, found: Sequence[TextBlock], cut: slice, cited: Sequence[Mark], anchor: int | None
) -> Iterator[Paragraph]:
    """The blocks of a window, and the white space around them: not a character is missing."""
    at = found[cut.start].start if cut.start else 0
    for block in found[cut]:
        inside = [mark for mark in cited if mark.start < block.end and mark.end > block.start]
        yield Paragraph(
            _marked(text, at, block.start, cited),
            _marked(text, block.start, block.end, inside),
            block.number,
            block.page,
            block.lines,
            any(mark.open for mark in inside),
            anchor is not None and block.start <= anchor < block.end,
        )
        at = block.end
    yield Paragraph(_marked(text, at, len(text) if cut.stop == len(found) else at, cited))


def _facts(document: Document, text: str) -> str:
    """The date of a document, its length and its file."""
    facts = [day(document.published), counted(len(text.split()), "word")]
    if document.outlet:
        facts.append(file_name(document))
    return " · ".join(filter(None, facts))


def _foot(view: View, found: Sequence[TextBlock], pages: Sequence[Page] | None) -> Foot | None:
    span = open_span(view)
    if span is None or view.at is None:
        return None
    start, end, _ = span
    page = page_at(pages or (), start)
    place = f"{f'page {page} · ' if page else ''}¶ {number_at(found, start)}"
    return Foot(start, end, place, view.at + 1, len(view.spans), view.near)


def viewer(
    document: Document, text: str, pages: Sequence[Page] | None, view: View, original: Original | None = None
) -> str:
    """A document as the right pane shows it; without marks if its text is not the one that was cited.

    It is shown as pages if ``original`` has them and brings its bytes, as text if not.
    """
    changed = view.at is not None and bool(view.quote) and not holds_quote(text, view)
    outside = not changed and is_outside(text, view)
    view = View(document.id, text=view.text) if changed or outside else view
    found = blocks(text, pages)
    span = open_span(view)
    around = view.since if view.since is not None else span[0] if span else 0
    first, last = window(found, len(text), around)
    return render(
        "viewer",
        changed=changed,
        outside=outside,
        document=document,
        source=document.outlet or file_name(document),
        facts=_facts(document, text),
        original=original or Original(document),
        sheets=_sheets(original, text, pages, view),
        earlier=found[first].start if first else None,
        paragraphs=_paragraphs(text, found, slice(first, last), marks(view, len(text)), view.since),
        later=found[last - 1].end if last < len(found) else None,
        foot=_foot(view, found, pages),
    )


def _sheets(
    original: Original | None, text: str, pages: Sequence[Page] | None, view: View
) -> PdfSheets | None:
    if original is None or original.data is None or not pages:
        return None
    try:
        return page_sheets(original, text, pages, view)
    except PageNotFound:  # its text can be read all the same
        return None


def no_source() -> str:
    """The right pane while no document is open."""
    return render("no_source")


def trouble(message: str) -> str:
    """A pane whose content cannot be had; ``message`` is the reason."""
    return render("trouble", message=message)
