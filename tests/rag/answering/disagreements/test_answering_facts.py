"""Facts of other sources are kept where they answer about as well as the first."""

import pytest

from rag.answering.disagreements.answering_facts import answering_facts
from rag.answering.question import question_type
from rag.facts.facts import facts
from rag.facts.statement import Statement


class Read:
    """A reading whose log-odds are given for each sentence."""

    def __init__(self, scores):
        self.scores = scores

    def alone(self, sentence, start, end):
        return self.scores[sentence]


def fact(text):
    statement = Statement(text[:4], 0, 1, 0, len(text), text, frozenset(), None)
    return next(iter(facts(statement, None)))


FIRST = "The cabins hung still for 40 minutes."
OTHER = "Nobody left the cabins for 55 minutes."
STRANGE = "The talk took 30 minutes."


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        ({FIRST: 3.0, OTHER: -1.0, STRANGE: -9.0}, [FIRST, OTHER]),
        ({FIRST: 3.0, OTHER: -3.5, STRANGE: -9.0}, [FIRST]),
        ({FIRST: -2.0, OTHER: -4.5, STRANGE: -4.5}, [FIRST, OTHER]),
    ],
)
def test_a_fact_is_weighed_against_the_first(scores, kept):
    matched = [fact(text) for text in (FIRST, OTHER, STRANGE)]
    found = answering_facts(question_type("How long was it out of motion?"), matched, Read(scores))
    assert [one.statement.text for one in found] == kept
