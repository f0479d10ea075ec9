"""The drawing of a page ends in time, and says so where it does not."""

import pypdfium2
import pytest
from support.pdfs import make_pdf

from index.errors import PageNotFound
from index.readers.page_drawing import draw
from index.readers.pdf_pages import open_pages

STROKES = b"".join(b"%d %d m %d %d l S\n" % (n % 595, n % 842, n % 311, n % 97) for n in range(20_000))


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn():
    document = pypdfium2.PdfDocument(make_pdf([], raw=STROKES))
    page = document[0]
    with pytest.raises(PageNotFound, match="too long to draw: read its text"):
        draw(page, 1.0, seconds=0.0)
    assert draw(page, 0.5).shape == (421, 298, 3)
    document.close()


def test_a_page_of_many_strokes_is_drawn_as_it_is():
    with open_pages(make_pdf([], raw=STROKES)) as pages:
        assert len(pages.picture(1, 200)) > 5_000
