"""RapidOCR itself, where it is installed."""

import io
from itertools import pairwise
from math import ceil

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.document import BOX_STEPS
from index.readers.ocr import rapid_ocr
from index.readers.pdf_pages import open_pages
from index.readers.picture import read_picture

INSTALLED = pytest.mark.skipif(not rapid_ocr.is_installed(), reason='needs pip install "readback[ocr]"')


@INSTALLED
def test_words_are_read_where_they_stand():
    picture = Image.new("RGB", (900, 200), "white")
    font = ImageFont.load_default(size=40)
    ImageDraw.Draw(picture).text((45, 60), "The fare is 4.50 crowns.", "black", font)
    words = rapid_ocr.words_of(picture)
    assert "".join(f"{word.text}{word.after}" for word in words) == "The fare is 4.50 crowns.\n"
    assert abs(words[0].left - 45 / 900 * BOX_STEPS) < 200
    assert all(one.right <= other.left + 200 for one, other in pairwise(words))
    assert all(0.2 < word.top / BOX_STEPS < word.bottom / BOX_STEPS < 0.65 for word in words)


SENTENCES = (
    ("The second ferry was painted by two divers.", "Nobody thanked them for the 14 days of work."),
    ("Ada Finch sold the bell in 1907.", "It weighs 212 kilograms, says the log."),
)


def page_of(lines):
    picture = Image.new("RGB", (1240, 1754), "white")
    font = ImageFont.load_default(size=36)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((120, 160 + 120 * number), line, "black", font)
    return picture


@INSTALLED
def test_each_known_sentence_is_read_once_on_its_page_and_its_box_holds_its_ink():
    first, *others = map(page_of, SENTENCES)
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=others)
    reading = read_picture("log.tiff", file.getvalue())
    assert reading.text == "\n\n".join(line for lines in SENTENCES for line in lines)
    with open_pages(file.getvalue(), reading.ocr) as pages:
        for page, lines in zip(reading.pages, SENTENCES, strict=True):
            for number, line in enumerate(lines):
                at = reading.text.index(line)
                assert page.start <= at < at + len(line) <= page.end
                boxes = pages.boxes(reading.text, page, at, at + len(line))
                assert ink_within(page_of(lines), boxes, number) > 0.99


def ink_within(picture, boxes, line):
    """The share of a line's dark pixels within boxes, none of which reaches into another line."""
    dark = np.asarray(picture.convert("L")) < 128
    inside = np.zeros_like(dark)
    high, wide = dark.shape
    for box in boxes:
        inside[
            int(box.top * high) : ceil(box.bottom * high), int(box.left * wide) : ceil(box.right * wide)
        ] = 1
    rows = slice(160 + 120 * line, 280 + 120 * line)
    own = np.zeros_like(dark)
    own[rows] = dark[rows]
    assert not (dark & inside & ~own).any()
    return (own & inside).sum() / own.sum()


@INSTALLED
def test_an_empty_picture_has_no_words():
    assert rapid_ocr.words_of(Image.new("RGB", (200, 100), "white")) == ()


def test_without_it_a_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(rapid_ocr, "find_spec", lambda _: None)
    assert "readback[ocr]" in rapid_ocr.state()
