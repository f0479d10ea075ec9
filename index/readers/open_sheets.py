"""OpenDocument spreadsheets (.ods): the rows of each sheet as the cells show them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from index.document import ParsedDocument
from index.errors import TooLarge
from index.readers.metadata.titles import from_name, sensible
from index.readers.office.open_blocks import OpenBlocks
from index.readers.office.open_package import OpenPackage, attribute, below, kind, number
from index.readers.office.places import hidden_note
from index.readers.office.weights import MOST_CELLS
from index.readers.open_document import opened, running_texts
from index.readers.tables.named_rows import SheetCell, SheetRow
from index.readers.tables.sheets import FilledSheet, sheets_text

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_UNSEEN = {"collapse", "filter"}


def read_open_sheets(name: str, data: bytes) -> ParsedDocument:
    """Read a spreadsheet called ``name``: sheet by sheet, "Row 3: Boat: Yacht; Fee: 19" for each row.

    Raises ``Damaged`` for what is no intact spreadsheet or is encrypted, ``TooLarge`` for more cells than can
    be read at once, ``NoText`` if no cell that is shown holds anything.
    """
    return opened(name, data, ".ods", _book)


def _book(name: str, package: OpenPackage) -> ParsedDocument | None:
    blocks = OpenBlocks(package)
    tables = list(package.content.iterfind(".//{*}body/{*}spreadsheet/{*}table"))
    shown = [table for table in tables if package.style(table, "table", "display") != "false"]
    sheets, notes, left = [], [], MOST_CELLS
    hidden = [_name(table) for table in tables if table not in shown]
    for table in shown:
        reading = _SheetReading(name, table, package, blocks, left)
        rows = tuple(reading.rows())
        left = reading.left
        sheets.append(FilledSheet(_name(table), rows, tuple(reading.drawn())))
        notes += [hidden_note(what, count, _name(table)) for what, count in reading.hidden.items()]
    text = "\n\n".join([*sheets_text(sheets), *running_texts(package, blocks)])
    notes = [*([hidden_note("sheet", len(hidden), ", ".join(hidden))] if hidden else []), *notes]
    if not text:
        return None
    title = sensible(package.title()) or from_name(name)
    return ParsedDocument(text=text, media_type=MEDIA_TYPE, title=title, notes=tuple(notes))


def _name(table: Any) -> str:
    return " ".join((attribute(table, "name") or "").split())


class _SheetReading:
    """The reading of one sheet; ``left``: the cells that may still be read, ``hidden``: what was left out."""

    def __init__(self, name: str, table: Any, package: OpenPackage, blocks: OpenBlocks, left: int) -> None:
        self._file, self._table, self._package, self._blocks = name, table, package, blocks
        self.left = left
        self.hidden: Counter[str] = Counter()
        self._over: dict[int, tuple[int, SheetCell]] = {}  # by column: the last row of a cell, and the cell
        self._unseen = self._unseen_columns()
        self._seen_filled: set[int] = set()

    def rows(self) -> Iterator[SheetRow]:
        """The rows that hold something and are shown, from the top."""
        at, last = 1, 0
        for element in below(self._table, "table-row"):
            times = number(element, "number-rows-repeated")
            cells, remarks, spans = self._cells(element, at)
            if cells or remarks or spans:
                is_hidden = attribute(element, "visibility") in _UNSEEN
                self._count(len(cells) * (times - 1) + times)
                for row in range(at, at + times):
                    opens, last = row > last + 1, row
                    if is_hidden:
                        self.hidden["row"] += 1
                    elif cells or remarks:
                        yield SheetRow(row, self._with_spread(cells, row), opens, remarks)
            at += times
        self.hidden["column"] = len(self._seen_filled)
        self.hidden = +self.hidden

    def drawn(self) -> Iterator[str]:
        """The text boxes and the titles of charts that lie upon the sheet."""
        for shapes in self._table.iterfind("{*}shapes"):
            yield from self._blocks.of(shapes)
        for cell in self._table.iter("{*}table-cell"):
            for child in cell:
                if kind(child) not in ("p", "annotation"):
                    yield from self._blocks.of([child])

    def _cells(self, row: Any, at: int) -> tuple[dict[int, SheetCell], tuple[str, ...], bool]:
        """The filled cells of a row by column, the comments, and whether one covers cells below."""
        cells: dict[int, SheetCell] = {}
        remarks: list[str] = []
        spans, column = False, 1
        for element in below(row, "table-cell", "covered-table-cell"):
            times = number(element, "number-columns-repeated")
            text = self._text(element) if kind(element) == "table-cell" else ""
            comments = list(self._blocks.comments(element))
            if text or comments:
                self._count(times)
            for one in range(column, column + times) if text or comments else ():
                if one in self._unseen:
                    self._seen_filled.add(one)
                    continue
                remarks += [f"Comment on {_letters(one)}{at}: {comment}" for comment in comments]
                if text:
                    cells[one] = self._cell(element, text)
                    if (deep := number(element, "number-rows-spanned")) > 1:
                        self._over[one], spans = (at + deep - 1, cells[one]), True
            column += times
        return cells, tuple(remarks), spans

    def _text(self, cell: Any) -> str:
        """The text that a cell shows; its value where the program that wrote the file left that out."""
        lines = [child for child in cell if kind(child) == "p"]
        if lines:
            # Most cells are one plain word: they need no walk.
            texts = (self._blocks.line([one]) if len(one) else one.text or "" for one in lines)
            return " ".join(" ".join(texts).split())
        names = ("value", "date-value", "time-value", "boolean-value", "string-value")
        return next(filter(None, (attribute(cell, name) for name in names)), "")

    def _cell(self, cell: Any, text: str) -> SheetCell:
        return SheetCell(
            text,
            is_text=attribute(cell, "value-type") in (None, "string"),
            is_bold=self._package.style(cell, "table-cell", "font-weight") == "bold",
            width=number(cell, "number-columns-spanned"),
        )

    def _with_spread(self, cells: dict[int, SheetCell], row: int) -> dict[int, SheetCell]:
        """The cells of a row with those from above that cover some of it."""
        above = {column: cell for column, (end, cell) in self._over.items() if row <= end}
        return dict(sorted((above | cells).items()))

    def _unseen_columns(self) -> set[int]:
        unseen: set[int] = set()
        column = 1
        for element in below(self._table, "table-column"):
            times = number(element, "number-columns-repeated")
            if attribute(element, "visibility") in _UNSEEN:
                self._count(times)
                unseen.update(range(column, column + times))
            column += times
        return unseen

    def _count(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise TooLarge(f"{self._file}: over {MOST_CELLS:,} cells: split the file, or save it as .csv.")


def _letters(column: int) -> str:
    """The letters of a column: A, B, …, Z, AA, as spreadsheets name them."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
