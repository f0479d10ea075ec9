"""The right pane: a document's text, with the cited spans marked in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from index.document import Document, Page
from ui.web.panes.sources import file_name
from ui.web.panes.text_blocks import TextBlock, blocks, number_at, window
from ui.web.templates import render
from ui.words.phrases import counted, day


@dataclass(frozen=True)
class View:
    """The request of a tab: a document, the spans that an answer cites in it, and the open one of them.

    A span is ``(start, end, n)``; ``n`` is 0 if no citation is there. ``at`` counts the open one from 0.
    ``quote`` is what the citation says stands there. ``since`` moves the window of a big document. ``near``:
    the spans are no evidence.
    """

    doc: str
    spans: tuple[tuple[int, int, int], ...] = ()
    at: int | None = None
    quote: str = ""
    since: int | None = None
    near: bool = False


_VIEW = TypeAdapter(View)


def parse_view(payload: object) -> View | None:
    """The request that the page's script sent, or None if it is not well-formed."""
    try:
        return _VIEW.validate_python(payload)
    except ValidationError:
        return None


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


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    open: bool
    names: tuple[int, ...]


def _marks(view: View, size: int) -> list[_Mark]:
    """The spans as marks that do not overlap; the open one stays whole."""
    spans = [(max(0, s), min(e, size), n) for s, e, n in view.spans]
    marks: list[_Mark] = []
    if _open_span(view) is not None and view.at is not None:
        chosen = spans[view.at]
        names = {n for s, e, n in spans if n and (s, e) == chosen[:2]}
        marks.append(_Mark(chosen[0], chosen[1], True, tuple(sorted(names))))
    for start, end, n in sorted(spans):
        free = [(start, end)]
        for mark in marks:
            free = [piece for s, e in free for piece in ((s, min(e, mark.start)), (max(s, mark.end), e))]
            free = [(s, e) for s, e in free if s < e]
        marks.extend(_Mark(s, e, False, (n,)) for s, e in free)
    return sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: mark.start)


def _marked(text: str, start: int, end: int, marks: Iterable[_Mark]) -> tuple[Piece, ...]:
    """Characters ``start`` to ``end`` of a text in pieces: all of them and nothing else."""
    pieces: list[Piece] = []
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        names = ", ".join(map(str, mark.names)) if first == mark.start else ""
        pieces += [Piece(text[at:first]), Piece(text[first:last], True, mark.open, names)]
        at = last
    pieces.append(Piece(text[at:end]))
    return tuple(piece for piece in pieces if piece.text)


def _paragraphs(
    text: str, found: Sequence[TextBlock], cut: slice, marks: Sequence[_Mark], anchor: int | None
) -> Iterator[Paragraph]:
    """The blocks of a window, and the white space around them: not a character is missing."""
    at = found[cut.start].start if cut.start else 0
    for block in found[cut]:
        inside = [mark for mark in marks if mark.start < block.end and mark.end > block.start]
        yield Paragraph(
            _marked(text, at, block.start, marks),
            _marked(text, block.start, block.end, inside),
            block.number,
            block.page,
            block.lines,
            any(mark.open for mark in inside),
            anchor is not None and block.start <= anchor < block.end,
        )
        at = block.end
    yield Paragraph(_marked(text, at, len(text) if cut.stop == len(found) else at, marks))


def _facts(document: Document, text: str) -> str:
    """The date of a document, its length and its file."""
    facts = [day(document.published), counted(len(text.split()), "word")]
    if document.outlet:
        facts.append(file_name(document))
    return " · ".join(filter(None, facts))


def _open_span(view: View) -> tuple[int, int, int] | None:
    """The span that is open, if there is one."""
    return view.spans[view.at] if view.at is not None and 0 <= view.at < len(view.spans) else None


def _foot(view: View, found: Sequence[TextBlock], pages: Sequence[Page] | None) -> Foot | None:
    span = _open_span(view)
    if span is None or view.at is None:
        return None
    start, end, _ = span
    page = next((page.page for page in pages or () if page.start <= start < page.end), None)
    place = f"{f'page {page} · ' if page else ''}¶ {number_at(found, start)}"
    return Foot(start, end, place, view.at + 1, len(view.spans), view.near)


def viewer(document: Document, text: str, pages: Sequence[Page] | None, view: View) -> str:
    """A document as the right pane shows it; without marks if its text is not the one that was cited."""
    changed = view.at is not None and bool(view.quote) and not _holds(text, view)
    outside = not changed and _is_outside(text, view)
    view = View(document.id) if changed or outside else view
    found = blocks(text, pages)
    span = _open_span(view)
    around = view.since if view.since is not None else span[0] if span else 0
    first, last = window(found, len(text), around)
    return render(
        "viewer",
        changed=changed,
        outside=outside,
        document=document,
        source=document.outlet or file_name(document),
        facts=_facts(document, text),
        earlier=found[first].start if first else None,
        paragraphs=_paragraphs(text, found, slice(first, last), _marks(view, len(text)), view.since),
        later=found[last - 1].end if last < len(found) else None,
        foot=_foot(view, found, pages),
    )


def _holds(text: str, view: View) -> bool:
    """Return whether the text at the open span is still the citation's quote."""
    span = _open_span(view)
    return span is not None and text[span[0] : span[1]] == view.quote


def _is_outside(text: str, view: View) -> bool:
    """Return whether the open span is none of the text's, as an address that was typed may name it."""
    span = _open_span(view)
    return span is not None and not 0 <= span[0] <= span[1] <= len(text)


def no_source() -> str:
    """The right pane while no document is open."""
    return render("no_source")


def trouble(message: str) -> str:
    """A pane whose content cannot be had; ``message`` is the reason."""
    return render("trouble", message=message)
