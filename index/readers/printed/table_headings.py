"""The headings of tables: whether the first row names the columns, and rows with these names."""

import re
from collections.abc import Sequence

from index.readers.printed.weights import UNIT_LETTERS

_NO_FIGURE = re.compile(r"n/?a|[-–—.…]+", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?")


def has_heading(table: Sequence[Sequence[str]]) -> bool:
    """Return whether a table's first row names its columns: names or years, over columns of figures.

    All rows have the same number of cells.
    """
    heading, rest = table[0], table[1:]
    labels = [cell for cell in heading[1:] if cell]
    if not labels or len(rest) < 2 or any(is_figure(cell) and not _YEAR.fullmatch(cell) for cell in labels):
        return False
    below = [cell for row in rest for cell, label in zip(row[1:], heading[1:], strict=True) if cell and label]
    return 2 * sum(map(is_figure, below)) >= len(below) > 0


def is_figure(cell: str) -> bool:
    """Return whether a cell holds a figure with a short unit at most, or says that there is none."""
    if _NO_FIGURE.fullmatch(cell):
        return True
    return any(map(str.isdecimal, cell)) and sum(map(str.isalpha, cell)) <= UNIT_LETTERS


def table_text(rows: Sequence[Sequence[str]], *, named: bool = False) -> str:
    """A table: a row a line, cells parted by bars; with the columns' names in each row if it has such.

    ``named``: the file says that the first row holds the names.
    """
    rows = [row for row in rows if any(row)]
    even = len({len(row) for row in rows}) == 1
    if even and len(rows) > 1 and (named or has_heading(rows)):
        return "\n\n".join(
            [" | ".join(rows[0]).removeprefix(" | "), *(labelled(rows[0], row) for row in rows[1:])]
        )
    return "\n".join(" | ".join(row) for row in rows)


def labelled(heading: Sequence[str], row: Sequence[str]) -> str:
    """A row that can be read alone: each cell but the first after the name of its column."""
    named = [f"{label}: {cell}" if label and cell else cell for label, cell in zip(heading, row, strict=True)]
    return " | ".join(filter(None, [row[0], *named[1:]]))
