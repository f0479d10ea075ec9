"""A conversation as a browser keeps it, and as a model is sent it."""

import pytest
from support.parsed import Parsed, answered, citation

from rag.shapes import Answer, AnswerSentence
from ui.web.panes.conversation import thread
from ui.web.panes.turns import Turn, from_text, history, to_text


def test_a_conversation_comes_back_as_it_was():
    turns = (
        Turn("Why?", 3, answered(AnswerSentence("It 😀 left.", (1,), "supported"), citations=[citation()])),
        Turn("How?", 2, error="The library is busy."),
    )  # fmt: skip
    assert from_text(to_text(turns)) == turns


@pytest.mark.parametrize("text", ["", "nonsense", "[1]", '[{"question": 1}]', '{"a": 1}', None, 7])
def test_a_conversation_that_is_not_ours_is_empty(text):
    assert from_text(text) == ()


def test_a_turn_that_was_left_in_the_middle_comes_back_interrupted():
    turn = Turn("Why?", 1, answered(), state="working", draft="It came")
    kept = from_text(to_text((turn,)))
    assert [(known.state, known.draft) for known in kept] == [("interrupted", "")]
    assert "Interrupted" in Parsed(thread(kept)).text


def test_history_is_what_was_found_and_finished():
    found = answered(
        AnswerSentence("It left.", (), "supported"), AnswerSentence("It came.", (), "unsupported")
    )
    others = (
        Turn("Lost?", 1, Answer("Lost?", False, 0.1, "m")),
        Turn("Broken?", 1, error="The library is busy."),
        Turn("Stopped?", 1, found, state="stopped"),
    )
    asked = tuple(Turn(f"Why {n}?", 1, found) for n in range(8))
    told_so_far = history((*asked, *others))
    assert [said["content"] for said in told_so_far if said["role"] == "user"] == [
        f"Why {n}?" for n in range(2, 8)
    ]
    assert told_so_far[1] == {"role": "assistant", "content": "It left. It came."}
