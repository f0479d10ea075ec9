"""Lines that OCR read: in reading order, and each word with its box."""

import pytest
from support.ocr import placed

from index.document import OcrPage
from index.readers.ocr.ocr_lines import ocr_lines, word_boxes


def page(*lines):
    return OcrPage(1, 595.0, 842.0, placed(*lines))


def texts(made):
    return [line.text for line in ocr_lines(made).lines]


def test_lines_come_from_the_top():
    assert texts(page(("The fare is", 10, 30), ("Ferry fares", 10, 10))) == ["Ferry fares", "The fare is"]


def test_pieces_of_a_row_are_one_line_though_the_scan_is_turned():
    rows = (("4.50", 50, 10), ("Adult", 10, 10.8), ("0", 50, 20), ("Child", 10, 20.8))
    assert texts(page(*rows)) == ["Adult  4.50", "Child  0"]


def test_columns_are_read_one_after_the_other():
    left = [(f"left column line {n} goes on", 5, 10 + 3 * n) for n in range(8)]
    right = [(f"right column line {n} ends.", 55, 10 + 3 * n) for n in range(8)]
    found = texts(page(*(line for pair in zip(left, right, strict=True) for line in pair)))
    assert [text.split()[0] for text in found] == ["left"] * 8 + ["right"] * 8


def test_words_have_one_box_a_line():
    made = page(("The fare is", 10, 30), ("four crowns", 10, 33))
    first, second = word_boxes(made, [1, 2, 3])
    assert first == pytest.approx((0.14, 0.30, 0.21, 0.32))
    assert second == pytest.approx((0.10, 0.33, 0.14, 0.35))


def test_a_page_without_words_has_no_lines():
    assert texts(OcrPage(1, 595.0, 842.0, ())) == []
