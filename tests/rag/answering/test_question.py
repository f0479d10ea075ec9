"""The type of answer that a question asks for."""

import pytest

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
