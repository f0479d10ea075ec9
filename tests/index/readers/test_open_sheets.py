"""OpenDocument spreadsheets: each row with its sheet, its number and the names of its columns."""

import odfdo
import pytest
from support.files import written
from support.open_files import open_file, saved_bytes

from index.errors import NoText, TooLarge
from index.read import read
from index.readers.open_sheets import read_open_sheets


def cell(text, kind="string", more=""):
    return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{text}</text:p></table:table-cell>'


def row(*cells, more=""):
    written = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {more}>{written}</table:table-row>"


def sheet(*rows, name="Sheet1", before="", more=""):
    return f'<table:table table:name="{name}" {more}>{before}{"".join(rows)}</table:table>'


def reading_of(*sheets, **more):
    return read_open_sheets("a.ods", open_file("spreadsheet", "".join(sheets), **more))


def lines_of(*sheets, **more):
    return reading_of(*sheets, **more).text.split("\n\n")


HEAD = row("Ferry", "Berth", "Fare")
HERON = row("Heron", "North", cell("12.00 €", "currency", 'office:value="12"'))


def test_a_workbook_written_by_a_library_is_read(tmp_path):
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Fares")
    for at, values in enumerate((["Ferry", "Berth", "Fare"], ["Heron", "North", 12])):
        table.set_row_values(at, values)
    document.body.append(table)
    reading = read(written(tmp_path, "ferry_fares.ods", saved_bytes(document)))
    assert reading.text.split("\n\n") == [
        "Sheet Fares",
        "Ferry; Berth; Fare",
        "Row 2: Ferry: Heron; Berth: North; Fare: 12",
    ]


def test_a_cell_reads_as_it_looks():
    assert lines_of(sheet(HEAD, HERON))[1] == "Row 2: Ferry: Heron; Berth: North; Fare: 12.00 €"


def test_rows_of_several_sheets_name_their_sheet():
    lines = lines_of(sheet(HEAD, HERON, name="Fares"), sheet(row("Mate"), name="Crew"))
    assert lines[2].startswith("Fares, row 2: Ferry: Heron")
    assert lines[3:] == ["Sheet Crew", "Crew, row 1: Mate"]


def test_a_million_empty_rows_are_passed_over():
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    wide = '<table:table-cell table:number-columns-repeated="16380"/>'
    assert lines_of(sheet(row("a", wide), empty, row("b"))) == ["Row 1: a", "Row 1048572: b"]


def test_a_million_filled_rows_are_too_many():
    with pytest.raises(TooLarge):
        reading_of(sheet(row("a", more='table:number-rows-repeated="1000001"')))
    with pytest.raises(TooLarge):
        reading_of(sheet(row(cell("a", more='table:number-columns-repeated="1000001"'))))


def test_repeated_cells_and_rows_stand_as_often_as_they_are_shown():
    twice = cell("x", more='table:number-columns-repeated="2"')
    assert lines_of(sheet(row(twice, more='table:number-rows-repeated="2"'))) == [
        "Row 1: x; x",
        "Row 2: x; x",
    ]


def test_what_is_hidden_is_left_out_and_noted():
    style = (
        '<style:style style:name="H" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    hidden = row("Otter", "South", "9", more='table:visibility="filter"')
    reading = reading_of(
        sheet(HEAD, HERON, hidden, before=columns, name="Fares"),
        sheet(row("no"), name="Secret", more='table:style-name="H"'),
        own_styles=style,
    )
    assert reading.text.split("\n\n")[1:] == ["Ferry; Fare", "Row 2: Ferry: Heron; Fare: 12.00 €"]
    assert reading.notes == (
        "1 hidden sheet left out: Secret.",
        "1 hidden row left out: Fares.",
        "1 hidden column left out: Fares.",
    )


def test_a_cell_over_several_rows_stands_in_each_and_comments_follow():
    over = cell("Otter", more='table:number-rows-spanned="2"')
    remark = (
        '<table:table-cell office:value-type="float" office:value="7">'
        "<office:annotation><text:p>New.</text:p></office:annotation><text:p>7</text:p></table:table-cell>"
    )
    below = row("<table:covered-table-cell/>", "East", remark)
    lines = lines_of(sheet(HEAD, row(over, "South", "9"), below))
    assert lines[1:] == [
        "Row 2: Ferry: Otter; Berth: South; Fare: 9",
        "Row 3: Ferry: Otter; Berth: East; Fare: 7",
        "Comment on C3: New.",
    ]


def test_a_sheet_without_cells_holds_no_text():
    with pytest.raises(NoText):
        reading_of(sheet())
