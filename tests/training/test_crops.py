"""Passages cut from documents: where the answer stands in them afterwards."""

import random

from hypothesis import given
from hypothesis import strategies as st

from training.crops import crop, likest, put_together, without
from training.documents import ReadingDocument, found

SENTENCES = [
    "The council met on Monday.",
    "Anna Berg led the talks.",
    "The bridge costs 4.2 million crowns.",
    "Work begins in May.",
    "Nobody spoke of the old ferry.",
]
TEXT = " ".join(SENTENCES)
DOCUMENT = ReadingDocument("test", "bridge", TEXT, title="The bridge of Hamn")


@given(st.integers(0, 10_000), st.sampled_from(["Anna Berg", "4.2 million crowns", "May"]))
def test_an_answer_stands_at_its_span_after_cropping(seed, answer):
    made = crop(DOCUMENT, found(TEXT, answer), (), random.Random(seed))
    assert made is not None
    assert [made.text[start:end] for start, end in made.spans] == [answer]


@given(st.integers(0, 10_000))
def test_a_passage_without_its_answer_has_neither_the_words_nor_a_span(seed):
    made = without(DOCUMENT, found(TEXT, "4.2 million crowns"), random.Random(seed))
    assert made is None or ("4.2" not in made.text and made.spans == ())


def test_an_answer_that_stands_elsewhere_too_is_not_taken_away():
    document = ReadingDocument("test", "x", "It is May. The work begins in May. It was cold.")
    for seed in range(50):
        made = without(document, ((30, 33),), random.Random(seed))
        assert made is None or "May" not in made.text


@given(st.integers(0, 10_000))
def test_the_likest_part_shares_the_words_of_the_question(seed):
    made = likest(DOCUMENT, "What does the bridge cost?", (), random.Random(seed))
    assert made is not None
    assert "bridge" in made.text


def test_the_title_stands_before_a_passage_once():
    text, spans = put_together(DOCUMENT, [(27, 51)], ((27, 36),), titled=True)
    assert text == "The bridge of Hamn\nAnna Berg led the talks."
    assert [text[a:b] for a, b in spans] == ["Anna Berg"]
    again = ReadingDocument("test", "x", "Fees\nA swim costs 4 euros.", title="Fees")
    assert put_together(again, [(0, 26)], (), titled=True)[0] == "Fees\nA swim costs 4 euros."


def test_the_head_of_a_table_stands_before_every_row():
    table = "Ticket, Price\nAdult, 7.20\nChild, 3.50\nPensioner, 5.00\n"
    document = ReadingDocument("test", "fees", table, lead=14)
    text, spans = put_together(document, [(38, 54)], ((49, 53),), titled=False)
    assert text == "Ticket, Price\nPensioner, 5.00"
    assert [text[a:b] for a, b in spans] == ["5.00"]


def test_a_span_that_is_cut_is_left_out():
    assert put_together(DOCUMENT, [(0, 26)], ((20, 36),), titled=False)[1] == ()


def test_words_are_found_as_whole_words():
    assert found("May is maybe May", "May") == ((0, 3), (13, 16))
    assert found("12 and 123 and 12", "12") == ((0, 2), (15, 17))
    assert found("nothing", "") == ()
