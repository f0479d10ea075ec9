"""Figures, dates, names and quotations that stand nowhere in what is cited."""

import pytest
from support.sources import places, source

from rag.checking.missing_facts import is_english, missing_facts, numbers
from rag.checking.source_text import stretches
from rag.english.text import read

SOURCE = source(
    "The bridge cost 95 million euros. Of these, 40 million came from the state. Ada Holm drew it in 1931. "
    "“It will stand for ever,” she said. It opened yesterday with 1,250 guests.",
    about="The bridge of Velm. The Velm Gazette",
    published="2024-03-15",
)


def found(claim, *cited):
    named = stretches([SOURCE], places([SOURCE], *(cited or ["95 million"])))
    return [(f.name, claim[f.start : f.end]) for f in missing_facts(read(claim), named, [SOURCE])]


@pytest.mark.parametrize(
    ("claim", "name", "words"),
    [
        ("The bridge cost 77 million euros.", "number missing", "77 million euros"),
        ("It was drawn by Ada Holm in 1944.", "date missing", "1944"),
        ("The bridge was drawn by Bruno Vahl.", "name missing", "Bruno Vahl"),
        ("She said that it was “a mere toy”.", "quotation missing", "a mere toy"),
    ],
)
def test_what_stands_nowhere_is_found(claim, name, words):
    assert found(claim) == [(name, words)]


@pytest.mark.parametrize(
    "claim",
    [
        "The bridge cost 95,000,000 euros.",
        "“The bridge of Velm” in “The Velm Gazette” puts it at 95 million euros.",  # its title and outlet
        "55 million euros did not come from the state.",  # 95 - 40
        "All in all 135 million euros are named.",
        "The state gave some 42 % of it.",  # 40 / 95
        "Ada Holm's bridge opened with 1250 guests.",
        "The Velm Gazette tells of it.",
        "“It will stand for ever” are her words.",
        "The EU and the US gave nothing.",  # short forms have many long ones
        "The bridge opened on 14 March 2024.",  # "yesterday" of the day of publication
    ],
)
def test_what_stands_there_otherwise_is_not_found(claim):
    assert found(claim, "95 million", "40 million", "yesterday") == []


def test_marks_of_thousands_and_leading_zeros_are_not_part_of_a_number():
    assert numbers("1,250 and 1.250 and 1 250 and 01250; 2.5 and 2,5") == {"1250", "2.5"}


@pytest.mark.parametrize("claim", ["Die Brücke kostete Ada Holm viel Geld.", "橋は高かった。"])
def test_names_of_other_languages_are_left_alone(claim):
    assert not is_english(read(claim))
    assert found(claim) == []
