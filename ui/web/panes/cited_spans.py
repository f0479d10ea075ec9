"""The request for a document in the right pane, and the cited spans as marks that do not overlap."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError


@dataclass(frozen=True)
class View:
    """The request of a tab: a document, the spans that an answer cites in it, and the open one of them.

    A span is ``(start, end, n)``; ``n`` is 0 if no citation is there. ``at`` counts the open one from 0.
    ``quote`` is what the citation says stands there. ``since`` moves the window of a big document: to a
    character, or to a page where pages are shown. ``near``: the spans are no evidence. ``text``: text is
    wanted where pages could be shown.
    """

    doc: str
    spans: tuple[tuple[int, int, int], ...] = ()
    at: int | None = None
    quote: str = ""
    since: int | None = None
    near: bool = False
    text: bool = False


_VIEW = TypeAdapter(View)


def parse_view(payload: object) -> View | None:
    """The request that the page's script sent, or None if it is not well-formed."""
    try:
        return _VIEW.validate_python(payload)
    except ValidationError:
        return None


@dataclass(frozen=True)
class Mark:
    """A marked stretch of the text; ``names`` are the numbers of the citations that begin with it."""

    start: int
    end: int
    open: bool
    names: tuple[int, ...]


def open_span(view: View) -> tuple[int, int, int] | None:
    """The span that is open, if there is one."""
    return view.spans[view.at] if view.at is not None and 0 <= view.at < len(view.spans) else None


def holds_quote(text: str, view: View) -> bool:
    """Return whether the text at the open span is still the citation's quote."""
    span = open_span(view)
    return span is not None and text[span[0] : span[1]] == view.quote


def is_outside(text: str, view: View) -> bool:
    """Return whether the open span is none of the text's, as an address that was typed may name it."""
    span = open_span(view)
    return span is not None and not 0 <= span[0] <= span[1] <= len(text)


def marks(view: View, size: int) -> list[Mark]:
    """The spans, in a text of ``size`` characters, as marks that do not overlap; the open one stays whole."""
    spans = [(max(0, s), min(e, size), n) for s, e, n in view.spans]
    found: list[Mark] = []
    if open_span(view) is not None and view.at is not None:
        chosen = spans[view.at]
        names = {n for s, e, n in spans if n and (s, e) == chosen[:2]}
        found.append(Mark(chosen[0], chosen[1], True, tuple(sorted(names))))
    for start, end, n in sorted(spans):
        free = [(start, end)]
        for mark in found:
            free = [piece for s, e in free for piece in ((s, min(e, mark.start)), (max(s, mark.end), e))]
            free = [(s, e) for s, e in free if s < e]
        found.extend(Mark(s, e, False, (n,)) for s, e in free)
    return sorted((mark for mark in found if mark.start < mark.end), key=lambda mark: mark.start)
