"""The right pane as HTML: a document's text, with the cited spans marked in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from index.document import Document, Page
from ui.web.icons import icon
from ui.web.panes.sources import file_name
from ui.web.panes.text_blocks import TextBlock, blocks, number_at, window
from ui.web.render import esc
from ui.words.phrases import counted, day, sentence_case


@dataclass(frozen=True)
class View:
    """What a tab wants to see: a document, the spans an answer cites in it, and which of them is open.

    A span is ``(start, end, n)``. ``at`` counts the open one from 0. ``quote`` is what the citation says
    stands there. ``since`` moves the window of a big document. ``near``: the spans are no evidence.
    """

    doc: str
    spans: tuple[tuple[int, int, int], ...] = ()
    at: int | None = None
    quote: str = ""
    since: int | None = None
    near: bool = False


_VIEW = TypeAdapter(View)


def parse_view(payload: object) -> View | None:
    """What the page's script sent, or None if it is not of our making."""
    try:
        return _VIEW.validate_python(payload)
    except ValidationError:
        return None


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    open: bool
    names: tuple[int, ...]


def _marks(view: View, size: int) -> list[_Mark]:
    """The spans as marks that do not overlap; the open one stays whole."""
    spans = [(max(0, s), min(e, size), n) for s, e, n in view.spans]
    chosen = spans[view.at] if view.at is not None and 0 <= view.at < len(spans) else None
    marks: list[_Mark] = []
    if chosen:
        names = {n for s, e, n in spans if (s, e) == chosen[:2]}
        marks.append(_Mark(chosen[0], chosen[1], True, tuple(sorted(names))))
    for start, end, n in sorted(spans):
        free = [(start, end)]
        for mark in marks:
            free = [piece for s, e in free for piece in ((s, min(e, mark.start)), (max(s, mark.end), e))]
            free = [(s, e) for s, e in free if s < e]
        marks.extend(_Mark(s, e, False, (n,)) for s, e in free)
    return sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: mark.start)


def _marked(text: str, start: int, end: int, marks: Iterable[_Mark]) -> str:
    """Characters ``start`` to ``end`` of a text with its marks, all of them and nothing else."""
    pieces, at = [], start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        named = f"cited as {', '.join(map(str, mark.names))}: " if first == mark.start else ""
        hint = f'<span class="rb-sr">{named}</span>' if named else ""
        kind = ' class="rb-on" tabindex="-1"' if mark.open else ""
        pieces.append(f"{esc(text[at:first])}{hint}<mark{kind}>{esc(text[first:last])}</mark>")
        at = last
    return "".join(pieces) + esc(text[at:end])


def _body(
    text: str, found: Sequence[TextBlock], cut: slice, marks: Sequence[_Mark], anchor: int | None
) -> str:
    """The paragraphs shown. The white space around them is there too, hidden: not a character is missing."""
    pieces: list[str] = []
    at = found[cut.start].start if cut.start else 0
    for block in found[cut]:
        pieces.append(_gap(text, at, block.start, marks))
        if block.page is not None:
            pieces.append(f'<div class="rb-page"><span>Page {block.page}</span></div>')
        inside = [mark for mark in marks if mark.start < block.end and mark.end > block.start]
        here = " rb-here" if any(mark.open for mark in inside) else ""
        lines = " rb-lines" if block.lines else ""
        number = f' data-n="{block.number}"' if block.number else ""
        stop = " data-at" if anchor is not None and block.start <= anchor < block.end else ""
        words = _marked(text, block.start, block.end, inside)
        pieces.append(f'<p class="rb-p{here}{lines}"{number}{stop}>{words}</p>')
        at = block.end
    pieces.append(_gap(text, at, len(text) if cut.stop == len(found) else at, marks))
    return "".join(pieces)


def _gap(text: str, start: int, end: int, marks: Sequence[_Mark]) -> str:
    return f"<span hidden>{_marked(text, start, end, marks)}</span>" if start < end else ""


def _head(document: Document, text: str) -> str:
    above = document.outlet or file_name(document)
    facts = [day(document.published), counted(len(text.split()), "word")]
    if document.outlet:
        facts.append(file_name(document))
    close = (
        f'<button type="button" class="rb-square" data-do="close" aria-label="Close the source">'
        f'<span class="rb-wide">{icon("cross")}</span><span class="rb-narrow">{icon("left")}</span></button>'
    )
    return (
        f'<div class="rb-view-head"><div class="rb-view-top"><b>{esc(above)}</b>'
        f'<button type="button" class="rb-link rb-to-guide" data-do="guide" data-doc="{esc(document.id)}">'
        f"Guide</button>{close}</div>"
        f'<h2 class="rb-view-title">{esc(document.title)}</h2>'
        f'<p class="rb-meta">{esc(" · ".join(fact for fact in facts if fact))}</p></div>'
    )


def _page_at(pages: Sequence[Page] | None, at: int) -> str:
    page = next((page.page for page in pages or () if page.start <= at < page.end), None)
    return f"page {page} · " if page else ""


def _foot(view: View, found: Sequence[TextBlock], pages: Sequence[Page] | None) -> str:
    """Which span is open, and the way to the others."""
    if view.at is None or not 0 <= view.at < len(view.spans):
        return ""
    start, end, _ = view.spans[view.at]
    says = "Nearest passage" if view.near else "Exact text"
    where = f"{_page_at(pages, start)}¶ {number_at(found, start)}"
    total = len(view.spans)
    return (
        f'<div class="rb-view-foot"><span class="rb-exact{" rb-not" if view.near else ""}">'
        f"{icon('info' if view.near else 'check')}{says}</span>"
        f'<span class="rb-where">{where}<span class="rb-chars"> · characters {start}–{end}</span></span>'
        f'<span class="rb-count">{view.at + 1} of {total}</span>'
        f'<button type="button" class="rb-square" data-do="previous" aria-label="Previous marked passage"'
        f"{'' if view.at else ' disabled'}>{icon('left')}</button>"
        f'<button type="button" class="rb-square" data-do="next" aria-label="Next marked passage"'
        f"{'' if view.at + 1 < total else ' disabled'}>{icon('right')}</button></div>"
    )


def _more(where: str, since: int, words: str) -> str:
    return (
        f'<p class="rb-more"><button type="button" class="rb-button" data-do="{where}" data-since="{since}">'
        f"{words}</button></p>"
    )


def viewer(document: Document, text: str, pages: Sequence[Page] | None, view: View) -> str:
    """A document as the right pane shows it."""
    if view.at is not None and view.quote and not _holds(text, view):
        return changed(document, text, pages)
    found = blocks(text, pages)
    chosen = view.spans[view.at][0] if view.at is not None and 0 <= view.at < len(view.spans) else 0
    around = chosen if view.since is None else view.since
    first, last = window(found, len(text), around)
    shown = found[first:last]
    earlier = _more("window", shown[0].start, "Earlier text") if first else ""
    later = _more("window", shown[-1].end, "Later text") if last < len(found) else ""
    body = _body(text, found, slice(first, last), _marks(view, len(text)), view.since)
    return (
        f'{_head(document, text)}<div class="rb-view-text" tabindex="0" role="region" '
        f'data-id="{esc(document.id)}" aria-label="Text of {esc(document.title)}">{earlier}{body}{later}'
        f"</div>{_foot(view, found, pages)}"
    )


def _holds(text: str, view: View) -> bool:
    """Whether the open span still says what the citation says it says."""
    if view.at is None or not 0 <= view.at < len(view.spans):
        return False
    start, end, _ = view.spans[view.at]
    return text[start:end] == view.quote


def changed(document: Document, text: str, pages: Sequence[Page] | None) -> str:
    """The document without marks, where its text is no longer the one that was cited."""
    note = "This document has changed since that answer, so the passage is not marked. Ask again."
    return f'<p class="rb-problem">{icon("warn")}<span>{note}</span></p>' + viewer(
        document, text, pages, View(document.id)
    )


def no_source() -> str:
    """The right pane while nothing is open."""
    return (
        f'<div class="rb-none">{icon("book")}<b>No source open</b>'
        "<span>Choose a citation or a document to read it here, at the exact passage.</span></div>"
    )


def trouble(message: str) -> str:
    """The right pane when a document cannot be shown."""
    return (
        f'<div class="rb-view-head"><p class="rb-problem" role="alert">{icon("warn")}'
        f"<span>{esc(sentence_case(message))}</span></p></div>"
    )
