"""Tables in text files (CSV, TSV): a line a row, each cell behind the name of its column."""

import csv
import io
import re
from collections.abc import Sequence

from index.document import ParsedDocument
from index.errors import Damaged
from index.readers.metadata.titles import from_name
from index.readers.plain_text import own_text
from index.readers.tables.weights import LONGEST_HEADING
from index.readers.weights import SNIFFED

DELIMITERS = ",;\t|"
NUMBER = re.compile(r"^[\s\d.,:/%€$£+-]+$")


def read_table(name: str, data: bytes) -> ParsedDocument:
    """Read a table called ``name``: "Row 2: Boat: Yacht; Fee: 19", so that each row can be cited alone.

    Rows count from 1, the head included, as a spreadsheet counts them. Raises ``Damaged`` for binary content
    and broken quotation marks, ``NoText`` for blank files.
    """
    source = own_text(name, data)
    try:
        rows = [(n, row) for n, row in enumerate(_rows(source), 1) if any(map(str.strip, row))]
    except csv.Error as error:
        raise Damaged(f"{name}: the table cannot be read ({error}): save it again as CSV.") from error
    head = _head([row for _, row in rows])
    body = rows[1:] if head else rows
    names = head or [f"Column {n}" for n in range(1, max(len(row) for _, row in rows) + 1)]
    lines = [line for n, row in body if (line := _line(n, names, row))]
    text = "\n\n".join(["; ".join(names) if head else "", *lines]).strip()  # lines alone may seem wrapped
    return ParsedDocument(text=text, media_type="text/csv", title=from_name(name))


def _rows(source: str) -> list[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(source) + 1))  # the process's: never to be lowered
    best = max(DELIMITERS, key=lambda delimiter: _regularity(source[:SNIFFED], delimiter))
    return _parsed(source, best)


def _regularity(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of rows with as many cells as the first, and how many these are; nothing for one column."""
    try:
        sizes = [len(row) for row in _parsed(sample, delimiter)[:-1] or _parsed(sample, delimiter) if row]
    except csv.Error:
        return 0.0, 0
    return (sizes.count(sizes[0]) / len(sizes), sizes[0]) if sizes and sizes[0] > 1 else (0.0, 0)


def _parsed(source: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(source, newline=""), delimiter=delimiter))


def _head(rows: Sequence[Sequence[str]]) -> list[str] | None:
    """The names of the columns, if the first row has them: short words, each another, and no numbers."""
    cells = [" ".join(cell.split()) for cell in rows[0]]
    while cells and not cells[-1]:
        cells.pop()
    words = [cell for cell in cells if cell and not (NUMBER.match(cell) and not _is_year(cell))]
    named = len(rows) > 1 and len(words) == len(cells) == len(set(cells)) and not all(map(_is_year, cells))
    return cells if named and all(len(cell) <= LONGEST_HEADING for cell in cells) else None


def _is_year(cell: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", cell) is not None


def _line(number: int, names: Sequence[str], row: Sequence[str]) -> str:
    """A row as a line; "" where all of it is blank."""
    cells = [" ".join(cell.split()) for cell in row]
    over = [f"Column {n}" for n in range(len(names) + 1, len(cells) + 1)]
    filled = [f"{name}: {cell}" for name, cell in zip([*names, *over], cells, strict=False) if cell]
    return f"Row {number}: {'; '.join(filled)}" if filled else ""
