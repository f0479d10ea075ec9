"""The type of answer that a question asks for."""

import pytest

from rag.answering.answer_type import AnswerType, may_measure
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
    ("question", "dimension", "may"),
    [
        ("How fast was it?", "length", False),
        ("How fast was it?", "speed", True),
        ("How long was it?", "money:EUR", False),
        ("How high was the fine?", "money:EUR", True),
        ("How high is unemployment?", "percent", True),
        ("How deep are the cuts?", "percent", True),
        ("How long is the book?", "count", True),
    ],
)
def test_what_is_surely_another_measure_is_no_answer(question, dimension, may):
    assert may_measure(question, dimension) is may


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
        ("What did Bill Clinton say?", AnswerType.ANYTHING),
        ("What does the bill on asylum say?", AnswerType.ANYTHING),
        ("What was the electricity bill?", AnswerType.MONEY),
        ("Which foods increase weight?", AnswerType.ANYTHING),
        ("What was the top speed?", AnswerType.NUMBER),
    ],
)
def test_the_form_of_a_question_says_what_kind_of_answer_it_asks_for(question, form):
    assert question_type(question).form is form
