"""What a follow-up question leans on is put in from the question before it, and its answer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.asking.carry_over import carried_over, put_in

WHO = ("Who opened the harbour of Velm?", "Ines Karr opened the harbour of Velm on 4 May 1907.")
HALL = ("Are dogs allowed in the hall?", "Dogs are allowed in the hall on a lead.")
RIDE = ("How much does a ride cost in 2025?", "A ride costs 4.50 crowns.")
LINE = ("When did the line stop?", "The line stopped at 14:12.")

LEANING = [
    (WHO, "How long did building it take?", "How long did building the harbour of Velm take?"),
    (WHO, "When was she born?", "When was Ines Karr born?"),
    (WHO, "And its cost?", "What about the harbour of Velm's cost?"),
    (WHO, "why?", "Why did Ines Karr open the harbour of Velm?"),
    (WHO, "when was that?", "When did Ines Karr open the harbour of Velm?"),
    (HALL, "And bicycles?", "Are bicycles allowed in the hall?"),
    (HALL, "What is sold there?", "What is sold in the hall?"),
    (HALL, "Who else is let in?", "About the hall: who else is let in?"),
    (RIDE, "And a sledge?", "How much does a sledge cost in 2025?"),
    (("How much does a cart's wheel cost a year?", ""), "a sledge?", "How much does a sledge cost a year?"),
    (RIDE, "And in 2024?", "How much does a ride cost in 2024?"),
    (RIDE, "And a year earlier?", "How much does a ride cost in 2024?"),
    (RIDE, "And the year after?", "How much does a ride cost in 2026?"),
    (("How many electric boats were sold?", ""), "And sailing ones?", "How many sailing boats were sold?"),
    (("How many boats were built?", ""), "What did one of them cost?", "What did one of the boats cost?"),
    (("On which days did Ines Karr sail?", ""), "since when?", "Since when did Ines Karr sail?"),
    (("Who disagreed?", "Board member Ines Karr disagreed."), "why?", "Why did Ines Karr disagree?"),
    (
        ("About the board: who disagreed?", "Board member Ines Karr disagreed."),
        "why?",
        "About the board: why did Ines Karr disagree?",
    ),
    (LINE, "why that one?", "Why did the line stop?"),
    (RIDE, "and for children?", "How much does a ride cost in 2025 for children?"),
    (LINE, "Why?", "Why did the line stop?"),
    (LINE, "and for how long?", "For how long did the line stop?"),
    (("In which hall was it shown?", ""), "In the garden?", "In the garden was it shown?"),
    (("In the hall, are dogs allowed?", ""), "in the garden?", "in the garden, are dogs allowed?"),
    (
        ("What do visitors get in the hall?", ""),
        "Until when?",
        "What do visitors get in the hall, and until when?",
    ),
    (("What do visitors get?", ""), "How much?", "How much do visitors get?"),
    (("Did Ines Karr speak to Oskar Lind?", ""), "When did they meet?", "When did Ines Karr meet?"),
    (("When did Ines Karr call Oskar Lind?", ""), "Did they meet?", "Did Ines Karr and Oskar Lind meet?"),
]
ALONE = [
    "Which minister was in the room?",
    "How many boats are there at Tarn Street?",
    "Who is the mayor?",
    "Is there a café in the tower?",
    "When the bridge over the Hanne closed for repairs in May, who paid for it?",
]


@pytest.mark.parametrize(("before", "question", "found"), LEANING, ids=[row[1] for row in LEANING])
def test_a_question_is_put_as_a_person_would(before, question, found):
    assert carried_over(question, *before) == found


@pytest.mark.parametrize("question", ALONE)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert carried_over(question, *WHO) == question


@pytest.mark.parametrize(
    ("question", "thing"),
    [("And a sledge?", "a sledge"), ("what about sledges", "sledges"), ("And in 2024?", ""), ("And why?", ""),
     ("A sledge", ""), ("And it?", ""), ("And how long is a sledge?", ""), ("And the others?", ""),
     ("And old sledges of Brenn?", "")],
)  # fmt: skip
def test_another_thing_is_told_from_another_time_place_or_question(question, thing):
    assert put_in(question) == thing


def test_new_words_take_the_place_of_what_is_most_like_them():
    def embed(texts):
        import numpy as np

        return np.array([[1.0, 0.0] if "garden" in text or "hall" in text else [0.0, 1.0] for text in texts])

    assert carried_over("And the garden?", *HALL) == "Are the garden allowed in the hall?"
    assert carried_over("And the garden?", *HALL, embed=embed) == "Are dogs allowed in the garden?"


WORDS = [
    "in",
    "In",
    "who",
    "When",
    "how",
    "the",
    "hall",
    "Velm",
    "2024",
    "\\1",
    "it",
    "there",
    "they",
    "else",
    "?",
]


@given(*[st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=40)] * 3)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_question(question, before, answer):
    assert carried_over(question, before, answer).strip() or not question.strip()


def test_what_looks_like_a_pattern_is_put_in_as_it_stands():
    assert carried_over("and in \\1 2024?", "How many came in 2023?", "") == "How many came in \\1 2024?"
