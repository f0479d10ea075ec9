"""Excel files made for tests."""

import io
import re
import zipfile

import openpyxl

from index.readers.excel import read_excel


def book_of(*sheets):
    """A workbook of sheets, each the rows of one: lists of values from its first cell on."""
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet() if number else book.active
        for row in rows:
            sheet.append(row)
    return book


def bytes_of_book(book):
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lines_of(book):
    """The lines that the reader makes of a workbook."""
    return read_excel("a.xlsx", bytes_of_book(book)).text.split("\n\n")


def repacked(data, part, change):
    """A zip file with one of its parts changed; ``part`` is a pattern for its name."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, change(content) if re.fullmatch(part, entry) else content)
    return out.getvalue()
