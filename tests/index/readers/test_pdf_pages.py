"""Pages of a PDF as pictures: what is boxed is what is cited, however the page lies."""

import io

import numpy as np
import pytest
from PIL import Image
from support.pdfs import lines_of, make_pdf, table_of

from index.document import Page
from index.errors import PageNotFound
from index.readers.pdf import read_pdf
from index.readers.pdf_pages import open_pages
from index.readers.weights import MARK_COLOUR, MOST_PIXELS

WIDTH = 600
LEFT = lines_of("The harbour has 12 boats", "and was built by Ines Karr.", x=60)
RIGHT = lines_of("The lake has 12 boats", "and was built by Hanna Pohl.", x=330)

WIDE_LEFT = lines_of(
    "The ferry sails from the old pier at six", "and returns at noon, unless there is ice.", "It is white."
)
WIDE_RIGHT = lines_of(
    "Tickets are sold at the kiosk by the elm",
    "by a woman who keeps lost umbrellas too.",
    "It is red.",
    x=330,
)


def opened(data, words, *, page=1, at=0):
    """The boxes of the ``at``-th place of these words in the text, and the page with them as an array."""
    reading = read_pdf("a.pdf", data)
    start = -1
    for _ in range(at + 1):
        start = reading.text.index(words, start + 1)
    with open_pages(data) as pages:
        boxes = pages.boxes(reading.text, reading.pages[page - 1], start, start + len(words))
        return boxes, pixels(pages.picture(page, WIDTH, boxes))


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def marked(picture):
    """The paper that is marked, as (left, top, right, bottom) in shares of the page."""
    rows, columns = np.where((picture == MARK_COLOUR).all(axis=2))
    high, wide = picture.shape[:2]
    return columns.min() / wide, rows.min() / high, (columns.max() + 1) / wide, (rows.max() + 1) / high


def ink(picture, boxes):
    """The share of the dark pixels that lies within boxes."""
    dark = picture.sum(axis=2) < 200
    inside = np.zeros_like(dark)
    high, wide = dark.shape
    for box in boxes:
        inside[
            int(box.top * high) : -int(-box.bottom * high), int(box.left * wide) : -int(-box.right * wide)
        ] = 1
    return (dark & inside).sum() / dark.sum()


def test_the_box_covers_the_cited_words_and_no_others():
    boxes, picture = opened(make_pdf([lines_of("The quay is long", "and of grey granite.")]), "grey granite")
    [box] = boxes
    assert 72 / 595 < box.left < box.right < 0.4
    assert box.top < (842 - 686) / 842 < box.bottom  # the second line's baseline
    assert box.top > (842 - 700) / 842  # below the first line's
    assert marked(picture) == pytest.approx((box.left, box.top, box.right, box.bottom), abs=0.01)


def test_words_over_two_lines_have_a_box_on_each():
    data = make_pdf([lines_of("The engineer had the construc-", "tion of the quay finished.")])
    boxes, _ = opened(data, "construction of the quay")
    assert len(boxes) == 2
    assert boxes[0].bottom <= boxes[1].bottom
    assert boxes[1].left == pytest.approx(72 / 595, abs=0.01)


def test_the_same_words_in_two_columns_are_told_apart():
    data = make_pdf([[*LEFT, *RIGHT]])
    for at, x in enumerate((60, 330)):
        [box], _ = opened(data, "12 boats", at=at)
        assert x < box.left * 595 < x + 100


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_marked_where_its_words_are_displayed(turned):
    words = "Ines Karr opened the harbour of Velm."
    boxes, picture = opened(make_pdf([lines_of(words)], turned=turned), words)
    assert picture.shape[:2] == ((850, 600) if turned % 180 == 0 else (424, 600))
    assert len(boxes) == 1
    assert ink(picture, boxes) > 0.99
    left, top, right, bottom = marked(picture)
    assert (right - left) * (bottom - top) < 0.02


def test_a_row_of_a_table_is_boxed_with_the_names_of_its_columns():
    rows = [("Ticket", "2031", "2032"), ("Child", "4", "5"), ("Adult", "11", "13"), ("Bicycle", "7", "8")]
    boxes, _ = opened(make_pdf([table_of(rows)]), "Adult | 2031: 11 | 2032: 13")
    heights = [round((1 - (box.top + box.bottom) / 2) * 842) for box in boxes]
    assert sorted({round(height / 16) for height in heights}, reverse=True) == [44, 42]
    assert len(boxes) == 5


def test_words_of_a_column_drawn_row_by_row_are_boxed_in_it_alone():
    lines = [line for row in zip(WIDE_LEFT, WIDE_RIGHT, strict=True) for line in row]
    boxes, _ = opened(make_pdf([lines]), "the old pier at six and returns at noon")
    assert [box.right < 0.5 for box in boxes] == [True, True]


def test_words_that_run_up_the_page_have_one_box():
    words = "Printed up the margin"
    data = make_pdf([], raw=f"BT /F1 12 Tf 0 1 -1 0 300 200 Tm ({words}) Tj ET".encode())
    boxes, picture = opened(data, words)
    assert len(boxes) == 1
    assert ink(picture, boxes) > 0.99


def test_a_span_over_two_pages_is_boxed_on_both():
    first = "The harbour of Velm was opened by a woman of whom nobody had heard"
    data = make_pdf([lines_of(first), lines_of("before that day in May.", "It is long.")])
    text = read_pdf("a.pdf", data).text
    assert "nobody had heard before that day" in text
    for page in (1, 2):
        boxes, _ = opened(data, "nobody had heard before that day", page=page)
        assert len(boxes) == 1


def test_words_that_are_not_on_the_page_have_no_box():
    data = make_pdf([lines_of("The quay is long.")])
    with open_pages(data) as pages:
        assert pages.boxes("Of another file.", Page(1, 0, 16), 3, 16) == ()
        assert pages.boxes("The quay is long.", Page(1, 0, 17), 17, 17) == ()


def test_a_picture_is_as_wide_as_asked_but_never_huge():
    with open_pages(make_pdf([lines_of("x")])) as pages:
        assert pixels(pages.picture(1, 300)).shape == (425, 300, 3)
    with open_pages(make_pdf([lines_of("x")], size=(200, 14_000))) as pages:
        high, wide, _ = pixels(pages.picture(1, 2000)).shape
        assert high * wide < MOST_PIXELS * 1.01


def test_a_page_that_is_not_there_is_named():
    with open_pages(make_pdf([lines_of("x")])) as pages:
        for number in (0, 2, -1):
            with pytest.raises(PageNotFound, match=rf"no page {number}: its last is page 1"):
                pages.picture(number, 100)
    with pytest.raises(PageNotFound, match="read its text"), open_pages(b"no PDF"):
        pass
