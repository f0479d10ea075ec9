"""Sentences ready to be written: marked pieces, verdicts in words, faults and contrasts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.shapes import AnswerSentence, Citation, Problem
from ui.words.marked_sentence import USER_WRITES, mark
from ui.words.text_pieces import joined
from ui.words.verdicts import VERDICTS

QUOTE = "The line stood still for 90 minutes on Saturday."
CITED = Citation(1, "d", "Standstill", "The Courier", "2026-03-14", None, 0, len(QUOTE), QUOTE)
OTHER = Citation(2, "e", "Log", None, None, None, 0, 11, "It stopped.")


def contradicted(source="90 minutes"):
    text = "It stood still for 95 minutes."
    return AnswerSentence(text, (2, 1), "contradicted", (Problem("number", "95 minutes", 19, 29, source),))


@pytest.mark.parametrize("verdict", VERDICTS)
def test_only_what_a_reader_must_know_is_a_tag(verdict):
    marked = mark(AnswerSentence("It stopped.", (), verdict), ())
    assert marked.label == VERDICTS[verdict]
    assert marked.tag == ("" if verdict in ("exact", "supported", "unchecked") else marked.label)


def test_a_verdict_that_nobody_knows_counts_as_unchecked():
    assert mark(AnswerSentence("It stopped.", (), "dreamt"), ()).verdict == "unchecked"


def test_a_contradicted_sentence_stands_beside_the_source_with_the_words():
    marked = mark(contradicted(), (CITED, OTHER), USER_WRITES)
    assert [(piece.text, piece.is_marked) for piece in marked.pieces] == [
        ("It stood still for ", False), ("95 minutes", True), (".", False),
    ]  # fmt: skip
    assert marked.faults == (("number: you write “", "95 minutes", "”, the source “", "90 minutes", "” [1]"),)
    assert marked.other_words == ("90 minutes",)
    (contrast,) = marked.contrasts
    assert (contrast.heading, contrast.n) == ("The source, The Courier, 14 March 2026", 1)
    assert [piece.text for piece in contrast.pieces if piece.is_marked] == ["90 minutes"]


def test_without_the_words_it_stands_beside_the_first_source():
    assert [contrast.n for contrast in mark(contradicted("an hour"), (CITED, OTHER)).contrasts] == [2]


def test_the_words_of_a_source_are_quoted_up_to_a_length_and_once():
    assert mark(contradicted("x" * 121), (CITED,)).faults[0][-1] == "”, the source otherwise"
    assert mark(contradicted("“90”"), (CITED,)).faults[0][2:] == ("”, the source ", "“90”", "")


@pytest.mark.parametrize("verdict", ["exact", "supported", "unsupported", "unclear", "unchecked"])
def test_there_is_no_fault_where_nothing_is_in_trouble(verdict):
    marked = mark(AnswerSentence("It stopped.", (1,), verdict, contradicted().problems), (CITED,))
    assert (marked.faults, marked.contrasts, marked.other_words) == ((), (), ())


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 30)), max_size=4))
def test_pieces_are_the_whole_text_wherever_problems_lie(text, places):
    problems = tuple(Problem("number", "x", *place) for place in places)
    assert joined(mark(AnswerSentence(text, (), "partly", problems), (), USER_WRITES).pieces) == text
