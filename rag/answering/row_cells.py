"""The cells of a row of a table, each with the name of its column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.answering.ranker import Candidate
from rag.english.table_rows import cells_of, head_of, is_named_row

_NAMED_CELL = re.compile(r"(?:\A[^:\n]{1,60}: )?(?P<name>[^:;\n]{1,80}): (?P<cell>[^;\n]*)(?:; |\Z)")

_PRINTED_CELL = re.compile(r"(?:\A|\| )(?:(?P<name>[^|:]{1,80}): )?(?P<cell>[^|]*[^|\s])")


@dataclass(frozen=True)
class RowCell:
    """A cell, its column's name, and its place in the sentence that is the row."""

    name: str
    text: str
    start: int
    end: int


def row_cells(one: Candidate) -> list[RowCell]:
    """The cells of a sentence that is a row whose columns have names; empty for any other."""
    begin = one.sentence.start - one.hit.start
    row = cells_of(one.hit.text, begin, one.sentence.end - one.hit.start)
    if row and (cells := list(_with_names(one.hit.text[slice(*row)], row[0] - begin))):
        return cells
    head = head_of(one.hit.text, begin) if row else None
    if row and head:
        names = one.hit.text[slice(*head)].split("|")
        return list(_below(names, one.hit.text[slice(*row)].split("|"), row[0] - begin))
    if not is_named_row(one.sentence.text):
        return []
    found = _NAMED_CELL.finditer(one.sentence.text)
    return [RowCell(match["name"], match["cell"], *match.span("cell")) for match in found]


def _with_names(row: str, at: int) -> Iterator[RowCell]:
    """The cells of a row of a printed table, each but the first behind its name: "Yacht | 2024: 19"."""
    cells = list(_PRINTED_CELL.finditer(row))
    if len(cells) > 1 and all(cell["name"] for cell in cells[1:]):
        for cell in cells:
            yield RowCell(cell["name"] or "", cell["cell"], at + cell.start("cell"), at + cell.end("cell"))


def _below(names: list[str], cells: list[str], at: int) -> Iterator[RowCell]:
    """The cells below names, the first of which begins at a character of the row."""
    for name, cell in zip(names, cells, strict=False):
        start = at + len(cell) - len(cell.lstrip())
        yield RowCell(name.strip(), cell.strip(), start, start + len(cell.strip()))
        at += len(cell) + 1
