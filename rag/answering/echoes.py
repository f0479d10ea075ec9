"""Put sentences last that only repeat the question: a heading of its words tells nothing."""

from collections.abc import Sequence

from rag.answering.question import question_type
from rag.answering.ranker import Candidate
from rag.english.text import read


def without_echoes(question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """``ranked``, those last that have no telling word but the question's; a yes or no they may tell."""
    asked = read(question).content
    if question_type(question).is_yes_or_no:
        return list(ranked)
    echoes = [one for one in ranked if read(one.text).content <= asked]
    if not echoes or len(echoes) == len(ranked):
        return list(ranked)
    places = {(one.hit.number, one.sentence.start) for one in echoes}
    told = [one for one in ranked if (one.hit.number, one.sentence.start) not in places]
    return [*told, *(one.scored(0.0) for one in echoes)]
