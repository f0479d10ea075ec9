"""A PDF in the right pane as its pages: the cited words boxed, or said not to be."""

import pytest
from support.parsed import Parsed, document
from support.pdfs import lines_of, make_pdf

from index.readers import PDF
from index.readers.pdf import read_pdf
from ui.web.panes.cited_spans import View
from ui.web.panes.page_sheets import Original
from ui.web.panes.viewer import viewer
from ui.web.weights import WINDOW_SHEETS

FILE = make_pdf(
    [
        lines_of("The harbour of Velm is old.", "Its quay is 412 metres long."),
        lines_of("Ines Karr opened it in 1907.", "She was 31 years old."),
    ]
)
READ = read_pdf("quay.pdf", FILE)


def parsed(view, *, library="", data=FILE, read=READ, ident="d1"):
    """The pane of a PDF that is kept, as pages unless ``data`` is None."""
    about = document(read.text, media_type=PDF.media_type)
    original = Original(about, library, is_kept=True, data=data)
    return Parsed(viewer(about, read.text, read.pages, view, original))


def cited(*words, at=0):
    starts = [READ.text.index(one) for one in words]
    spans = tuple(
        (start, start + len(one), n) for n, (start, one) in enumerate(zip(starts, words, strict=True), 1)
    )
    return View("d1", spans, at, words[at])


def boxes(page):
    return [mark for mark in page.all("mark") if "rb-box" in mark["class"]]


def test_every_page_is_there_with_the_cited_words_boxed():
    page = parsed(cited("412 metres", "She was 31 years old.", at=1))
    pictures = page.all("img")
    assert [one["src"] for one in pictures] == [f"/api/documents/d1/pages/{n}" for n in (1, 2)]
    assert {(one["loading"], one["width"], one["height"]) for one in pictures} == {("lazy", "595", "842")}
    assert [one["class"] for one in boxes(page)] == ["rb-box", "rb-box rb-on"]
    assert page.marks["rb-box rb-on"] == "She was 31 years old."
    assert "cited as 2: " in page.text
    assert "page 2 · ¶" in page.text
    assert not [one for one in page.all("figure") if "data-at" in one]  # the box is where it scrolls to


def test_the_words_of_a_box_over_two_lines_are_said_once():
    page = parsed(cited("The harbour of Velm is old. Its quay"))
    assert len(boxes(page)) == 2
    assert page.marks["rb-box rb-on"] == "The harbour of Velm is old. Its quay"


def test_the_switch_and_the_file_are_there_in_both_looks():
    for data, pressed in (
        (FILE, {"pages": "true", "text": "false"}),
        (None, {"pages": "false", "text": "true"}),
    ):
        page = parsed(View("d1"), data=data, library="My papers & more")
        looks = {one["data-look"]: one["aria-pressed"] for one in page.all("button") if "data-look" in one}
        assert looks == pressed
        [link] = page.all("a")
        assert link["href"] == "/api/documents/d1/file?library=My%20papers%20%26%20more"
        assert bool(page.all("img")) == (data is not None)


def test_where_the_words_are_not_found_for_sure_no_box_stands_and_the_text_is_named():
    other = make_pdf([lines_of("Nothing of this."), lines_of("Nothing of that.")])
    page = parsed(cited("She was 31 years old."), data=other)
    assert boxes(page) == []
    assert "could not be found on the page for sure: see the text" in page.text
    assert [one["data-page"] for one in page.all("figure") if "data-at" in one] == ["2"]


def test_a_file_that_is_no_pdf_is_opened_but_has_no_pages():
    about = document()
    page = Parsed(viewer(about, "A text.", None, View("d1"), Original(about, is_kept=True)))
    assert [one["href"] for one in page.all("a")] == ["/api/documents/d1/file"]
    assert not [one for one in page.all("button") if "data-look" in one]


def test_a_file_that_was_not_kept_is_said_so():
    about = document(media_type=PDF.media_type)
    page = Parsed(viewer(about, READ.text, READ.pages, View("d1"), Original(about)))
    assert "The original was not kept: add the file again" in page.text
    assert not page.all("a") + page.all("img")


def test_a_file_that_cannot_be_drawn_is_shown_as_text():
    page = parsed(cited("412 metres"), data=b"%PDF-broken")
    assert page.marks["rb-on"] == "412 metres"


@pytest.mark.parametrize("at", [1, 60, 100])
def test_a_long_file_is_shown_by_windows_that_reach_all_of_it(at):
    names = ("a" * (n // 10 + 1) + "bcdefghijk"[n % 10] for n in range(100))  # numbers would be page numbers
    data = make_pdf([lines_of(f"This is the sheet with the name {name}.") for name in names])
    read = read_pdf("long.pdf", data)
    start = read.pages[at - 1].start
    page = parsed(View("d1", ((start, start + 30, 1),), 0), data=data, read=read)
    numbers = [int(one["data-page"]) for one in page.all("figure")]
    assert len(numbers) == WINDOW_SHEETS
    assert at in numbers
    assert len(boxes(page)) == 1
    since = {int(one["data-since"]) for one in page.all("button") if "data-since" in one}
    assert since == {numbers[0] - 1, numbers[-1] + 1} & set(range(1, 101))
    moved = parsed(View("d1", since=max(since)), data=data, read=read)
    assert [int(one["data-page"]) for one in moved.all("figure") if "data-at" in one] == [max(since)]
