"""Words divided at a line's end: whole again, or with the hyphen that is theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.printed.divided_words import rejoin_words
from index.readers.printed.text_line import SPLIT


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("trans~portation", "transportation"),
        ("some~thing", "something"),
        ("east~west", "east-west"),
        ("twenty~four", "twenty-four"),
        ("up-to~date", "up-to-date"),
        ("Runa Falk~Olsen", "Runa Falk-Olsen"),
        ("the form B~12", "the form B-12"),
        ("the part K7~ 0815", "the part K7-0815"),
        ("in 1990~95", "in 1990-95"),
        ("he re~signed it", "he re-signed it"),
        ("short~ and long-term", "short- and long-term"),
        ("OPTION~AL", "OPTION-AL"),
    ],
)
def test_hyphens_that_are_part_of_a_word_are_kept(printed, read):
    assert rejoin_words([[printed.replace("~", SPLIT)]]) == [[read]]


def test_the_rest_of_the_document_decides_first():
    assert rejoin_words([[f"east{SPLIT}west", "The eastwest line."]])[0][0] == "eastwest"
    assert rejoin_words([[f"co{SPLIT}owner", "A co-owner."]])[0][0] == "co-owner"


@given(st.lists(st.text("abZ19-é ", max_size=6), min_size=1, max_size=8))
def test_nothing_but_hyphens_and_spaces_comes_or_goes(parts):
    [[text]] = rejoin_words([[SPLIT.join(parts)]])
    assert text.replace("-", "").replace(" ", "") == "".join(parts).replace("-", "").replace(" ", "")
    assert SPLIT not in text
