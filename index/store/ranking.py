"""BM25 (Robertson and others, 1994) as SQLite's FTS5 computes it, of all passages of a search at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.weights import LEAST_IDF, LENGTH_SHARE, SATURATION

Numbers = NDArray[np.int64]
"""Numbers of passages."""


@dataclass(frozen=True, eq=False)
class Postings:
    """The passages that hold a term, by number, and its frequency in each; in a title it counts less."""

    numbers: Numbers
    frequencies: NDArray[np.float64]


def bm25(
    found: Sequence[Postings], lengths: Callable[[Numbers], NDArray[np.float64]], total: int, words: float
) -> NDArray[np.float64]:
    """The score of each passage, by its number; 0 of one that has none of the terms of ``found``.

    ``lengths`` gives the numbers of words of passages; ``total`` passages have ``words`` words together.
    """
    scores = np.zeros(max(int(one.numbers[-1]) for one in found) + 1)
    for one in found:
        count = len(one.numbers)
        idf = max(float(np.log((total - count + 0.5) / (count + 0.5))), LEAST_IDF)
        norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * (lengths(one.numbers) * (total / words)))
        scores[one.numbers] += idf * one.frequencies * (SATURATION + 1) / (one.frequencies + norm)
    return scores


def best(scores: NDArray[np.float64], limit: int) -> Numbers:
    """The numbers of the ``limit`` largest scores above 0, the largest first."""
    numbers = np.flatnonzero(scores)
    if limit < len(numbers):
        numbers = numbers[np.sort(np.argpartition(-scores[numbers], limit - 1)[:limit])]
    return numbers[np.argsort(-scores[numbers], kind="stable")]


def only(scores: NDArray[np.float64], numbers: Numbers) -> NDArray[np.float64]:
    """The scores of these passages, and 0 for all others."""
    kept = np.zeros_like(scores)
    within = numbers[numbers < len(scores)]
    kept[within] = scores[within]
    return kept
