"""Regions of a page in which text stands side by side: columns, side headings and tables.

A region is a run of rows that leave the same stretches of the paper's width empty. pdfium's order is that in
which the page was drawn; it is kept, but where a region is plainly read in another one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from index.readers.printed.print_tables import is_table, word_count
from index.readers.printed.text_line import LinePiece
from index.readers.printed.weights import (
    BY_ROWS,
    FILLED,
    GUTTER,
    NEAR_ROW,
    PROSE_LINES,
    PROSE_WORDS,
    SAME_BASE,
)

Interval = tuple[float, float]


class Kind(StrEnum):
    """The ways in which text stands side by side."""

    COLUMNS = "columns"  # each read from top to bottom
    SIDE_HEADINGS = "side headings"  # each read before the text beside it
    TABLE = "table"  # read row by row


@dataclass(frozen=True)
class Region:
    """Rows with text side by side; ``columns`` are the stretches of the page's width that they fill."""

    kind: Kind
    rows: tuple[tuple[LinePiece, ...], ...]
    columns: tuple[Interval, ...]

    def column_of(self, piece: LinePiece) -> int:
        """The number of the column that a piece stands in, from the left."""
        return _column(piece, self.columns)


def regions(pieces: Sequence[LinePiece]) -> list[Region]:
    """The regions of a page; ``pieces`` are in the order in which they were drawn."""
    rows = rows_of(pieces)
    if all(len(row) == 1 for row in rows) and _all_below(pieces):
        return []
    drawn = {id(piece): number for number, piece in enumerate(pieces)}
    found = []
    for band, columns in _bands(rows):
        kind = _kind(band, columns, drawn)
        if kind is not None:
            found.append(Region(kind, tuple(map(tuple, band)), tuple(columns)))
    return found


def rows_of(pieces: Iterable[LinePiece]) -> list[list[LinePiece]]:
    """The pieces that stand on one line, from the left; rows from the top."""
    rows: list[list[LinePiece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        if rows and rows[-1][0].base - piece.base < SAME_BASE * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _all_below(pieces: Sequence[LinePiece]) -> bool:
    return all(below.base < above.base for above, below in pairwise(pieces))


def _bands(rows: Sequence[list[LinePiece]]) -> list[tuple[list[list[LinePiece]], list[Interval]]]:
    """Runs of rows that leave the same gaps, with the stretches that they fill."""
    bands: list[tuple[list[list[LinePiece]], list[Interval]]] = []
    for number, row in enumerate(rows):
        filled = _filled(row, rows[max(0, number - 1) : number], rows[number + 1 : number + 2])
        if bands:
            band, columns = bands[-1]
            both = _union([*columns, *filled], GUTTER * row[0].size)
            if len(both) >= max(len(columns), len(filled)):
                band.append(row)
                bands[-1] = (band, both)
                continue
        bands.append(([row], filled))
    trimmed = [(_trimmed(band, columns), columns) for band, columns in bands if len(columns) > 1]
    return [(band, columns) for band, columns in trimmed if band]


def _filled(
    row: list[LinePiece], above: Sequence[list[LinePiece]], below: Sequence[list[LinePiece]]
) -> list[Interval]:
    """The stretches that a row fills; a gap that no row beside it leaves too is only a wide space."""
    filled: list[Interval] = []
    beside = [
        other for other in (*above, *below) if abs(other[0].base - row[0].base) < NEAR_ROW * row[0].size
    ]
    for piece in row:
        gap = (filled[-1][1], piece.left) if filled else (0.0, 0.0)
        least = GUTTER * piece.size
        if filled and not any(_is_open(gap, other, least) for other in beside):
            filled[-1] = (filled[-1][0], max(filled[-1][1], piece.right))
        else:
            filled.append((piece.left, piece.right))
    return filled


def _is_open(gap: Interval, row: Sequence[LinePiece], least: float) -> bool:
    """Return whether a row leaves at least that much of a gap empty."""
    start, end = gap
    for piece in row:
        if piece.left <= start + least and piece.right > start:
            start = max(start, piece.right)
        elif start < piece.left < end:
            end = piece.left if piece.left - start >= least else end
            break
    return end - start >= least


def _union(intervals: Iterable[Interval], least: float) -> list[Interval]:
    """The stretches that are filled, those joined that have less than ``least`` between them."""
    joined: list[Interval] = []
    for left, right in sorted(intervals):
        if joined and left - joined[-1][1] < least:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _trimmed(band: list[list[LinePiece]], columns: Sequence[Interval]) -> list[list[LinePiece]]:
    """A band without the rows before the first with text side by side: headings over the first column."""
    wide = [len({_column(piece, columns) for piece in row}) > 1 for row in band]
    return band[wide.index(True) :] if any(wide) else []


def _column(piece: LinePiece, columns: Sequence[Interval]) -> int:
    middle = (piece.left + piece.right) / 2
    return min(
        range(len(columns)),
        key=lambda n: max(columns[n][0] - middle, middle - columns[n][1], 0.0),
    )


def _kind(band: list[list[LinePiece]], columns: Sequence[Interval], drawn: dict[int, int]) -> Kind | None:
    """The kind of a band; ``None`` where the order in which it was drawn is kept."""
    inside: list[list[LinePiece]] = [[] for _ in columns]
    for row in band:
        for piece in row:
            inside[_column(piece, columns)].append(piece)
    if not all(inside):
        return None
    prose = [_is_prose(pieces, column) for pieces, column in zip(inside, columns, strict=True)]
    places = sorted(
        (drawn[id(piece)], number, piece.left) for number, row in enumerate(band) for piece in row
    )
    onward = sum(one[1:] < other[1:] for one, other in pairwise(places))
    by_rows = onward >= BY_ROWS * (len(places) - 1)
    if all(prose):
        return Kind.COLUMNS
    if prose == [False, True] and _are_side_headings(*inside):
        return Kind.SIDE_HEADINGS
    if any(prose[1:]) or (prose[0] and len(columns) < 3 and not by_rows):
        return None
    return Kind.TABLE if is_table(band, len(columns), by_rows=by_rows) else None


def _is_prose(pieces: Sequence[LinePiece], column: Interval) -> bool:
    """Return whether a column holds running text: several lines of several words that fill its width."""
    if len(pieces) < PROSE_LINES:
        return False
    words = median(_words(piece) for piece in pieces)
    width = median(piece.right - piece.left for piece in pieces)
    return words >= PROSE_WORDS and width >= FILLED * (column[1] - column[0])


def _words(piece: LinePiece) -> float:
    """The words of a piece; of writing without spaces, every second character is one."""
    return max(
        word_count(piece.words), sum(char > "\u2e80" for word in piece.words for char in word.text) / 2
    )


def _are_side_headings(headings: Sequence[LinePiece], text: Sequence[LinePiece]) -> bool:
    """Return whether each heading stands beside a line of a text that has more lines."""
    if not 1 < len(headings) < len(text) or not all(map(_is_worded, headings)):
        return False
    return all(any(abs(line.base - one.base) < SAME_BASE * line.size for line in text) for one in headings)


def _is_worded(piece: LinePiece) -> bool:
    """Return whether a piece is more than an item's bullet or number."""
    return any(sum(map(str.isalpha, word.text)) > 2 for word in piece.words)
