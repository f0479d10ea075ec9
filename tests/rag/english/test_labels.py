"""Numbers and codes that name: found, told from quantities, and compared within their kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.english.labels import Label, bears, is_label, labels, values_of_kind


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Hall 3 holds 120 chairs.", "3", True),
        ("Hall 3 holds 120 chairs.", "120", False),
        ("Permit QX-771-B was issued.", "QX-771-B", True),
        ("The 64-metre ferry sank.", "64-metre", False),
    ],
)
def test_a_number_that_names_is_no_quantity(sentence, word, expected):
    assert is_label(sentence, sentence.index(word)) is expected


@pytest.mark.parametrize(
    ("label", "text", "values"),
    [
        (Label("hall", "3"), "Halls 3, 4 and 5 are open; hall no. 6 is shut.", ["3", "4", "5", "6"]),
        (Label("", "qx-771-b"), "QX-772-B replaced QX-771-B, not ZZ-1.", ["qx-772-b", "qx-771-b"]),
        (Label("version", "2.1"), "There are 21 versions.", []),
    ],
)
def test_values_of_one_kind(label, text, values):
    assert values_of_kind(label, text) == values


@pytest.mark.parametrize(
    ("value", "text", "held"),
    [
        ("2.1", "Version 2.1 is out.", True),
        ("2.1", "Version 2.10 is out.", False),
        ("2.1", "Version 12.1 is out.", False),
        ("12", "Room 12.", True),
        ("inv-7", "See INV-7-B.", False),
    ],
)
def test_a_value_stands_whole(value, text, held):
    assert bears(Label("version", value), text) is held


@given(st.text(max_size=200))
def test_labels_stand_where_they_say(text):
    for label in labels(text):
        assert label.value in text[label.start : label.end].lower()
