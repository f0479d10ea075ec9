"""How a dispute over figures or dates is named: as a person would, in the sources' words where they fit."""

from datetime import date

import pytest

from rag.briefing.titles.own_words import clause_before
from rag.briefing.titles.quantity_titles import quantity_title
from rag.facts.facts import Fact, facts
from rag.facts.statement import Statement
from rag.summarizing.questions.clauses import names_in

PUBLISHED = date(2031, 5, 14)  # a Wednesday


def fact(document: str, sentence: str, value: str) -> Fact:
    statement = Statement(document, 0, 1, 0, len(sentence), sentence, frozenset(), None)
    return next(one for one in facts(statement, PUBLISHED) if value in one.text)


@pytest.mark.parametrize(
    ("one", "other", "title"),
    [
        (
            ("The lift was out of order for three hours.", "three hours"),
            ("Visitors say that it stood still for five hours.", "five hours"),
            "how long the lift was out of order",
        ),
        (
            ("It went on for 80 minutes.", "80 minutes"),
            ("After a 95-minute hearing the judge left.", "95-minute"),
            "the length of the hearing",
        ),
        (
            ("They spoke for an hour.", "an hour"),
            ("It lasted two hours.", "two hours"),
            "how long they spoke",
        ),
        (
            ("The wreck lies at a depth of 40 metres.", "40 metres"),
            ("It was found 65 metres below the surface.", "65 metres"),
            "the depth",
        ),
        (
            ("The mast is 30 metres high.", "30 metres"),
            ("Neighbours measured 44 metres.", "44 metres"),
            "how high the mast is",
        ),
        (
            ("The diver was 34 years old.", "34"),
            ("The police say that she is 43 years old.", "43"),
            "how old the diver was",
        ),
        (
            ("The town expects costs of 4 million euros.", "4 million"),
            ("The roof cost 6 million euros.", "6 million"),
            "the amount",
        ),
        (
            ("Its magnitude was 4.4.", "4.4"),
            ("The institute measured 5.1.", "5.1"),
            "the magnitude",
        ),
        (
            ("Hedda Rolf put the price of the new roof at 30,000 euros.", "30,000"),
            ("The roof cost 45,000 euros.", "45,000"),
            "the price of the new roof",
        ),
        (
            ("Tessmar Mills will cut 40 jobs.", "40"),
            ("The union speaks of 60 jobs.", "60"),
            "how many jobs Tessmar Mills will cut",
        ),
        (
            ("Nine cyclists were taken to the clinic for a night.", "Nine"),
            ("At the clinic twelve cyclists were seen.", "twelve"),
            "how many cyclists were taken to the clinic",
        ),
        (
            ("Two sailors drowned and 14 injured men were flown out.", "14"),
            ("And twenty wounded, says the harbour master.", "twenty"),
            "how many men were hurt",
        ),
        (
            ("By 12 votes, after a long night.", "12"),
            ("By 15 votes.", "15"),
            "the number of votes",
        ),
        (
            ("The museum will reopen on 3 June.", "3 June"),
            ("Its doors open from 10 June.", "10 June"),
            "when the museum will reopen",
        ),
        (
            ("The roof gave way shortly after 2 a.m. on Sunday.", "2 a.m."),
            ("It was 4 a.m. by the church clock.", "4 a.m."),
            "when the roof gave way",
        ),
        (
            ("It struck Pier 4 at noon.", "Pier 4"),
            ("It was Pier 7 that it hit.", "Pier 7"),
            "which pier",
        ),
        (
            ("Rot was found in three of its eight trusses.", "three"),
            ("Engineers counted four trusses.", "four"),
            "how many trusses rot was found in",
        ),
        (
            ("In 2030, over 30 per cent.", "30 per cent"),
            ("In all 40 per cent.", "40 per cent"),
            "the percentage",
        ),
    ],
)
def test_a_title_names_the_quantity(one, other, title):
    sides = [[fact("one", *one)], [fact("other", *other)]]
    known = names_in([one[0], other[0], "In Tessmar the Mills were closed."])
    assert quantity_title(sides, known) == title


def test_the_words_that_sides_share_stand_before_the_measure():
    one = "Which the town of Ankerby by the old mill pond crossed in 30 minutes."
    other = "Behind the old mill pond, 50 minutes."
    sides = [[fact("one", one, "30 minutes")], [fact("other", other, "50 minutes")]]
    assert quantity_title(sides, frozenset()) == "old mill pond (duration)"


@pytest.mark.parametrize(
    ("sentence", "phrase", "clause"),
    [
        ("The ward is on the left.", "on the left", "the ward is"),
        ("It stands in the yard.", "in the yard", ""),
        ("Seen in the yard.", "in the yard", ""),
        ("Ilka Brand said that the gate is at the back.", "at the back", "the gate is"),
    ],
)
def test_the_clause_before_a_phrase(sentence, phrase, clause):
    assert clause_before(sentence, sentence.find(phrase), frozenset()) == clause


@pytest.mark.parametrize(
    "text", ["Children under six travel free.", "For people over 65 and drivers aged 17 to 25."]
)
def test_an_age_limit_is_no_count(text):
    statement = Statement("one", 0, 1, 0, len(text), text, frozenset(), None)
    assert {one.kind for one in facts(statement, PUBLISHED)} == {"age"}
