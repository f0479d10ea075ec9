"""Tables as they are printed: which rows make one, and each row as a line that can be read alone."""

from collections.abc import Sequence

from index.readers.printed.table_headings import is_figure
from index.readers.printed.text_line import INSERTED, LinePiece, PageWord
from index.readers.printed.weights import (
    CELL_WORDS,
    FILLED_CELLS,
    SAME_BASE,
    TABLE_ROWS,
    WRAPPED_CELL,
)

Cells = tuple[tuple[PageWord, ...], ...]


def is_table(rows: Sequence[Sequence[LinePiece]], columns: int, *, by_rows: bool) -> bool:
    """Return whether rows of pieces are a table: short cells on the same lines.

    ``by_rows``: it was drawn row by row. One drawn column by column is a table if it holds figures: else it
    may be a list in two columns.
    """
    beside = [row for row in rows if len(row) > 1]
    pieces = [piece for row in rows for piece in row]
    if len(beside) < TABLE_ROWS or len(pieces) < FILLED_CELLS * len(rows) * columns:
        return False
    if sum(word_count(piece.words) <= CELL_WORDS for piece in pieces) < len(pieces) / 2:
        return False
    if by_rows:
        return True
    figures = [piece for row in rows for piece in row[1:]]
    return 2 * sum(is_figure(words_text(piece.words)) for piece in figures) >= len(figures)


def table_rows(rows: Sequence[Sequence[LinePiece]], column_of: dict[int, int], width: int) -> list[Cells]:
    """The rows of a table as cells; a line below that begins no row goes on with the cells above it."""
    table: list[list[list[PageWord]]] = []
    above = 0.0
    for row in rows:
        cells: list[list[PageWord]] = [[] for _ in range(width)]
        for piece in row:
            cells[column_of[id(piece)]].extend([*piece.words[:-1], piece.words[-1]._replace(after=" ")])
        step, size = above - row[0].base, row[0].size
        if table and not cells[0] and len(row) < width and SAME_BASE * size < step < WRAPPED_CELL * size:
            for cell, more in zip(table[-1], cells, strict=True):
                cell.extend(more)
        else:
            table.append(cells)
        above = row[0].base
    return [tuple(map(tuple, cells)) for cells in table]


def row_words(cells: Cells, heading: Cells | None) -> tuple[PageWord, ...]:
    """A row as words: each cell but the first after the name of its column, cells parted by a bar."""
    words: list[PageWord] = []
    for number, cell in enumerate(cells):
        if not cell:
            continue
        if words:
            words.append(_inserted("|", cell[0]))
        label = heading[number] if heading and number else ()
        if label:
            words += [*label[:-1], label[-1]._replace(after=""), _inserted(":", cell[0])]
        words += cell
    return tuple(words)


def _inserted(char: str, beside: PageWord) -> PageWord:
    """A mark that is not printed."""
    return beside._replace(text=char, indexes=(INSERTED,), after=" ", field="")


def word_count(words: Sequence[PageWord]) -> int:
    """The number of words, of which several may be given as one."""
    return sum(word.text.count(" ") + 1 for word in words)


def words_text(words: Sequence[PageWord]) -> str:
    """The text of a cell."""
    return " ".join(word.text for word in words)
