"""A sentence checked by code alone: sure, or unclear."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sources import places, source

from rag.checking.code_check import check_by_code
from rag.shapes import Verdict

HERALD = source(
    "The ferry was closed on Monday. Ninety people had to wait for two days. "
    "“We had no bread,” said Ada Holm. The company may allegedly sell the ferry to Velm.",
    "herald",
    published="2024-03-14",
)
POST = source("The wait was long. For three days ninety people had to wait.", "post")
BOTH = [HERALD, POST]


def check(text, *cited, sources=BOTH):
    return check_by_code(text, sources, places(sources, *cited))


@pytest.mark.parametrize(
    ("text", "cited", "verdict"),
    [
        ("Ninety people had to wait for two days", ["two days"], "exact"),
        ("**Ninety people** had to wait for *two* days.", ["two days"], "exact"),
        (
            "The ferry was closed on Monday. Ninety people had to wait for two days.",
            ["Monday", "two"],
            "exact",
        ),
        ("Ninety people had to wait.", ["two days"], "supported"),
        ("On Monday the ferry was closed.", ["Monday"], "unclear"),
        ("Ninety people had to wait for five days.", ["two days"], "contradicted"),
        ("“We had no bread,” said Ben Holm.", ["bread"], "contradicted"),
        ("Its captain was Otto Grau.", ["Monday"], "partly"),
        ("Its captain got 700 euros.", ["Monday"], "partly"),
        ("He called it “a shipwreck of an office”.", ["Monday"], "partly"),
        ("Nobody could cross the water then.", ["Monday"], "unclear"),
        ("The company will sell the ferry to Velm.", ["sell"], "unclear"),  # "may allegedly"
        ("Montag fuhr die Fähre nicht.", ["Monday"], "unclear"),
        ("And so it is.", [], "unchecked"),
    ],
)
def test_verdicts(text, cited, verdict):
    checked = check(text, *cited)
    assert checked.verdict == verdict
    assert bool(checked.problems) == (verdict in ("partly", "contradicted"))


def test_a_sentence_is_contradicted_by_the_place_that_says_otherwise():
    checked = check("Ninety people had to wait for five days.", "Monday", "two days")
    assert checked.places == places(BOTH, "two days")


def test_a_value_that_another_source_gives_is_not_contradicted():
    claim = "Ninety people had to wait for three days."
    assert check(claim).verdict == Verdict.UNCLEAR
    assert check(claim, sources=[HERALD]).verdict == Verdict.CONTRADICTED


def test_with_nothing_cited_the_passage_to_read_is_the_most_alike():
    checked = check("Ninety travellers had to wait, and wait, for two whole days of rain.")
    assert (checked.verdict, checked.places) == (Verdict.UNCLEAR, places(BOTH, "two days"))


def test_without_sources_nothing_bears_it_out():
    assert check_by_code("The ferry was closed.", []).verdict == Verdict.UNSUPPORTED


WORDS = re.findall(
    r"\S+", "The ferry Ben Ada Holm 14 90 two three days closed not Monday 2019 “bread” “ ” , . * `"
)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_whatever_the_sentence_is(text, cites):
    checked = check(text, *(["two days", "bread"] if cites else []))
    known = {(one.id, s.start, s.end) for one in BOTH for s in one.sentences}
    assert set(checked.places) <= known
    for problem in checked.problems:
        assert text[problem.start : problem.end] == problem.claim
        assert problem.start < problem.end
    if checked.verdict in ("exact", "supported", "partly", "contradicted", "unclear"):
        assert checked.places
    assert bool(checked.problems) == (checked.verdict in ("partly", "contradicted"))


@pytest.mark.parametrize("figure", ["1." + "3" * 400, "9" * 400, "1e999", "0" * 400])
def test_a_figure_without_end_is_no_trouble(figure):
    long = source(f"It measured 12 metres, then {figure} metres and 1.5 metres.", "long")
    for text in (f"It was {figure} metres.", "It was 77 metres then.", f"It was {figure[:-1]}7 metres."):
        assert check_by_code(text, [long], places([long], "measured")).verdict in Verdict
