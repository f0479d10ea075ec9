"""Sentences cut up: bold and code, words that fail, the cells of a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.words.text_pieces import cells, cut_up, joined, part


def looks(pieces):
    """Each piece with a sign for what it is."""
    signs = {"is_marked": "!", "is_bold": "b", "is_code": "c"}
    return [(p.text, "".join(sign for name, sign in signs.items() if getattr(p, name))) for p in pieces]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("It is **90 minutes** long.", [("It is ", ""), ("90 minutes", "b"), (" long.", "")]),
        ("Run `make **demo**` now.", [("Run ", ""), ("make **demo**", "c"), (" now.", "")]),
        ("**`make`**", [("make", "bc")]),
        ("2**8 and 3**4", [("2**8 and 3**4", "")]),
        ("** a ** and **b", [("** a ** and **b", "")]),
        ("`open and ``two`` of them", [("`open and ``two`` of them", "")]),
        ("<b>x</b> *y* _z_ [a](b)", [("<b>x</b> *y* _z_ [a](b)", "")]),
        ("**Cost**: 5", [("Cost", "b"), (": 5", "")]),
        ("", []),
    ],
)
def test_of_markdown_there_is_bold_and_code(text, seen):
    assert looks(cut_up(text, (), markdown=True)) == seen
    assert joined(cut_up(text, (), markdown=False)) == text


def test_places_count_in_the_text_with_its_marks():
    text = "It is **95 minutes** long."
    assert looks(cut_up(text, [(8, 10)], markdown=True)) == [
        ("It is ", ""), ("95", "!b"), (" minutes", "b"), (" long.", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("Ferry | **90** | yes", ["Ferry", "90", "yes"]),
        ("a |  | c", ["a", "", "c"]),
        ("a | | c", ["a", "", "c"]),
        ("| b", ["", "b"]),
        ("a|b | `x | y`", ["a|b", "x | y"]),
        ("alone", ["alone"]),
    ],
)
def test_a_row_is_cut_into_its_cells(row, found):
    assert [joined(cell) for cell in cells(cut_up(row, (), markdown=True))] == found


def test_what_is_too_many_stands_in_the_last_cell():
    row = cut_up("a | b | c | d", (), markdown=True)
    assert [joined(cell) for cell in cells(row, 2)] == ["a", "b | c | d"]
    assert [joined(cell) for cell in cells(row, 1)] == ["a | b | c | d"]


PLACES = st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 30)), max_size=4)


@given(st.text(st.sampled_from("ab *`|<&"), max_size=30), PLACES, st.integers(0, 30))
def test_no_word_is_lost(text, places, at):
    pieces = cut_up(text, places, markdown=True)
    assert joined(pieces).replace("*", "").replace("`", "") == text.replace("*", "").replace("`", "")
    assert part(pieces, 0, at) + part(pieces, at, 99) != () or not joined(pieces)
    assert joined(part(pieces, 0, at)) + joined(part(pieces, at, 99)) == joined(pieces)
    kept = "".join(joined(cell) for cell in cells(pieces))
    assert [c for c in kept if c not in " |"] == [c for c in joined(pieces) if c not in " |"]
