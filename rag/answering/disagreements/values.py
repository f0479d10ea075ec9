"""The value that words of a sentence give: a quantity, a date, or the words themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.weights import LONGEST_VALUE
from rag.english.dates.find_dates import When
from rag.english.quantities.quantity import Quantity
from rag.english.sentence_facts import dates_of, quantities_of
from rag.english.text import read

Fact = Quantity | When
_AROUND = " \t\n.,;:!?\"'“”‘’()[]"
_HALF = 0.5  # of the words, from which they are the fact that they hold


@dataclass(frozen=True)
class CandidateValue:
    """Words of a sentence (``text[start:end]``) that may be what is asked; ``fact``: what they measure."""

    start: int
    end: int
    text: str
    fact: Fact | None = None


def value(sentence: str, start: int, end: int) -> CandidateValue | None:
    """The value at characters ``start`` to ``end`` of a sentence; ``None`` where these are too many words.

    The whole quantity or date that the words are, or are a part of, else the words without marks around them.
    """
    facts: Sequence[Fact] = (*dates_of(sentence, None), *quantities_of(sentence))
    fact = max(facts, key=lambda one: _shared(one, start, end), default=None)
    if fact and _shared(fact, start, end) >= _HALF * (end - start):
        return CandidateValue(fact.start, fact.end, fact.text, fact)
    words = sentence[start:end]
    start += len(words) - len(words.lstrip(_AROUND))
    words = words.strip(_AROUND)
    if not words or len(read(words).words) > LONGEST_VALUE:
        return None
    return CandidateValue(start, start + len(words), words)


def _shared(fact: Fact, start: int, end: int) -> int:
    return min(fact.end, end) - max(fact.start, start)
