"""Running heads and feet are left out; text that only looks like them is kept."""

import pytest
from support.pdfs import lines_of, make_pdf

from index.readers.pdf import read_pdf

BODIES = ["Alpha is the first letter.", "Beta is the second letter.", "Gamma is the third letter."]


def text_of(pages):
    return read_pdf("a.pdf", make_pdf(pages)).text


def pages_with(head=None, foot=None):
    return [
        [
            *([(72, 805, 9, head(number))] if head else []),
            *lines_of(body),
            *([(72, 30, 9, foot(number))] if foot else []),
        ]
        for number, body in enumerate(BODIES, 1)
    ]


def test_a_head_is_kept_where_it_first_stands_and_a_foot_where_it_last_stands():
    text = text_of(pages_with(lambda _: "The Lake Paper", lambda _: "Kept by the town"))
    assert text.split("\n\n") == ["The Lake Paper", *BODIES, "Kept by the town"]


def test_the_number_of_a_page_is_left_out_however_it_is_written():
    for number in ("{}", "- {} -", "Page {}", "Page {} of 3", "{} / 3"):
        assert text_of(pages_with(foot=number.format)).split("\n\n") == BODIES
    text = text_of(pages_with(foot=lambda number: f"The Lake Paper | {number + 40}"))
    assert text.split("\n\n") == [*BODIES, "The Lake Paper | 43"]


def test_lines_with_figures_of_their_own_are_kept():
    for line in ("Bill LK-0{}", "Bill 8{}", "Fare: {}.50", "Room {}"):
        text = text_of(pages_with(head=line.format))
        assert all(line.format(number) in text for number in (1, 2, 3)), line
    fares = {1: "Fare: 7", 2: "Fare: 19", 3: "Fare: 7"}
    assert text_of(pages_with(foot=fares.get)).count("Fare: 7") == 2


def test_a_line_that_repeats_within_the_text_is_kept():
    pages = [[*lines_of(body, "It was paid at once."), (72, 620, 11, "Thank you.")] for body in BODIES]
    text = text_of(pages)
    assert text.count("It was paid at once.") == text.count("Thank you.") == 3


def test_a_repeated_line_below_one_that_differs_is_no_head():
    pages = [
        [(72, 800, 11, body), (72, 786, 11, "To: the town of Osk"), *lines_of("Hello.")] for body in BODIES
    ]
    assert text_of(pages).count("To: the town of Osk") == 3


def test_a_foot_that_is_drawn_first_interrupts_no_sentence():
    first = lines_of(
        "The bridge was built by the sister of the mayor, who gave all that she", "had for it and"
    )
    foot = (72, 30, 9, "Kept by the town")
    text = text_of([[foot, *first], [foot, *lines_of("never spoke of it.")]])
    assert "had for it and never spoke of it." in text


def test_lines_that_repeat_in_places_far_apart_are_kept():
    tops, feet = (72, 805, 9, "It is late."), (72, 30, 9, "It is late.")
    pages = [[edge, *lines_of(body)] for edge, body in zip((tops, feet), BODIES, strict=False)]
    assert text_of(pages).count("It is late.") == 2


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("upright", ["1 0 0 1 {x} {y}", "0 1 -1 0 {down} {x}"], ids=["along", "up the sheet"])
def test_running_lines_are_seen_on_pages_that_lie_on_their_side(turned, upright):
    def content(number, body):
        lines = ((72, 560, "The Lake Paper"), (72, 300, body), (72, 280, "It is old."), (72, 15, str(number)))
        shown = (
            f"/F1 10 Tf {upright.format(x=x, y=y, down=595 - y)} Tm ({words}) Tj" for x, y, words in lines
        )
        return f"BT {' '.join(shown)} ET".encode()

    size = (842, 595) if upright.startswith("1") else (595, 842)
    contents = [content(number, body) for number, body in enumerate(BODIES, 1)]
    text = read_pdf("a.pdf", make_pdf([], contents=contents, turned=turned, size=size)).text
    assert text.split("\n\n") == ["The Lake Paper", *(f"{body} It is old." for body in BODIES)]
