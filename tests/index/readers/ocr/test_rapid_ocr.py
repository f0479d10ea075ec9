"""RapidOCR itself, where it is installed."""

from itertools import pairwise

import pytest
from PIL import Image, ImageDraw, ImageFont

from index.document import BOX_STEPS
from index.readers.ocr import rapid_ocr

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


@INSTALLED
def test_an_empty_picture_has_no_words():
    assert rapid_ocr.words_of(Image.new("RGB", (200, 100), "white")) == ()


def test_without_it_a_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(rapid_ocr, "find_spec", lambda _: None)
    assert "readback[ocr]" in rapid_ocr.state()
