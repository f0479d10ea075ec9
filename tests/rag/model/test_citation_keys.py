"""Citation keys: a prefix that stands in no document, and nothing of a key left in what a model writes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.model.citation_keys import CitationKeys, make_prefix

KEYS = CitationKeys("qk", 9)

CITATIONS = [
    ("It is so [qk3].", "It is so.", ("qk3",), 0),
    ("It is so [qk3, qk4; qk5].", "It is so.", ("qk3", "qk4", "qk5"), 0),
    ("It is so [qk3] [qk4][qk3].", "It is so.", ("qk3", "qk4"), 0),
    ("It is so [qk3 and qk4].", "It is so.", ("qk3", "qk4"), 0),
    ("It is so (QK3).", "It is so.", ("qk3",), 0),
    ("It is so qk3.", "It is so.", ("qk3",), 0),
    ("It is so【qk3†source】.", "It is so.", ("qk3",), 0),
    ("It is so [qk 3].", "It is so.", ("qk3",), 0),
    ("It is so [Source: qk3].", "It is so.", ("qk3",), 0),
    ("It is so [see passage qk3 above].", "It is so.", ("qk3",), 0),
    ("It is so [qk3](http://x.example/y).", "It is so.", ("qk3",), 0),
    ("It is so [qk03].", "It is so.", ("qk3",), 0),
    ("Ranges [qk3-qk5].", "Ranges.", ("qk3", "qk4", "qk5"), 0),
    ("Ranges [qk3–5].", "Ranges.", ("qk3", "qk4", "qk5"), 0),
    ("Ranges [qk3 — qk5, qk8].", "Ranges.", ("qk3", "qk4", "qk5", "qk8"), 0),
    ("Ranges [qk8-qk12].", "Ranges.", ("qk8", "qk9"), 0),
    ("Ranges [qk5-qk3].", "Ranges.", ("qk5",), 0),
    ("Ranges [qk1-qk999999].", "Ranges.", tuple(f"qk{n}" for n in range(1, 10)), 0),
    ("Unknown [qk10].", "Unknown.", (), 1),
    ("Unknown [qk3, qk10, qk999999].", "Unknown.", ("qk3",), 2),
    ("Unknown [qk10-qk12].", "Unknown.", (), 1),
    ("Numbers [3].", "Numbers.", (), 1),
    ("Numbers [1, 2][^3].", "Numbers.", (), 3),
    ("Numbers [1, qk3].", "Numbers.", ("qk3",), 1),
    ("Numbers [p. 3].", "Numbers.", (), 1),
    ("Asked. [qk?] How long?", "Asked. How long?", (), 0),
    ("How long, how many kg?", None, (), 0),
    ("Refused [qk0].", "Refused.", ("qk0",), 0),
    ("None of [sic] these (3) [2024] [the mayor] qk k9 [a1].", None, (), 0),
    ("A mark of 3.5 [qk, km.", None, (), 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "left", "keys", "unknown"), CITATIONS, ids=[case[0] for case in CITATIONS])
def test_citations_are_taken_out_and_the_known_ones_named(text, left, keys, unknown):
    assert KEYS.take(text) == (text if left is None else left, keys, unknown)


def test_a_range_names_at_most_some_dozens():
    _, keys, unknown = CitationKeys("qk", 500).take("So [qk1-qk500].")
    assert 10 < len(keys) < 100
    assert not unknown


def test_numbers_are_those_of_sentences_and_the_refusal_is_none():
    assert KEYS.numbers(("qk3", KEYS.refusal, "qk9")) == (3, 9)
    assert [KEYS.key(n) for n in (1, 9)] == ["qk1", "qk9"]


PIECES = [
    "The call", "it", " ", " ", ".", ",", ";", "\n", "[qk3]", "[qk", "qk", "3]", "qk4", "QK5", "qk12", "qk0",
    "qk?", "[1]", "[1, ", "[", "]", "(", ")", "【", "】", "†source", "-", "–", "qk1-qk3", "412", "é", "[[",
    "](x)", "**", "_", "|", " and ", "Source: ", "p. ", "\u202e", "\x00", "٣",
]  # fmt: skip
ANY = st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(max_size=100))


@given(ANY)
@settings(max_examples=1000, deadline=None)
def test_nothing_of_a_key_is_left_and_nothing_more_can_be_taken(text):
    left, keys, unknown = KEYS.take(text)
    assert KEYS.take(left) == (left, (), 0)
    assert not re.search(r"qk\d{1,6}(?!\d)", left, re.IGNORECASE)
    assert not re.search(r"[\[【]\s*\d{1,3}\s*[\]】]", left)
    assert set(keys) <= {KEYS.refusal, *map(KEYS.key, range(1, 10))}
    assert len(set(keys)) == len(keys)
    assert unknown >= 0


@given(ANY.filter(lambda text: "qk" not in text.lower()))
@settings(max_examples=500, deadline=None)
def test_a_text_without_the_prefix_loses_bracketed_numbers_alone(text):
    left, keys, unknown = KEYS.take(text)
    assert keys == ()
    if not re.search(r"[\[【⟦][^\[\]【】⟦⟧]*\d[^\[\]【】⟦⟧]*[\]】⟧]", text):
        assert (left, unknown) == (text, 0)
    assert (left == text) == (unknown == 0)


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.from_regex(r"[b-z]{2}[ .-]?\d [b-z]{2}\d\d", fullmatch=True),
        st.text("bcdfghjk0123456789 \n-.", max_size=60),
    ),
    max_size=12,
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_prefix_stands_before_a_digit_in_no_text_and_the_same_texts_give_the_same(texts):
    prefix = make_prefix(texts)
    assert re.fullmatch("[b-df-hj-np-tv-z]{2}", prefix)
    assert make_prefix(list(texts)) == prefix
    for text in texts:
        shown = " ".join(text.split())
        assert not re.search(rf"{prefix}\W?\d|\b{prefix}\?", shown, re.IGNORECASE)
        assert not CitationKeys(prefix, 99).take(shown)[1]


def test_a_prefix_is_found_even_where_a_document_has_every_pair_of_letters():
    letters = "bcdfghjkmnpqrtvwxz"
    hostile = " ".join(f"[{one}{other}1]" for one in letters for other in letters)
    prefix = make_prefix([hostile])
    assert not re.search(rf"{prefix}\d", hostile)
    assert CitationKeys(prefix, 3).take(f"So [{prefix}2].") == ("So.", (f"{prefix}2",), 0)


def test_other_texts_most_often_give_another_prefix():
    assert len({make_prefix([f"The quay is {n} metres long."]) for n in range(50)}) > 20
