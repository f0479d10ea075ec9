"""Numbers of lines, printed in the margin as in transcripts and bills: they are no part of the text."""

from collections.abc import Sequence
from itertools import pairwise

from index.readers.printed.text_line import LinePiece, piece_of
from index.readers.printed.weights import NEAR_ROW, NUMBERED_LINES, NUMBERED_SHARE, RUNNING_ON

STEPS = (1, 5)


def without_line_numbers(pieces: list[LinePiece]) -> list[LinePiece]:
    """Give the pieces of a page without the numbers of its lines, if it has such.

    They count the lines from the top, in a column of their own with no name over it, beside running text: the
    numbers of a table's rows or of a list's items are kept.
    """
    numbered = sorted((p for p in pieces if p.words[0].text.isdecimal()), key=lambda piece: -piece.base)
    numbers = [int(piece.words[0].text) for piece in numbered]
    if len(numbers) < NUMBERED_LINES or {b - a for a, b in pairwise(numbers)} not in ({1}, {5}):
        return pieces
    if not _is_margin(numbered, pieces):
        return pieces
    found = {id(piece) for piece in numbered}
    kept: list[LinePiece] = []
    for piece in pieces:
        if id(piece) not in found:
            kept.append(piece)
        elif len(piece.words) > 1:
            kept.append(piece_of(piece.words[1:]))
    return kept


def _is_margin(numbered: Sequence[LinePiece], pieces: Sequence[LinePiece]) -> bool:
    """Return whether these stand left of all text beside them, and that text is running text."""
    first, last = numbered[0], numbered[-1]
    right = max(piece.words[0].right for piece in numbered)
    found = {id(piece) for piece in numbered}
    texts = [piece for piece in numbered if len(piece.words) > 1]
    for piece in pieces:
        if id(piece) in found:
            continue
        beside = last.base - piece.size < piece.base < first.base + NEAR_ROW * piece.size
        if beside and piece.left < right:
            return False
        if beside:
            texts.append(piece)
    starts = [piece.words[-1].text[:1] if len(piece.words) < 2 else _first(piece, found) for piece in texts]
    lines = len(starts)
    return (
        lines >= NUMBERED_SHARE * len(numbered)
        and lines <= (numbered[0].base - numbered[-1].base) / _pitch(numbered) * STEPS[-1]
        and sum(start.islower() for start in starts) >= RUNNING_ON * lines
    )


def _first(piece: LinePiece, numbered: set[int]) -> str:
    """The first character of the text of a piece."""
    return piece.words[id(piece) in numbered].text[:1]


def _pitch(numbered: Sequence[LinePiece]) -> float:
    return max((numbered[0].base - numbered[-1].base) / (len(numbered) - 1), 1.0)
