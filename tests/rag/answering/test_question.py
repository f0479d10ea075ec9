"""The type of answer that a question asks for."""

import pytest

from rag.answering.answer_type import AnswerType
from rag.answering.question import question_type


@pytest.mark.parametrize(
    ("question", "is_open"),
    [
        ("What did the leaders discuss?", True),
        ("what does Karr want", True),
        ("What was the revenue of the mill?", False),
        ("Which sport does she play?", False),
        ("Who came?", False),
    ],
)
def test_what_someone_does_may_have_several_right_answers(question, is_open):
    assert question_type(question).is_open is is_open


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("When did the mill open?", AnswerType.TIME),
        ("and when the talks began?", AnswerType.TIME),
        ("Do you know when the line reopened?", AnswerType.TIME),
        ("Until when?", AnswerType.TIME),
        ("Who led the guards when the mill was taken?", AnswerType.PERSON),
        ("What does the clay turn into when heated?", AnswerType.ANYTHING),
        ("When heated, what does it become?", AnswerType.ANYTHING),
    ],
)
def test_when_asks_for_a_time_only_where_it_joins_no_clauses(question, form):
    assert question_type(question).form is form
