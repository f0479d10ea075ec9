"""A document in the right pane: the marked text is the cited text, whatever the document looks like."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.parsed import TEXT, Parsed, document

from index.document import Page
from ui.web.panes.cited_spans import View, parse_view
from ui.web.panes.text_blocks import blocks, number_at, window
from ui.web.panes.viewer import viewer
from ui.web.weights import WHOLE_TEXT, WINDOW_TEXT


@given(st.data())
def test_the_marked_text_is_exactly_the_cited_text(data):
    text = data.draw(st.text(alphabet="ab .\n\r\t<&\"'é😀", min_size=1, max_size=300))
    ends = [
        sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        for _ in range(data.draw(st.integers(1, 4)))
    ]
    spans = tuple((start, end, n) for n, (start, end) in enumerate(ends, 1))
    at = data.draw(st.integers(0, len(spans) - 1))
    start, end, _ = spans[at]
    page = Parsed(viewer(document(text), text, None, View("d1", spans, at, quote=text[start:end])))
    assert page.marks["rb-on"] == text[start:end]
    covered = {i for s, e, _ in spans for i in range(s, e)} - set(range(start, end))
    assert page.marks[""] == "".join(text[i] for i in sorted(covered))


def test_a_span_over_two_paragraphs_is_marked_whole():
    start, end = TEXT.index("She lost"), TEXT.index(" near Calder")
    html = viewer(document(), TEXT, None, View("d1", ((start, end, 1),), 0))
    assert Parsed(html).marks["rb-on"] == TEXT[start:end]
    assert html.count("rb-here") == 2


@pytest.mark.parametrize("span", [(0, 99_999, 0), (99_998, 99_999, 0), (-1, 4, 0), (7, 4, 0)])
def test_a_passage_that_is_not_in_the_text_is_not_marked(span):
    html = viewer(document(), TEXT, None, View("d1", (span,), 0))
    assert not any(Parsed(html).marks.values())
    assert "ends before the passage" in html


def test_a_passage_that_no_citation_names_is_marked_without_a_number():
    html = viewer(document(), TEXT, None, View("d1", ((0, 5, 0),), 0))
    assert Parsed(html).marks["rb-on"] == TEXT[:5]
    assert "cited as" not in html


def test_the_foot_tells_where_the_open_span_stands():
    start = TEXT.index("She lost")
    spans = ((start, start + 8, 1), (start + 20, start + 25, 2))
    text = Parsed(viewer(document(), TEXT, None, View("d1", spans, 0))).text
    assert f"¶ 2 · characters {start}–{start + 8}" in text
    assert "Exact text" in text
    assert "1 of 2" in text


def test_a_nearest_passage_is_not_called_exact():
    text = Parsed(viewer(document(), TEXT, None, View("d1", ((0, 9, 1),), 0, near=True))).text
    assert "Nearest passage" in text
    assert "Exact text" not in text


def test_a_changed_document_is_not_marked():
    page = Parsed(viewer(document(), TEXT, None, View("d1", ((0, 9, 1),), 0, quote="Something else")))
    assert "has changed" in page.text
    assert not page.all("mark")


def test_pages_show_where_they_start():
    cut = TEXT.index("The Aldis")
    pages = (Page(1, 0, cut), Page(2, cut, len(TEXT)))
    page = Parsed(viewer(document(), TEXT, pages, View("d1", ((cut, cut + 3, 1),), 0)))
    assert "Page 2" in page.text
    assert "page 2 · ¶ 2" in page.text


def test_a_big_document_is_shown_by_windows_that_reach_all_of_it():
    text = "\n\n".join(f"Paragraph {i} says that the number is {i}." for i in range(30_000))
    start = text.index("Paragraph 15000 ")
    html = viewer(document(text), text, None, View("d1", ((start, start + 15, 1),), 0))
    assert len(text) > 1_000_000 > WHOLE_TEXT > len(html)
    assert Parsed(html).marks["rb-on"] == text[start : start + 15]
    assert "Earlier text" in html
    assert "Later text" in html
    found, seen, at = blocks(text), 0, 0
    while seen < len(found):
        first, last = window(found, len(text), at)
        assert first <= seen < last
        assert sum(b.end - b.start for b in found[first:last]) < 2 * WINDOW_TEXT
        seen, at = last, found[last - 1].end


def test_one_endless_line_is_cut_into_pieces_of_one_paragraph():
    text = "word " * 200_000
    found = blocks(text)
    assert max(block.end - block.start for block in found) <= 6_000
    assert [block.number for block in found if block.number] == [1]
    assert number_at(found, 900_000) == 1


@given(st.text(alphabet="ab .-1\n\r\t é", max_size=400))
def test_blocks_hold_all_that_is_not_white_space(text):
    found = blocks(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join("".join(text[b.start : b.end].split()) for b in found)
    assert kept == "".join(text.split())


def test_paragraphs_are_told_from_lines_broken_to_fit():
    wrapped = (
        "The ferry lost her engines off the light and drifted towards the\n"
        "rocks for an hour and a half before a tug came and took\nher in.\n"
        "She was towed to the pier on the other side of the sound, where\nher passengers went ashore."
    )
    plain_lines = "\n".join(["One paragraph a line. " * 10, "Another paragraph. " * 10, "A third. " * 20])
    assert len(blocks(wrapped)) == 2
    assert len(blocks(plain_lines)) == 3
    assert len(blocks("- one\n- two\n- three")) == 3


@pytest.mark.parametrize(
    "payload", [None, 3, {}, {"doc": 5}, {"doc": "a", "spans": "x"}, {"doc": "a", "at": "b"}]
)
def test_a_view_that_is_not_ours_is_none(payload):
    assert parse_view(payload) is None


def test_a_view_out_of_bounds_shows_the_document():
    for spans, at in (
        ((), 0),
        (((5, 2, 1),), 0),
        (((-9, 10**9, 1),), 0),
        (((0, 4, 1),), 7),
        (((0, 4, 1),), -1),
    ):
        assert "A passenger ferry" in Parsed(
            viewer(document(), TEXT, None, View("d1", spans, at))
        ).text.replace("cited as 1: ", "")
