"""Pages of PDFs read in their order: columns, side headings, tables, and what is not seen."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pdfs import lines_of, make_pdf, page_content, table_of

from index.errors import NoText
from index.readers.pdf import read_pdf
from index.readers.pdf_pages import open_pages

LEFT = (
    "The ferry to Osk leaves the old pier at six",
    "and returns at noon, unless there is ice on",
    "the lake, when it stays where it is.",
)
RIGHT = (
    "Tickets are sold at the kiosk beside the big",
    "elm by a woman called Runa Falk, who also",
    "keeps the lost umbrellas of the whole town.",
)
FARES = (("Ticket", "2031", "2032"), ("Child", "4", "5"), ("Adult", "11", "13"), ("Bicycle", "7", "8"))
FARE_ROWS = [
    "Ticket | 2031 | 2032",
    "Child | 2031: 4 | 2032: 5",
    "Adult | 2031: 11 | 2032: 13",
    "Bicycle | 2031: 7 | 2032: 8",
]


def text_of(*pages, **more):
    return read_pdf("a.pdf", make_pdf(pages, **more)).text


def test_columns_drawn_row_by_row_are_read_column_by_column():
    rows = zip(lines_of(*LEFT), lines_of(*RIGHT, x=330), strict=True)
    assert text_of([line for row in rows for line in row]) == f"{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"


def test_a_headline_over_columns_cuts_no_sentence():
    headline = "News of the lake: the ferry sails again, and the kiosk by the elm is open all year"
    lines = [(72, 740, 11, headline), *lines_of(*LEFT), *lines_of(*RIGHT, x=330)]
    assert text_of(lines).split("\n\n") == [headline, " ".join(LEFT), " ".join(RIGHT)]


def test_side_headings_are_read_before_the_text_beside_them():
    headings = [(60, 700, 12, "Departure"), (60, 620, 12, "Tickets")]
    lines = [*headings, *lines_of(*LEFT, x=200), *lines_of(*RIGHT, x=200, top=620)]
    assert text_of(lines).split("\n\n") == ["Departure", " ".join(LEFT), "Tickets", " ".join(RIGHT)]


def test_bullets_are_no_side_headings():
    bullets = [(60, 700, 11, "•"), (60, 672, 11, "•")]
    first, second = lines_of(*LEFT[:2], x=80), lines_of(*LEFT[:2], x=80, top=672)
    text = text_of([bullets[0], *first, bullets[1], *second])
    assert text.split("\n\n") == [f"• {' '.join(LEFT[:2])}"] * 2


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_lines_of_a_turned_page_keep_their_order(turned):
    assert text_of(lines_of(*LEFT), turned=turned) == " ".join(LEFT)


def test_rows_of_a_table_name_their_columns():
    lines = table_of(FARES)
    assert text_of(lines).split("\n\n") == FARE_ROWS
    by_columns = sorted(lines, key=lambda cell: (cell[0], -cell[1]))
    assert text_of(by_columns).split("\n\n") == FARE_ROWS


def test_a_table_without_headings_is_read_row_by_row():
    rows = [("Falk", "pier"), ("Runa", "kiosk"), ("Osk", "elm"), ("Ivo", "gate")]
    assert text_of(table_of(rows)).split("\n\n") == [" | ".join(row) for row in rows]


def test_a_list_in_two_columns_is_no_table():
    names = [("Ada", "Ivo"), ("Berit", "Kaja"), ("Cara", "Liv"), ("Dag", "Mona")]
    by_columns = sorted(table_of(names), key=lambda cell: (cell[0], -cell[1]))
    assert text_of(by_columns).split() == ["Ada", "Berit", "Cara", "Dag", "Ivo", "Kaja", "Liv", "Mona"]


def test_text_beside_the_page_is_not_read():
    assert (
        text_of([(72, 700, 11, "It costs 4 coins."), (700, 700, 11, "It costs 9 coins.")])
        == "It costs 4 coins."
    )


WHITE = b" 1 1 1 rg "


def test_white_print_is_read_where_it_can_be_seen():
    shown = page_content([(72, 700, 11, "The ferry sails.")])
    hidden = page_content([(72, 650, 11, "The captain sleeps.")])
    assert text_of(raw=shown + WHITE + hidden) == "The ferry sails."
    bar = b" 0 0 0.4 rg 60 640 300 30 re f "
    assert text_of(raw=shown + bar + WHITE + hidden).split("\n\n") == [
        "The ferry sails.",
        "The captain sleeps.",
    ]


def test_print_without_colour_is_read_over_a_picture_alone():
    words = b"3 Tr " + page_content([(72, 700, 11, "The ferry sails.")])
    with pytest.raises(NoText):
        text_of(raw=words)
    scan = b"q 400 0 0 100 60 660 cm BI /W 100 /H 1 /CS /G /BPC 8 ID " + b"\x00\xff" * 50 + b" EI Q "
    assert text_of(raw=scan + words) == "The ferry sails."


def test_raised_figures_are_written_raised():
    raised = "BT /F1 11 Tf 72 700 Td (It holds 10) Tj /F1 7 Tf 5 Ts (6) Tj /F1 11 Tf 0 Ts ( barrels.) Tj ET"
    assert text_of(raw=raised.encode()) == "It holds 10⁶ barrels."


def test_a_mark_drawn_after_its_line_is_put_into_it():
    line = (72, 700, 11, "The pier was built in 1903 of oak, and nobody has painted it since.")
    assert "in 1903 ² of oak" in text_of([line, (197, 704, 6, "2")])


def test_numbers_of_lines_are_no_text():
    said = (
        *("Q. Did you see the ferry leave, and was", "anybody at the wheel?", "A. I saw it, but"),
        *("not the wheel.", "Q. Thank you.", "A. You are welcome."),
    )
    numbers = [(50, 700 - 24 * number, 11, str(number + 1)) for number in range(len(said))]
    rows = zip(numbers, lines_of(*said, x=80, step=24), strict=True)
    text = text_of([cell for row in rows for cell in row])
    assert "was anybody at the wheel?" in text
    assert not any(map(str.isdecimal, text))


def test_numbers_of_items_are_kept():
    items = ("Oars", "Rope", "Lamp", "Horn", "Bread", "Water")
    numbers = [(50, 700 - 24 * number, 11, str(number + 1)) for number in range(len(items))]
    text = text_of([*numbers, *lines_of(*items, x=80, step=24)])
    assert all(str(number) in text for number in range(1, 7))


def test_a_footnote_does_not_interrupt_a_sentence_over_two_pages():
    first = lines_of(
        "The pier is old. Its last repair was paid for by the town, by the lake's", "owners and by the"
    )
    note = (72, 90, 8, "1 A letter in the archive says otherwise.")
    text = text_of(
        [(72, 760, 16, "The pier"), *first, note], lines_of("friends of the ferry, who gave 90 coins.")
    )
    assert "by the friends of the ferry, who gave 90 coins." in text
    assert "1 A letter in the archive says otherwise." in text.split("\n\n")


def test_lines_of_labels_and_values_are_parted_as_cells_are_and_can_be_boxed():
    pages = [
        lines_of(f"Kind {n}: {boat}", f"Fare in coins: {fare}")
        for n, boat, fare in ((1, "Raft", 4), (2, "Barge", 9))
    ]
    data = make_pdf(pages)
    reading = read_pdf("a.pdf", data)
    assert reading.text == "Kind 1: Raft; Fare in coins: 4\n\nKind 2: Barge; Fare in coins: 9"
    with open_pages(data) as opened:
        start = reading.text.index("Kind 2")
        assert len(opened.boxes(reading.text, reading.pages[1], start, len(reading.text))) == 2
    assert text_of(lines_of("Name: Lund.", "Fare: 9")) == "Name: Lund. Fare: 9"


def test_a_number_within_small_print_begins_no_footnote():
    prose = lines_of(*["The pier is old, and nobody knows who built it or what for."] * 8)
    cell = ("The lamp was lit by the keeper, who wrote it down on page", "112 of the log, and went home.")
    small = [(160, 300 - 10 * n, 8, line) for n, line in enumerate(cell)]
    text = text_of([*prose, (72, 340, 8, "Berth 7"), (72, 300, 8, "Berth 9"), *small])
    assert " ".join(cell) in text


words = st.lists(st.text(string.ascii_letters, min_size=1, max_size=9), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 30), words), min_size=1, max_size=25))
def test_every_printed_word_is_read_once(placed):
    cells = {(column, row): " ".join(words) for column, row, words in placed}
    lines = [
        (40 + 300 * column, 740 - 20 * row, 9, text) for (column, row), text in cells.items() if column < 2
    ]
    lines = lines or [(40, 700, 9, "word")]
    text = text_of(lines, size=(700, 842))
    read = text.replace(":", " ").replace("|", " ").split()
    assert sorted(read) == sorted(" ".join(line[3] for line in lines).split())
