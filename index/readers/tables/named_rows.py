"""The rows of spreadsheets as lines that can be read alone: each cell behind the name of its column."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.readers.tables.weights import LONGEST_HEADING, TITLE_ROWS

Names = dict[int, str]

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class SheetCell:
    """A filled cell as it looks; ``is_text``: neither number nor day; ``width``: the columns it covers."""

    text: str
    is_text: bool = True
    is_bold: bool = False
    width: int = 1


@dataclass(frozen=True)
class SheetRow:
    """A row: its number as the program counts it, and its filled cells by column, in their order.

    ``opens``: an empty row stands before it. ``remarks``: the comments on its cells.
    """

    number: int
    cells: Mapping[int, SheetCell]
    opens: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Head:
    """The rows of a block, from ``start`` to before ``end``, that name its columns."""

    start: int = 0
    end: int = 0
    names: Names = field(default_factory=dict)


def row_lines(rows: Sequence[SheetRow], sheet: str = "") -> Iterator[str]:
    """The lines of a sheet: "Row 3: Boat: Yacht; Fee: 19", or "Harbour, row 3: …" if ``sheet`` is named.

    The names of the columns stand once in a line of their own, above their rows.
    """
    names: Names = {}
    for block in _blocks(rows):
        head = _head(block)
        if head.names or not _fits(block, names):
            names = head.names
        for at, row in enumerate(block):
            if at == head.end - 1:
                yield "; ".join(filter(None, names.values()))
            elif row.cells and not head.start <= at < head.end:
                yield _line(row, names if at >= head.end else {}, sheet)
            yield from row.remarks


def _blocks(rows: Iterable[SheetRow]) -> Iterator[list[SheetRow]]:
    """The rows between empty ones."""
    block: list[SheetRow] = []
    for row in rows:
        if row.opens and block:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _head(block: Sequence[SheetRow]) -> _Head:
    """The first row of several cells, or that and the next, if they name the columns; else an empty head."""
    start = next((at for at, row in enumerate(block) if len(row.cells) > 1), TITLE_ROWS + 1)
    if start > TITLE_ROWS:
        return _Head()
    for end in (start + 2, start + 1) if _is_upper(block[start]) else (start + 1,):
        names = _names(block[start:end])
        if block[end:] and _is_head(names, block[end - 1], block[end:]):
            return _Head(start, end, names)
    return _Head()


def _is_upper(row: SheetRow) -> bool:
    """Return whether a row is the upper one of a head: its names stand over several columns."""
    return any(cell.width > 1 for cell in row.cells.values())


def _names(rows: Sequence[SheetRow]) -> Names:
    """The names of the columns, put together of the rows of a head."""
    found: dict[int, list[str]] = {}
    for row in rows:
        for column, cell in row.cells.items():
            for one in range(column, column + (cell.width if row is not rows[-1] else 1)):
                found.setdefault(one, []).append(cell.text.rstrip(":").strip())
    return {column: " ".join(dict.fromkeys(parts)) for column, parts in sorted(found.items())}


def _is_head(names: Names, row: SheetRow, below: Sequence[SheetRow]) -> bool:
    """Return whether ``row`` names the columns of the rows below it: short words, each another.

    Two columns may as well be names and their values; then the first row must look unlike the others.
    """
    cells = list(row.cells.values())
    named = all(cell.is_text or _YEAR.fullmatch(cell.text) for cell in cells) and any(
        c.is_text for c in cells
    )
    short = all(len(name) <= LONGEST_HEADING for name in names.values())
    if not named or not short or len(set(names.values())) < len(names) or len(names) < 2:
        return False
    if len(cells) > 1 and cells[0].text.endswith(":") and not cells[1].text.endswith(":"):
        return False  # a name and its value
    if len(names) > 2 or (
        all(c.is_bold for c in cells) and not all(c.is_bold for c in below[0].cells.values())
    ):
        return True
    last = max(names)
    return all(last in one.cells and not one.cells[last].is_text for one in below)


def _fits(block: Sequence[SheetRow], names: Names) -> bool:
    """Return whether the rows of a block go on below the head of the one before."""
    return all(len(row.cells) > 1 and row.cells.keys() <= names.keys() for row in block)


def _line(row: SheetRow, names: Names, sheet: str) -> str:
    cells = (
        f"{names[column]}: {cell.text}" if names.get(column) else cell.text
        for column, cell in row.cells.items()
    )
    place = f"{sheet}, row {row.number}" if sheet else f"Row {row.number}"
    return f"{place}: {'; '.join(cells)}"
