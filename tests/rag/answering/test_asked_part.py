"""Which number answers where a part and its whole are counted."""

import pytest

from rag.answering.asked_part import asked_part
from rag.model.reading.reader import AnswerSpan

SENTENCE = "Engineers found rot in three of its eight trusses last week."


@pytest.mark.parametrize(
    ("question", "read", "taken"),
    [
        ("How many trusses have rot?", "eight", "three"),
        ("How many trusses have rot?", "three of its eight trusses", "three"),
        ("How many trusses have rot?", "three", "three"),
        ("How many trusses does it have?", "eight", "eight"),
        ("When was rot found in the trusses?", "last week", "last week"),
    ],
)
def test_the_part_is_taken_where_the_question_asks_what_holds_of_it(question, read, taken):
    start = SENTENCE.index(read)
    span = asked_part(question, SENTENCE, AnswerSpan(start, start + len(read), 1.0))
    assert SENTENCE[span.start : span.end] == taken
