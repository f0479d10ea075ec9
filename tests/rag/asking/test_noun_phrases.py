"""Noun phrases of questions."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.asking.noun_phrases import noun_phrases

PHRASES = [
    ("How long did the ferry wait?", ["the ferry"]),
    ("When was the bridge over the Hanne opened?", ["the bridge", "the Hanne"]),
    ("Who is Ines Karr?", ["Ines Karr"]),
    ("Are dogs allowed in the hall?", ["dogs", "the hall"]),
    ("Which quay was closed in May?", ["the quay"]),
    ("what time does the bakery open on sundays", ["the time", "the bakery", "sundays"]),
    ("Who designed the tower of St Anne's church?", ["the tower of St Anne's church"]),
    ("how tall is the lighthouse", ["the lighthouse"]),
    ("When does the amber warning for Velm begin?", ["the amber warning", "Velm"]),
    ("May dogs travel on the Wren?", ["dogs", "the Wren"]),
    ("Why?", []),
]


@pytest.mark.parametrize(("question", "found"), PHRASES)
def test_phrases_end_where_a_verb_or_a_small_word_stands(question, found):
    assert [phrase.words for phrase in noun_phrases(question)] == found


def test_what_is_asked_for_and_where_it_stands_is_known():
    asked, placed = noun_phrases("Which boats stop at the quay?")
    assert (asked.is_asked_for, asked.is_plural, asked.before) == (True, True, "")
    assert (placed.is_asked_for, placed.is_plural, placed.before) == (False, False, "at")


@given(st.text(max_size=80))
def test_phrases_follow_each_other_within_the_question(question):
    spans = [(phrase.start, phrase.end) for phrase in noun_phrases(question)]
    assert all(0 <= start < end <= len(question) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
