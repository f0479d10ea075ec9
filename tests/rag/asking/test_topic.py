"""What a question asks for, as a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.asking.topic import topic

TOPICS = [
    ("How long was the call?", "Length of the call"),
    ("How long did the call between Velm and Brenn last?", "Length of the call"),
    ("How many passengers were on board?", "Number of passengers"),
    ("How much does a ride cost?", "Price of the ride"),
    ("How tall is the lighthouse?", "Height of the lighthouse"),
    ("What was the wind speed at the quay?", "Wind speed at the quay"),
    ("How long was the bridge at Velm open on 3 March?", "How long the bridge at Velm was open on 3 March"),
    ("How long was the lift at a halt on 3 March?", "How long the lift was at a halt on 3 March"),
    ("How long did Ines Karr talk?", "How long Ines Karr talked"),
    ("When did the bridge at Velm open again?", "When the bridge at Velm opened again"),
    ("When will the talks be held?", "When the talks will be held"),
    ("Who was the captain of the ship?", "Captain of the ship"),
    ("Where did they all go?", "Where did they all go"),
    ("Who opened it?", "Who opened it"),
]


@pytest.mark.parametrize(("question", "title"), TOPICS)
def test_a_title_names_the_quantity_where_the_question_is_plain(question, title):
    assert topic(question) == title


@given(st.text(max_size=80))
def test_any_question_has_a_title(question):
    assert topic(question) or not question.rstrip(" ?!.")
