"""The rows of tables in a text: lines of cells parted by strokes, as Markdown and our readers write them."""

import re
from collections.abc import Iterator

from index.sentences import RULE

Stretch = tuple[int, int]

_CELLS = re.compile(r"[ \t]*\|?[ \t]*(?P<cells>[^|\s][^\n]*?\|[^\n]*?)[ \t]*\|?[ \t]*")
_NAMED_ROW = re.compile(r"(?:[^:\n]{1,60}, )?[Rr]ow \d+: ")  # a row of a spreadsheet, as our readers write it
_FEWEST = 3  # cells of a row without a rule below it that is the head of those below


def cells_of(text: str, start: int, end: int) -> Stretch | None:
    """Where the cells of a row stand, without its outer strokes; ``None`` if the line is no row of a table.

    ``start`` and ``end`` are those of the sentence that is the whole line.
    """
    line = _line(text, start)
    if text[line[0] : line[1]].strip() != text[start:end].strip():
        return None
    row = _CELLS.fullmatch(text, *line)
    return row.span("cells") if row else None


def is_named_row(line: str) -> bool:
    """Return whether a line is a row with a name before each cell: "Row 3: Boat: Yacht; Fee: 19"."""
    return _NAMED_ROW.match(line) is not None


def head_of(text: str, start: int) -> Stretch | None:
    """Where the cells of the head stand of the table in which the row at ``start`` is; ``None`` without one.

    The first row is the head if a rule stands below it, or if it has three cells or more, as many as the row.
    """
    here = _line(text, start)
    above = list(_rows_above(text, here[0]))
    if not above:
        return None
    first = above[-1]
    ruled = len(above) > 1 and RULE.fullmatch(text, *above[-2]) is not None
    count, mine = (text.count("|", *_inner(text, line)) + 1 for line in (first, here))
    if len(above) == 1 and RULE.fullmatch(text, *first):
        return None
    return _inner(text, first) if ruled or (count == mine >= _FEWEST) else None


def _rows_above(text: str, at: int) -> Iterator[Stretch]:
    """The lines of the table above the one that starts at ``at``, nearest first."""
    while at > 0:
        line = _line(text, at - 1)
        if not (_CELLS.fullmatch(text, *line) or RULE.fullmatch(text, *line)):
            return
        yield line
        at = line[0]


def _inner(text: str, line: Stretch) -> Stretch:
    row = _CELLS.fullmatch(text, *line)
    return row.span("cells") if row else line


def _line(text: str, at: int) -> Stretch:
    """The line in which character ``at`` stands, without its end."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    start = text.rfind("\n", 0, at) + 1
    return start, end - (text[end - 1 : end] == "\r" and end > start)
