"""BM25 (Robertson and others, 1994) as SQLite's FTS5 computes it, of all passages of a search at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.store.weights import LEAST_IDF, LENGTH_SHARE, SATURATION

Numbers = NDArray[np.int64]
"""Numbers of passages."""


@dataclass(frozen=True, eq=False)
class Postings:
    """The passages that hold a term, by number, and its frequency in each; in a title it counts less."""

    numbers: NDArray[np.integer]
    frequencies: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Weighted:
    """The passages that hold a term, by number, and what it adds to the score of each."""

    numbers: NDArray[np.integer]
    weights: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class WordScores:
    """The BM25 scores of all passages that hold a term of a search; numbers in ascending order."""

    numbers: Numbers
    scores: NDArray[np.floating]

    @classmethod
    def of_all(cls, scores: NDArray[np.floating]) -> Self:
        """The scores above 0 of an array that has each at its passage's number."""
        numbers = np.flatnonzero(scores != 0)  # of truth values: eight times as fast as of numbers
        return cls(numbers, scores[numbers])

    def best(self, limit: int) -> dict[int, float]:
        """The ``limit`` largest by their numbers, the largest first."""
        places = np.arange(len(self.numbers))
        if limit < len(places):
            places = np.sort(np.argpartition(-self.scores, limit - 1)[:limit])
        places = places[np.argsort(-self.scores[places], kind="stable")]
        return dict(zip(self.numbers[places].tolist(), self.scores[places].tolist(), strict=True))

    def of(self, numbers: Sequence[int]) -> NDArray[np.float64]:
        """The scores of these passages; 0 for those that hold no term."""
        wanted = np.array(numbers, np.int64)
        places = np.searchsorted(self.numbers, wanted)
        places[places == len(self.numbers)] = 0
        found = self.numbers[places] == wanted if len(self.numbers) else np.zeros(len(wanted), bool)
        scores = np.zeros(len(wanted))
        scores[found] = self.scores[places[found]]
        return scores


def weighted(one: Postings, lengths: NDArray[np.float64], total: int, words: float) -> Weighted:
    """The weight that a term adds to the score of each passage that holds it.

    ``lengths`` are the numbers of words of these passages; ``total`` passages have ``words`` words together.
    """
    count = len(one.numbers)
    idf = max(float(np.log((total - count + 0.5) / (count + 0.5))), LEAST_IDF)
    norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * (lengths * (total / max(words, 1.0))))
    weights = idf * one.frequencies * (SATURATION + 1) / (one.frequencies + norm)
    return Weighted(one.numbers, weights.astype(np.float32))  # half the memory: millions are kept


def bm25(found: Sequence[Weighted]) -> NDArray[np.float32]:
    """The score of each passage, by its number; 0 of one that has none of the terms of ``found``."""
    size = max((int(one.numbers[-1]) + 1 for one in found if len(one.numbers)), default=0)
    scores = np.zeros(size, np.float32)
    for one in found:
        scores[one.numbers] += one.weights
    return scores


def only(scores: NDArray[np.float32], numbers: Numbers) -> NDArray[np.float32]:
    """The scores of these passages, and 0 for all others."""
    kept = np.zeros_like(scores)
    within = numbers[numbers < len(scores)]
    kept[within] = scores[within]
    return kept
