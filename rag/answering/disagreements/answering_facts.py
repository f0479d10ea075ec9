"""Keep the matched facts that answer the question, by a reader."""

from collections.abc import Sequence

from rag.answering.question import QuestionType
from rag.answering.readings import Readings
from rag.answering.weights import BEHIND_ALONE, LEAST_ALONE
from rag.english.text import read
from rag.facts.facts import Fact


def answering_facts(asked: QuestionType, matched: Sequence[Fact], readings: Readings) -> list[Fact]:
    """Those of ``matched`` whose sentences answer by themselves, or about as well as the first one's does.

    Where the question has other words than the sources, the reader is sure of none of them. Then one is kept
    that is not far behind, and shares a word with the question or the first, besides its value and names.
    """
    if len(matched) < 2:
        return list(matched)
    alone = [readings.alone(one.statement.text, one.value.start, one.value.end) for one in matched]
    known = _stems(asked.text) | _around(matched[0])
    return [
        one
        for n, one in enumerate(matched)
        if n == 0
        or alone[n] >= LEAST_ALONE
        or (alone[n] >= alone[0] - BEHIND_ALONE and not known.isdisjoint(_around(one)))
    ]


def _around(fact: Fact) -> set[str]:
    text = fact.statement.text
    return _stems(text[: fact.value.start]) | _stems(text[fact.value.end :])


def _stems(text: str) -> set[str]:
    """The stems of the telling words that are no names."""
    words = read(text).words
    return {word.stem for word in words if word.is_content and word.form.isalpha() and not word.is_capital}
