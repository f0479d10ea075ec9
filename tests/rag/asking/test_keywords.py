"""Keywords that say what kind of answer is wanted become a question."""

import pytest

from rag.asking.keywords import as_question

KEYWORDS = [
    ("ferry crossing duration", "What was the duration of the ferry crossing?"),
    ("duration of the crossing", "What was the duration of the crossing?"),
    ("Velm harbour opening year", "When was Velm harbour opening?"),
    ("velm harbour mayor name", "Who is the velm harbour mayor?"),
    ("velm harbour 2026 number of boats", "How many boats velm harbour 2026?"),
    ("boat speed 9 may 2026", "What was the speed of the boat 9 may 2026?"),
]
LEFT = [
    "Price Waterhouse merger",
    "Bill Clinton speech",
    "Ann Day",
    "New Year fireworks",
    "Age discrimination lawsuit",
    "interest rate rises",
    "day care centres",
    "size and weight",
    "The committee set a date",
    "Provide the date of the vote",
    "Mention the price of the ticket",
    '"cost of living"',
    "Sie kennt die Rate",
    "Date de la réunion",
    "velm harbour",
    "The price?",
    "list the price of each ride",
    "what price",
    "price",
    "",
]


@pytest.mark.parametrize(("keywords", "question"), KEYWORDS)
def test_keywords_become_a_question(keywords, question):
    assert as_question(keywords) == question


@pytest.mark.parametrize("question", LEFT)
def test_what_is_no_such_list_is_left_as_it_is(question):
    assert as_question(question) == question
