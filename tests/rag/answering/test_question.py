"""The type of answer that a question asks for."""

import pytest

from rag.answering.question import question_type

NOUNS = [
    ("Which sport does she play?", "sport"),
    ("What was the revenue of the mill?", "revenu"),
    ("What did the leaders discuss?", ""),
    ("What does Karr want?", ""),
    ("Who came?", ""),
]


@pytest.mark.parametrize(("question", "noun"), NOUNS)
def test_a_verb_is_no_noun_that_is_asked_for(question, noun):
    assert question_type(question).noun == noun
