"""The sheets of a spreadsheet as one text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.readers.tables.named_rows import SheetRow, row_lines

# What programs call the first sheet of a new workbook.
_UNNAMED = re.compile(r"(?:(?:work)?sheet|tabelle|feuil|hoja|foglio|planilha|blad|лист)\s?1?", re.IGNORECASE)


@dataclass(frozen=True)
class FilledSheet:
    """A sheet as it is shown: its rows, and the texts that are drawn upon it."""

    name: str
    rows: Sequence[SheetRow]
    drawn: Sequence[str] = ()


def sheets_text(sheets: Sequence[FilledSheet]) -> Iterator[str]:
    """The lines of sheets, each below its name; rows name it too where several sheets hold something."""
    filled = [sheet for sheet in sheets if sheet.rows or sheet.drawn]
    several = len(filled) > 1
    for sheet in filled:
        if several or not _UNNAMED.fullmatch(sheet.name):
            yield f"Sheet {sheet.name}"
        yield from row_lines(sheet.rows, sheet.name if several else "")
        yield from sheet.drawn
