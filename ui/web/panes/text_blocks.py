"""A document's text cut into the paragraphs of the viewer. Pure.

Blocks and the gaps between them tile the text: nothing is dropped and nothing is changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Page
from ui.web.weights import (
    BLOCK_CHARACTERS,
    ENDING_LINE,
    VERSE_LINE,
    WHOLE_TEXT,
    WINDOW_TEXT,
    WRAPPED_LINE,
)

_BULLET = re.compile(r"\s*(?:[-*•–—]|\d{1,3}[.)])\s")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, or a piece of a very long one (``number`` None: it goes on the block before it).

    ``page`` is the page that starts here. ``lines``: its line breaks are kept.
    """

    start: int
    end: int
    number: int | None
    page: int | None = None
    lines: bool = False


@dataclass(frozen=True)
class _Line:
    start: int
    end: int  # without the white space at its end
    page: int | None

    @property
    def size(self) -> int:
        return self.end - self.start


def _lines(text: str, pages: Sequence[Page]) -> Iterator[_Line]:
    """The lines of a text, cut where a page starts as well; blank ones have no size."""
    starts = {page.start: page.page for page in pages if page.start < len(text)}
    cuts = sorted({0, *starts, len(text)})
    for first, last in pairwise(cuts):
        at, page = first, starts.get(first)
        while at < last:
            match = _LINE.match(text, at, last)
            if match is None:
                break
            size = len(match.group().rstrip())
            yield _Line(at, at + size, page)
            at, page = match.end(), (page if not size else None)


def _usual(lines: Sequence[_Line]) -> int:
    """The length that four of five lines do not exceed."""
    sizes = sorted(line.size for line in lines if line.size)
    return sizes[len(sizes) * 4 // 5] if sizes else 0


def _goes_on(line: _Line, after: _Line, text: str, usual: int) -> bool:
    """Return whether ``after`` continues the paragraph of ``line``: both were broken to fit a width."""
    if usual > WRAPPED_LINE or after.page is not None or line.size < usual * ENDING_LINE:
        return False
    return _BULLET.match(text, after.start, after.end) is None


def _paragraphs(text: str, pages: Sequence[Page]) -> Iterator[tuple[int, int, int | None, bool]]:
    """Yield each paragraph: start, end, the page that starts there, True if it keeps its line breaks."""
    lines = list(_lines(text, pages))
    usual = _usual(lines)
    keep = usual < VERSE_LINE
    group: list[_Line] = []
    page: int | None = None
    for line in lines:
        if group and (not line.size or not _goes_on(group[-1], line, text, usual)):
            yield group[0].start, group[-1].end, page, keep and len(group) > 1
            group, page = [], None
        page = line.page if line.page is not None else page
        if line.size:
            group.append(line)
    if group:
        yield group[0].start, group[-1].end, page, keep and len(group) > 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield pieces of a paragraph of at most ``BLOCK_CHARACTERS``, cut at spaces where there are any."""
    while end - start > BLOCK_CHARACTERS:
        space = text.rfind(" ", start + BLOCK_CHARACTERS // 2, start + BLOCK_CHARACTERS)
        cut = space + 1 if space >= 0 else start + BLOCK_CHARACTERS
        yield start, cut
        start = cut
    yield start, end


def blocks(text: str, pages: Sequence[Page] | None = None) -> list[TextBlock]:
    """The paragraphs of a text, numbered from 1."""
    found: list[TextBlock] = []
    for number, (start, end, page, keep) in enumerate(_paragraphs(text, pages or ()), 1):
        for first, last in _pieces(text, start, end):
            whole = first == start
            found.append(TextBlock(first, last, number if whole else None, page if whole else None, keep))
    return found


def window(found: Sequence[TextBlock], size: int, at: int) -> tuple[int, int]:
    """The blocks (first, end) of the window around character ``at`` of a text of ``size`` characters."""
    if size <= WHOLE_TEXT or not found:
        return 0, len(found)
    first = next((i for i, block in enumerate(found) if block.end > at), len(found) - 1)
    last, taken = first + 1, found[first].end - found[first].start
    while taken < WINDOW_TEXT and (first > 0 or last < len(found)):
        if first > 0:
            first -= 1
            taken += found[first].end - found[first].start
        if last < len(found):
            taken += found[last].end - found[last].start
            last += 1
    return first, last


def number_at(found: Sequence[TextBlock], at: int) -> int:
    """The paragraph that a character stands in (the one before it, between two)."""
    number = 1
    for block in found:
        if block.start > at:
            break
        number = block.number or number
    return number
