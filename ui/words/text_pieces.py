"""A sentence in pieces: which words fail, which stand in **bold** or as `code`. Pure.

Of Markdown, a sentence of an answer may hold these two; all else is text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

# A mark within a word, as in 2**8, and one beside a blank is no mark.
_BOLD_TEXT = re.compile(r"(?<![\w*])\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*(?![\w*])")
_CODE_TEXT = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_MARKED, _BOLD, _CODE, _HIDDEN = 1, 2, 4, 8
_CELL_END = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")


@dataclass(frozen=True)
class TextPiece:
    """A stretch of a text; ``is_marked``: its words are not in the source, or stand otherwise there."""

    text: str
    is_marked: bool = False
    is_bold: bool = False
    is_code: bool = False


Pieces = tuple[TextPiece, ...]
"""A text cut up."""
Places = Sequence[tuple[int, int]]
"""Stretches of a text, each from its start to before its end."""


def cut_up(text: str, marked: Places, *, markdown: bool) -> Pieces:
    """Cut a text where what is marked begins and ends, and take out the marks of its Markdown, if it is that.

    ``marked`` may overlap, and lie outside of the text.
    """
    bold, code, hidden = _markdown(text) if markdown else ((), (), ())
    looks = [0] * len(text)
    for places, bit in ((marked, _MARKED), (bold, _BOLD), (code, _CODE), (hidden, _HIDDEN)):
        for start, end in places:
            for at in range(max(start, 0), min(end, len(text))):
                looks[at] |= bit
    at, pieces = 0, []
    for look, run in groupby(looks):
        size = len(list(run))
        if not look & _HIDDEN:
            stretch = text[at : at + size]
            pieces.append(TextPiece(stretch, bool(look & _MARKED), bool(look & _BOLD), bool(look & _CODE)))
        at += size
    return tuple(pieces)


def _markdown(text: str) -> tuple[Places, Places, Places]:
    """The places of a text that are bold, that are code, and that are the marks around these."""
    codes = list(_CODE_TEXT.finditer(text))
    masked = text
    for found in codes:  # what is code holds no further mark
        masked = f"{masked[: found.start()]}{'x' * len(found[0])}{masked[found.end() :]}"
    bolds = list(_BOLD_TEXT.finditer(masked))
    hidden = [
        place
        for found in (*codes, *bolds)
        for place in ((found.start(), found.start(1)), (found.end(1), found.end()))
    ]
    return [found.span(1) for found in bolds], [found.span(1) for found in codes], hidden


def joined(pieces: Pieces) -> str:
    """The text of pieces."""
    return "".join(piece.text for piece in pieces)


def part(pieces: Pieces, start: int, end: int) -> Pieces:
    """The pieces of characters ``start`` to before ``end`` of their text."""
    return tuple(_part(pieces, start, end))


def _part(pieces: Pieces, start: int, end: int) -> Iterator[TextPiece]:
    at = 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if first < last:
            yield replace(piece, text=piece.text[first:last])
        at += len(piece.text)


def cells(pieces: Pieces, most: int = 0) -> tuple[Pieces, ...]:
    """The cells of a table's row, parted by `` | ``; with ``most``, the last holds all that is too many."""
    text = "".join("x" * len(piece.text) if piece.is_code else piece.text for piece in pieces)
    ends = list(_CELL_END.finditer(text))[: most - 1 if most else None]
    starts = (0, *(found.end() for found in ends))
    stops = (*(found.start() for found in ends), len(text))
    return tuple(_trimmed(pieces, start, stop) for start, stop in zip(starts, stops, strict=True))


def _trimmed(pieces: Pieces, start: int, stop: int) -> Pieces:
    """A part of pieces without the blanks around it."""
    text = joined(pieces)[start:stop]
    left = len(text) - len(text.lstrip())
    return part(pieces, start + left, start + len(text.rstrip()))
