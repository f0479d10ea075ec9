"""Repetition: what a briefing says once, it does not say again."""

from collections.abc import Iterable
from functools import lru_cache

from rag.briefing.weights import REPEATS, REPEATS_FIGURE, REPEATS_WORDS
from rag.english.sentence_facts import quantities_of
from rag.facts.statement import Statement

Figure = tuple[float, float, str]


class StatementLog:
    """The statements that a briefing has so far."""

    def __init__(self) -> None:
        self._places: set[tuple[str, int, int]] = set()
        self._leads: list[Statement] = []

    def add(self, statements: Iterable[Statement]) -> None:
        """Tell the first of ``statements``, which the others say, too."""
        every = list(statements)
        self._places.update(one.place for one in every)
        self._leads += every[:1]

    def add_all(self, statements: Iterable[Statement]) -> None:
        """Tell each of ``statements``."""
        for one in statements:
            self.add([one])

    def has(self, statement: Statement) -> bool:
        """Return whether it was told, or repeats one that was."""
        return statement.place in self._places or any(repeats(statement, one) for one in self._leads)


def repeats(one: Statement, other: Statement) -> bool:
    """Return whether ``one`` says what ``other`` does: alike as a whole, or the same figures of one matter.

    With a figure, and ``other`` without any, it says more.
    """
    alike = _alike(one, other)
    mine, theirs = _figures(one.text), _figures(other.text)
    if mine and not theirs:
        return False
    same_figures = bool(mine) and (mine <= theirs or theirs <= mine) and bool(theirs)
    return (
        alike >= REPEATS or (same_figures and alike >= REPEATS_FIGURE) or _shared(one, other) > REPEATS_WORDS
    )


def _alike(one: Statement, other: Statement) -> float:
    """The cosine of two statements; without vectors the share of the words of the shorter one."""
    if one.vector is None or other.vector is None:
        return _shared(one, other)
    return float(one.vector @ other.vector)


def _shared(one: Statement, other: Statement) -> float:
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))


@lru_cache(maxsize=4096)
def _figures(text: str) -> frozenset[Figure]:
    return frozenset((one.low, one.high, one.dimension) for one in quantities_of(text) if one.low > 1)
