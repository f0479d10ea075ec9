"""BM25 (Robertson and others, 1994) as SQLite's FTS5 computes it, of all passages of a search at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.weights import LEAST_IDF, LENGTH_SHARE, SAMPLE_MORE, SAMPLED, SATURATION

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
    """The BM25 scores of passages, 0 of those that hold no term of a search.

    ``numbers`` are those of the passages, in ascending order; ``None`` where each score stands at the number
    of its passage.
    """

    scores: NDArray[np.floating]
    numbers: Numbers | None = None

    def best(self, limit: int) -> dict[int, float]:
        """The ``limit`` largest by their numbers, the largest first."""
        places = _largest(self.scores, limit)
        numbers = places if self.numbers is None else self.numbers[places]
        return dict(zip(numbers.tolist(), self.scores[places].tolist(), strict=True))

    def of(self, numbers: Sequence[int]) -> NDArray[np.float64]:
        """The scores of these passages; 0 for those that hold no term."""
        wanted = np.array(numbers, np.int64)
        scores = np.zeros(len(wanted))
        if self.numbers is None:
            places, known = wanted, wanted < len(self.scores)
        else:
            places = np.searchsorted(self.numbers, wanted)
            known = places < len(self.numbers)
            known[known] = self.numbers[places[known]] == wanted[known]
        scores[known] = self.scores[places[known]]
        return scores


def _largest(scores: NDArray[np.floating], limit: int) -> Numbers:
    """The places of the ``limit`` largest scores above 0, the largest first; of equal ones the first."""
    places = np.flatnonzero(scores > max(_bound(scores, limit), 0.0))
    if len(places) < limit:
        places = np.flatnonzero(scores > 0)
    found = scores[places]
    if limit < len(places):
        kept = np.sort(np.argpartition(-found, limit - 1)[:limit])
        places, found = places[kept], found[kept]
    return places[np.argsort(-found, kind="stable")]


def _bound(scores: NDArray[np.floating], limit: int) -> float:
    """A score that more than ``limit`` others surpass, as a sample of them lets expect; 0 for few scores."""
    sample = scores[::SAMPLED]
    count = SAMPLE_MORE * limit // SAMPLED + 1
    return float(np.partition(sample, -count)[-count]) if len(sample) > 2 * count else 0.0


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
