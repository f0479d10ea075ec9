"""The interface of a reader: a network that reads a question and a passage together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.model.reading.weights import MOST_TOKENS

Logits = NDArray[np.float32]


@dataclass(frozen=True)
class AnswerSpan:
    """Characters ``start`` to ``end`` of a passage, and the log-odds that the answer stands there."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, eq=False)
class Reading:
    """The reading of a passage: ``answered``, the log-odds that it answers the question.

    ``offsets``: first and last character (exclusive) of each token of the passage, of shape (tokens, 2);
    ``starts`` and ``ends``: how much likelier the answer starts or ends at a token than nowhere, as
    log-odds, of shape (tokens,). All three are empty of a reader that gives no spans.
    """

    answered: float
    offsets: NDArray[np.int64]
    starts: Logits
    ends: Logits

    def best_span(self, start: int = 0, end: int | None = None, longest: int = 30) -> AnswerSpan | None:
        """The likeliest span of ``longest`` tokens at most within characters ``start`` to ``end``."""
        inside = self.offsets[:, 0] >= start
        if end is not None:
            inside &= self.offsets[:, 1] <= end
        tokens = np.flatnonzero(inside & (self.offsets[:, 1] > self.offsets[:, 0]))
        if not len(tokens):
            return None
        first, last = int(tokens[0]), int(tokens[-1]) + 1
        sums = self.starts[first:last, None] + self.ends[None, first:last]
        no_spans = _no_spans(max(len(sums), MOST_TOKENS), longest)[: len(sums), : len(sums)]
        sums = np.where(no_spans, -np.inf, sums)
        a, b = np.unravel_index(int(sums.argmax()), sums.shape)
        span = int(self.offsets[first + a, 0]), int(self.offsets[first + b, 1])
        return AnswerSpan(*span, float(sums[a, b]) / 2)


@lru_cache(maxsize=4)
def _no_spans(tokens: int, longest: int) -> NDArray[np.bool_]:
    """Where a token (column) cannot end a span that starts at another (row); of shape (tokens, tokens)."""
    return np.asarray(~np.tri(tokens, k=longest - 1, dtype=bool) | np.tri(tokens, k=-1, dtype=bool))


class Reader(Protocol):
    """A reader; ``name`` is what ``doctor`` calls it."""

    name: str

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage for the question; in the order of ``passages``."""
