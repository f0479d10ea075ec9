"""Excel files: each row with its sheet, its number and the names of its columns, as the cells show it."""

import re
import string
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from support.files import written
from support.workbooks import book_of, bytes_of_book, lines_of, repacked

from index.errors import Damaged, NoText, ReadError, TooLarge
from index.read import read
from index.readers.excel import read_excel

FERRIES = [["Ferry", "Berth", "Fare"], ["Heron", "North", 12], ["Otter", "South", 9]]


def test_a_row_stands_with_its_number_and_the_names_of_its_columns(tmp_path):
    reading = read(written(tmp_path, "ferry_fares.xlsx", bytes_of_book(book_of(FERRIES))))
    assert reading.text.split("\n\n") == [
        "Ferry; Berth; Fare",
        "Row 2: Ferry: Heron; Berth: North; Fare: 12",
        "Row 3: Ferry: Otter; Berth: South; Fare: 9",
    ]
    assert (reading.title, reading.notes) == ("ferry fares", ())


def test_rows_of_several_sheets_name_their_sheet():
    book = book_of(FERRIES, [], [["Crew", "Years", "Home"], ["Mate", 4, "Garth"]])
    for sheet, name in zip(book.worksheets, ("Fares", "Nothing", "Crew list"), strict=True):
        sheet.title = name
    lines = lines_of(book)
    assert lines[:3] == [
        "Sheet Fares",
        "Ferry; Berth; Fare",
        "Fares, row 2: Ferry: Heron; Berth: North; Fare: 12",
    ]
    assert lines[4:] == [
        "Sheet Crew list",
        "Crew; Years; Home",
        "Crew list, row 2: Crew: Mate; Years: 4; Home: Garth",
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (date(2023, 3, 15), "dd.mm.yyyy", "15.03.2023"),
        (45000, "d mmmm yyyy", "15 March 2023"),
        (time(9, 30), "h:mm AM/PM", "9:30 AM"),
        (timedelta(hours=30), "[h]:mm", "30:00"),
        (0.25, "0%", "25%"),
        (1234.5, "[$€-407]#,##0.00", "€1,234.50"),
        (-7, "#,##0;(#,##0)", "(7)"),
        (0.1 + 0.2, "General", "0.3"),
        (4006381333931, "General", "4006381333931"),
        (12.0, "General", "12"),
        (True, "General", "TRUE"),
        ("007", "0", "007"),
        ("two\nlines", "General", "two lines"),
    ],
)
def test_a_cell_reads_as_it_looks(value, number_format, shown):
    book = book_of([["Heading", value]])
    book.active["B1"].number_format = number_format
    assert lines_of(book) == [f"Row 1: Heading; {shown}"]


def test_results_of_formulas_are_read_and_missing_ones_noted():
    book = book_of([["Sum", "=1+1"], ["Plain", 3]])
    bare = bytes_of_book(book)
    assert read_excel("a.xlsx", bare).notes == (
        "1 formula has no result in the file: open it in Excel and save it, then add it again.",
    )
    calculated = repacked(
        bare, r"xl/worksheets/sheet1\.xml", lambda xml: re.sub(rb"<v ?/>|<v></v>", b"<v>2</v>", xml)
    )
    reading = read_excel("a.xlsx", calculated)
    assert (reading.text, reading.notes) == ("Row 1: Sum; 2\n\nRow 2: Plain; 3", ())


def test_hidden_sheets_rows_and_columns_are_left_out_and_noted():
    book = book_of(FERRIES, [["Secret"]])
    book.worksheets[0].row_dimensions[2].hidden = True
    book.worksheets[0].column_dimensions["B"].hidden = True
    book.worksheets[1].sheet_state = "veryHidden"
    reading = read_excel("a.xlsx", bytes_of_book(book))
    assert reading.text.split("\n\n") == ["Ferry; Fare", "Row 3: Ferry: Otter; Fare: 9"]
    assert reading.notes == (
        "1 hidden sheet left out: Sheet1.",
        "1 hidden row left out: Sheet.",
        "1 hidden column left out: Sheet.",
    )


def test_a_cell_over_several_rows_stands_in_each_and_a_wide_one_once():
    book = book_of([*FERRIES, [None, "East", 7], ["All tariffs as of May"]])
    book.active.merge_cells("A3:A4")
    book.active.merge_cells("A5:C5")
    assert lines_of(book)[2:] == [
        "Row 3: Ferry: Otter; Berth: South; Fare: 9",
        "Row 4: Ferry: Otter; Berth: East; Fare: 7",
        "Row 5: Ferry: All tariffs as of May",
    ]


def test_a_head_of_two_rows_names_each_column_in_full():
    rows = [
        ["Ferry", "Summer", None, "Winter", None],
        [None, "Plan", "Count", "Plan", "Count"],
        ["Heron", 5, 6, 7, 8],
    ]
    book = book_of(rows)
    for area in ("A1:A2", "B1:C1", "D1:E1"):
        book.active.merge_cells(area)
    assert lines_of(book) == [
        "Ferry; Summer Plan; Summer Count; Winter Plan; Winter Count",
        "Row 3: Ferry: Heron; Summer Plan: 5; Summer Count: 6; Winter Plan: 7; Winter Count: 8",
    ]


def test_comments_and_what_each_page_repeats_are_read_once():
    book = book_of(FERRIES)
    book.active["C2"].comment = Comment("Raised in\nspring.", "Purser")
    book.active.oddHeader.left.text = "&BHarbour office"
    book.active.oddFooter.right.text = "Page &P of &N"
    lines = lines_of(book)
    assert lines[2] == "Comment on C2: Raised in spring."
    assert lines[-1] == "Harbour office"
    assert len(lines) == 5


def test_titles_of_charts_are_read():
    from openpyxl.chart import BarChart, Reference

    book = book_of(FERRIES)
    chart = BarChart()
    chart.title = "Fares by ferry"
    chart.add_data(Reference(book.active, min_col=3, min_row=1, max_row=3), titles_from_data=True)
    book.active.add_chart(chart, "E2")
    assert lines_of(book)[-1] == "Fares by ferry"


CELL = st.one_of(
    st.text(string.ascii_letters + string.digits + " äß語", min_size=1).filter(str.strip),
    st.integers(-(10**9), 10**9),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.none() | CELL, min_size=1, max_size=5), min_size=1, max_size=6))
def test_every_cell_is_in_the_line_of_its_row(rows):
    if not any(value is not None for row in rows for value in row):
        return
    book = book_of([["Title"], [], *rows])
    lines = lines_of(book)[1:]
    kept = [(n, [" ".join(str(v).split()) for v in row if v is not None]) for n, row in enumerate(rows, 3)]
    kept = [(n, cells) for n, cells in kept if cells]
    assert len(lines) == len(kept)
    for line, (number, cells) in zip(lines, kept, strict=True):
        values = line.removeprefix(f"Row {number}: ").split("; ")
        assert [value.rpartition(": ")[2] for value in values] == cells


def rows_of(xml):
    """A change of a sheet: its rows replaced."""
    return lambda part: part[: part.index(b"<sheetData>")] + xml + part[part.index(b"</sheetData>") + 12 :]


@pytest.mark.parametrize(
    ("xml", "error"),
    [
        (b"<sheetData>" + b'<row ht="9"/>' * 1_000_001 + b"</sheetData>", TooLarge),
        (
            b"<sheetData><row><c><v>1</v></c></row></sheetData>"
            b"<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>",
            TooLarge,
        ),
        (b"<sheetData><row r='1048576'><c r='XFD1048576'><v>7</v></c></row></sheetData>", None),
        (b"<sheetData><row>", Damaged),
        (b"<sheetData></sheetData>", NoText),
    ],
)
def test_sheets_made_to_harm_end_in_one_line(xml, error):
    data = repacked(bytes_of_book(book_of([["a", "b"]])), r"xl/worksheets/sheet1\.xml", rows_of(xml))
    if error is None:
        assert read_excel("a.xlsx", data).text == "Row 1048576: 7"
        return
    with pytest.raises(error) as caught:
        read_excel("a.xlsx", data)
    assert "\n" not in str(caught.value)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 4_000))
def test_a_truncated_file_is_damaged(size):
    data = bytes_of_book(book_of(FERRIES))[:size]
    with pytest.raises(ReadError):
        read_excel("a.xlsx", data)
