"""Selection of the sentences of a summary: central, unlike each other, from all parts."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rag.english.same_statement import same_statement
from rag.summarizing.central import Ranked, rank
from rag.summarizing.prospects import Prospect
from rag.summarizing.weights import FEWEST, MOST, PER_PART, REDUNDANCY, SHARE, SHORT, USUAL


def wanted(sentences: int) -> int:
    """The number of sentences in the summary of a document with ``sentences`` prospects."""
    if sentences < SHORT:
        return math.ceil(SHARE * sentences)
    return min(MOST, FEWEST + int(math.log2(sentences / SHORT)))


def ranked(prospects: Sequence[Prospect], title: str, words: int | None) -> Ranked:
    """Rank the prospects, in as many parts as sentences will be chosen; fewer in a short document."""
    count = wanted(len(prospects)) if words is None else words // USUAL + 1
    return rank(prospects, title, max(1, min(count, len(prospects) // PER_PART)))


def choose(found: Ranked, words: int | None = None) -> list[int]:
    """Indices of the prospects that make a summary, in reading order; at least one.

    ``words`` bounds their length, and replaces the usual number of sentences. A sentence that depends on the
    one before it comes in only behind that one.
    """
    selection = Selection(found, words)
    most = max(wanted(len(found.prospects)), _answers(found)) if words is None else len(found.prospects)
    while len(selection.chosen) < most and (index := selection.best()) is not None:
        selection.take(index)
    prospects = found.prospects
    if not selection.chosen:  # not one is short enough
        return [min(range(len(prospects)), key=lambda n: (prospects[n].hangs, prospects[n].words))]
    return sorted(selection.chosen)


def _answers(found: Ranked) -> int:
    """The number of answers of a document that is a list of questions, a summary's at most; else 0."""
    answers = sum(prospect.statement.question is not None for prospect in found.prospects)
    return min(MOST, answers) if 2 * answers >= len(found.prospects) else 0


class Selection:
    """A greedy selection, and the gain of each further sentence.

    A sentence adds less the more it is like one that is chosen, and the more its part of the document has
    been drawn from: a reward for diversity over parts, as Lin and Bilmes 2011, "A Class of Submodular
    Functions for Document Summarization", have it over clusters.
    """

    def __init__(
        self, found: Ranked, words: int | None = None, worth: NDArray[np.float32] | None = None
    ) -> None:
        self.chosen: list[int] = []
        self._found = found
        self._worth = found.worth if worth is None else worth
        self._lengths = np.array([prospect.words for prospect in found.prospects])
        self._left = words if words is not None else int(self._lengths.sum())
        self._likeness = np.zeros(len(found.prospects), np.float32)
        self._taken = np.zeros(int(found.parts.max()) + 1)
        standing = np.array([not prospect.hangs for prospect in found.prospects])
        self._open = standing if standing.any() else np.ones_like(standing)

    def best(self) -> int | None:
        """The index of the sentence of greatest gain that fits; ``None`` if there is none."""
        gain = self._worth * (1 - REDUNDANCY * self._likeness) / (1 + self._taken[self._found.parts])
        gain[~self._open | (self._lengths > self._left)] = 0
        index = int(gain.argmax())
        return index if gain[index] > 0 else None

    def take(self, index: int, *, behind: bool = True) -> None:
        """Choose a sentence, unless a chosen one says the same; mutates the selection.

        ``behind``: a sentence that depends on this one may be chosen from now on.
        """
        self._open[index] = False
        prospects = self._found.prospects
        if any(_say_the_same(prospects[index], prospects[other]) for other in self.chosen):
            return
        self.chosen.append(index)
        self.avoid(index)
        self._left -= prospects[index].words
        self._taken[self._found.parts[index]] += 1
        after = index + 1
        if behind and after < len(prospects) and prospects[after].number == prospects[index].number + 1:
            self._open[after] |= prospects[after].hangs and after not in self.chosen

    def avoid(self, index: int) -> None:
        """Lower the gain of every sentence similar to this one; mutates the selection."""
        self._open[index] = False
        vectors = self._found.vectors
        self._likeness = np.maximum(self._likeness, vectors @ vectors[index])


def _say_the_same(one: Prospect, other: Prospect) -> bool:
    return same_statement(one.line, other.line)
