"""The boxes of a cited span on the page as it is drawn: on all of its words' ink, and on no other."""

from textwrap import wrap

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.known_files import escaped, narrowed
from support.known_text import known_text
from support.pdfs import make_pdf

from index.readers.pdf import read_pdf
from index.readers.pdf_pages import open_pages

WIDTH = 1200  # pixels of the picture
INK, FAR_OFF = 90, 60  # how dark red or black is, and how little of the other there is in it


def spelt(lines, chosen):
    """The content of a page of lines ``(x, y, size, text, start)``, a stretch of the whole text in red."""
    parts = []
    for x, y, size, text, start in lines:
        first, last = (min(max(at - start, 0), len(text)) for at in chosen)
        pieces = (text[:first], "0 g"), (text[first:last], "1 0 0 rg"), (text[last:], "0 g")
        shown = " ".join(f"{colour} ({escaped(piece)}) Tj" for piece, colour in pieces if piece)
        parts.append(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm {shown}")
    return f"BT {' '.join(parts)} ET".encode("cp1252")


def laid_out(paragraphs, columns, size, lead):
    """The lines of paragraphs in columns, each with the number of its first character in the whole text."""
    lines, start, at, column = [], 0, 780, 0
    width = int(470 / columns / size * 1.85)
    for text in paragraphs:
        rows = wrap(text, width, break_on_hyphens=False)
        if at - len(rows) * size * lead < 60 and column < columns - 1:
            column, at = column + 1, 780
        place = 0
        for row in rows:
            place = text.index(row, place)
            lines.append((60 + column * 490 // columns, round(at, 1), size, row, start + place))
            place += len(row)
            at -= size * lead
        start += len(text) + 1
        at -= size
    return lines


def inside(shape, boxes):
    """The pixels within boxes, a pixel more on each side: ink at an edge is grey."""
    high, wide = shape
    mask = np.zeros(shape, bool)
    for box in boxes:
        rows = slice(max(0, int(box.top * high) - 1), int(box.bottom * high) + 2)
        mask[rows, max(0, int(box.left * wide) - 1) : int(box.right * wide) + 2] = True
    return mask


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@settings(max_examples=6)
@given(
    columns=st.integers(1, 2),
    size=st.sampled_from((8, 10.5, 13)),
    lead=st.sampled_from((1.2, 1.5)),
    start=st.integers(0, 20),
    which=st.integers(0, 11),
)
def test_the_ink_of_a_sentence_is_boxed_and_no_other(turned, columns, size, lead, start, which):
    [part] = narrowed(known_text((((2, 1, 3, 2, 4), 0, 0, 0),), start))
    whole = "\n".join(map(" ".join, part.paragraphs))
    sentence = [one for paragraph in part.paragraphs for one in paragraph][which]
    chosen = whole.index(sentence), whole.index(sentence) + len(sentence)
    lines = laid_out(whole.split("\n"), columns, size, lead)
    data = make_pdf([], contents=[spelt(lines, chosen)], turned=turned)
    reading = read_pdf("a.pdf", data)
    at = reading.text.index(sentence)
    with open_pages(data) as pages:
        boxes = pages.boxes(reading.text, reading.pages[0], at, at + len(sentence))
        red, green, _ = np.moveaxis(pages.pixels(1, WIDTH).astype(int), 2, 0)
    boxed = inside(red.shape, boxes)
    own = red - green > INK
    other = (red < 255 - INK) & (red - green < FAR_OFF)
    assert own.any()
    assert (own & boxed).sum() == own.sum()
    assert (other & boxed).sum() < 0.01 * other.sum()
