"""Questions that ask the same have one plain wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.asking.wording import plainly

SAME = [
    ("What was the length of the call?", "How long was the call?"),
    ("duration of the call", "How long was the call?"),
    ("the duration of the call", "How long was the call?"),
    ("What was the call's length?", "How long was the call?"),
    ("What is the number of boats at the quay?", "How many boats at the quay are there?"),
    ("What's the price of a ride?", "How much does a ride cost?"),
    ("How do the articles differ on the length of the call?", "How long was the call?"),
    ("Where do my sources disagree about who opened the harbour?", "Who opened the harbour?"),
    ("Who says what about the fire?", "What about the fire?"),
    ("compare what the reports say about the number of dead", "How many dead are there?"),
    ("How long was the call?", "How long was the call?"),
    ("What is the name of the captain of the ferry?", "Who is the captain of the ferry?"),
    ("What is the name of the port's chief pilot?", "Who is the port's chief pilot?"),
    ("What is the name of the ferry?", "What is the name of the ferry?"),
    ("What was the age of the bridge?", "How old was the bridge?"),
    ("For what length of time was the line shut?", "How long was the line shut?"),
    ("What is the rate of the duty?", "How high is the duty?"),
    ("what was the number of people who came", "How many people who came?"),
    ("Can you tell me the price of a ride, please?", "How much does a ride cost?"),
    ("ferry crossing duration", "How long was the ferry crossing?"),
    ("What is the number of the house of the Ritters?", "What is the number of the house of the Ritters?"),
    ("What is the name of the chairman's dog?", "What is the name of the chairman's dog?"),
    (
        "What is the name of the street where the president lived?",
        "What is the name of the street where the president lived?",
    ),
    ("What were the costs of the flood?", "How much did the flood cost?"),
    (
        "What is the price of a ride and where is it sold?",
        "What is the price of a ride and where is it sold?",
    ),
    ("Who differs on the fire?", "Who differs on the fire?"),
]


@pytest.mark.parametrize(("question", "plain"), SAME)
def test_a_question_is_put_in_its_plain_wording(question, plain):
    assert plainly(question) == plain


@given(st.text(max_size=80))
def test_a_question_without_another_wording_is_left_as_it_is(question):
    assert plainly(question) == question or len(plainly(question)) > 1
