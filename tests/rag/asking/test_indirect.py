"""What is asked indirectly is asked directly."""

import pytest

from rag.asking.indirect import directly

ASKED = [
    ("Can you tell me how old the bridge was?", "How old was the bridge?"),
    ("Could you please tell me who the mayor of Velm is?", "Who is the mayor of Velm?"),
    ("I'd like to know when the harbour opened.", "When did the harbour open?"),
    ("I want to know how many boats Velm has.", "How many boats does Velm have?"),
    ("do you know how many boats came", "How many boats came?"),
    ("Tell me how many people were on board in May.", "How many people were on board in May?"),
    (
        "I would like to know in which hall the fair will take place.",
        "In which hall will the fair take place?",
    ),
    ("We wonder what the ride costs", "What does the ride cost?"),
    ("Can you tell me what the ride cost in May?", "What did the ride cost in May?"),
    ("Could you tell me the cost of a ride, please?", "What is the cost of a ride?"),
    ("So how long was the call?", "How long was the call?"),
    ("Who's the mayor?", "Who is the mayor?"),
    ("Tell me what Ann Karr said about it", "What did Ann Karr say about it?"),
    ("Show me what the report says about costs", "What does the report say about costs?"),
    ("Tell me what the injured driver did", "What did the injured driver do?"),
    ("tell me what the man called Smith did", "What the man called Smith did?"),
]
LEFT = [
    "How long was the call?",
    "Tell me about the call",
    "Who told me so?",
    "Who's left the company?",
    "What's happened to the bridge?",
    "Where's the fire been burning?",
    "So far how many died?",
    "Well water quality",
    "Can dogs come in?",
    "",
]


@pytest.mark.parametrize(("question", "direct"), ASKED)
def test_a_question_is_asked_directly(question, direct):
    assert directly(question) == direct


@pytest.mark.parametrize("question", LEFT)
def test_any_other_is_left_as_it_is(question):
    assert directly(question) == question
