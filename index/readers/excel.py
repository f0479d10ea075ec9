"""Excel files (.xlsx): the rows of each sheet as the cells show them, with comments and drawn text."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from index.document import ParsedDocument
from index.errors import Damaged, NoText, ReadError
from index.readers.metadata.titles import from_name, sensible
from index.readers.office.excel_parts import count_unsaved, drawn_texts, running_texts
from index.readers.office.package import checked_package
from index.readers.office.places import hidden_note
from index.readers.tables.cell_text import cell_text
from index.readers.tables.named_rows import SheetCell, SheetRow
from index.readers.tables.sheets import FilledSheet, sheets_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_THREAD = "[Threaded comment]"  # Excel's advice to older programs stands between this and the words


def read_excel(name: str, data: bytes) -> ParsedDocument:
    """Read a workbook called ``name``: sheet by sheet, "Row 3: Boat: Yacht; Fee: 19" for each row.

    Where several sheets hold something, each row begins with its sheet's name. Comments follow their row;
    texts in drawings, and the heads and feet of the print, follow the rows. What is hidden is left out, and
    noted.

    Raises ``Damaged`` for what is no intact workbook, ``TooLarge`` for more cells than can be read at once,
    ``NoText`` if no cell that can be seen holds anything.
    """
    data = checked_package(name, data, ".xlsx")
    try:
        unsaved = count_unsaved(name, data)
        text, title, notes = _read(data)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise Damaged(
            f"{name}: it cannot be opened ({type(error).__name__}): save it again from Excel as .xlsx."
        ) from error
    if unsaved:
        formulas = "1 formula has" if unsaved == 1 else f"{unsaved:,} formulas have"
        notes.append(f"{formulas} no result in the file: open it in Excel and save it, then add it again.")
    if not text:
        raise NoText(f"{name}: no cell of the workbook holds anything that is shown: nothing to read.")
    return ParsedDocument(
        text=text, media_type=MEDIA_TYPE, title=sensible(title) or from_name(name), notes=tuple(notes)
    )


def _read(data: bytes) -> tuple[str, str | None, list[str]]:
    """The text of a workbook, its title, and the notes on what is hidden."""
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on extensions that openpyxl leaves out
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    sheets = [_Sheet(sheet, from_1904=book.epoch == CALENDAR_MAC_1904) for sheet in book.worksheets]
    seen = [sheet for sheet in sheets if not sheet.is_hidden]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawn = drawn_texts(archive)
    read = [FilledSheet(sheet.name, tuple(sheet.rows()), drawn.get(sheet.name, [])) for sheet in seen]
    lines = [*sheets_text(read), *running_texts([sheet.worksheet for sheet in seen])]
    hidden = [sheet.name for sheet in sheets if sheet.is_hidden]
    notes = [hidden_note("sheet", len(hidden), ", ".join(hidden))] if hidden else []
    notes += [note for sheet in seen for note in sheet.notes()]
    return "\n\n".join(lines), book.properties.title, notes


class _Sheet:
    """A worksheet as it is shown."""

    def __init__(self, worksheet: Any, *, from_1904: bool) -> None:
        from openpyxl.utils import column_index_from_string

        self.worksheet = worksheet
        self.name = " ".join(str(worksheet.title).split())
        self.is_hidden = worksheet.sheet_state != "visible"
        self._from_1904 = from_1904
        self._hidden_columns: set[int] = set()
        for letter, column in worksheet.column_dimensions.items():
            if column.hidden:
                first = column.min or column_index_from_string(letter)
                self._hidden_columns.update(range(first, (column.max or first) + 1))
        self._hidden_rows = {number for number, row in worksheet.row_dimensions.items() if row.hidden}
        self._left_out: tuple[set[int], set[int]] = set(), set()

    def rows(self) -> Iterator[SheetRow]:
        """The rows that hold something and are shown, from the top."""
        filled: dict[int, dict[int, Any]] = {}
        for (row, column), cell in sorted(self.worksheet._cells.items()):  # only those that the file has
            if cell.value is not None or cell.comment:
                filled.setdefault(row, {})[column] = cell
        self._spread(filled)
        last = 0
        for number in sorted(filled):
            opens, last = number > last + 1, number
            if number in self._hidden_rows:
                self._left_out[0].add(number)
                continue
            hidden = filled[number].keys() & self._hidden_columns
            self._left_out[1].update(hidden)
            shown = {column: filled[number][column] for column in sorted(filled[number].keys() - hidden)}
            cells = {column: self._cell(cell) for column, cell in shown.items() if cell.value is not None}
            yield SheetRow(
                number,
                {column: cell for column, cell in cells.items() if cell.text},
                opens,
                tuple(self._remark(cell) for cell in shown.values() if cell.comment and cell.row == number),
            )

    def notes(self) -> Iterator[str]:
        """Tell which rows and columns with content were left out, once ``rows`` has run."""
        for what, numbers in zip(("row", "column"), self._left_out, strict=True):
            if numbers:
                yield hidden_note(what, len(numbers), self.name)

    def _spread(self, filled: dict[int, dict[int, Any]]) -> None:
        """Have each row of a cell that covers several hold it."""
        self._widths: dict[Any, int] = {}
        for area in self.worksheet.merged_cells.ranges:
            cell = filled.get(area.min_row, {}).get(area.min_col)
            if cell is None:
                continue
            self._widths[cell] = area.max_col - area.min_col + 1
            for row in range(area.min_row + 1, area.max_row + 1):
                if row in filled:
                    filled[row][area.min_col] = cell

    def _cell(self, cell: Any) -> SheetCell:
        return SheetCell(
            cell_text(cell.value, cell.number_format, from_1904=self._from_1904),
            is_text=isinstance(cell.value, str),
            is_bold=bool(cell.font.b),
            width=self._widths.get(cell, 1),
        )

    def _remark(self, cell: Any) -> str:
        words = str(cell.comment.text)
        if words.startswith(_THREAD):
            words = words.partition("Comment:")[2]
        return f"Comment on {cell.coordinate}: {' '.join(words.split())}"
