"""Pairs of question and passage as token ids, with the tokens where an answer may start and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.documents import Range
from training.weights import MOST_TOKENS


@dataclass(frozen=True)
class EncodedPair:
    """One pair; ``starts`` and ``ends`` are tokens, [0] (the first) where the passage does not answer."""

    ids: list[int]
    types: list[int]
    starts: list[int]
    ends: list[int]
    answered: bool
    group: int = 0


def encode(
    tokenizer: Any, question: str, passage: str, spans: Sequence[Range], *, whole: bool, group: int = 0
) -> EncodedPair | None:
    """The pair, cut after the tokens that the product sends at most; None if a cut took the answer."""
    found = tokenizer.encode(question, passage)
    ids, types = found.ids[:MOST_TOKENS], found.type_ids[:MOST_TOKENS]
    cut = len(found.ids) > MOST_TOKENS
    if cut:
        ids[-1] = found.ids[-1]
    last = len(ids) - 1  # the separator at the end is no place for an answer
    starts, ends = [], []
    for start, end in spans:
        held = [
            i
            for i, ((a, b), kind) in enumerate(zip(found.offsets[:last], types, strict=False))
            if kind and a < end and start < b
        ]
        if held and not (cut and found.offsets[held[-1]][1] < end):
            starts += held if whole else held[:1]
            ends += held if whole else held[-1:]
    if spans and not starts:
        return None
    # The last separator counts as the question's, so that no answer ends there.
    types = [*types[:-1], 0]
    return EncodedPair(ids, types, starts or [0], ends or [0], bool(spans), group)


@dataclass(frozen=True)
class PairArrays:
    """A batch: ids, mask, types, starts and ends [pairs, tokens], answered and groups [pairs]."""

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    types: NDArray[np.int64]
    starts: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    answered: NDArray[np.float32]
    groups: NDArray[np.int64]


def arrays(pairs: Sequence[EncodedPair]) -> PairArrays:
    """The pairs side by side, filled up with zeros."""
    shape = len(pairs), max(len(pair.ids) for pair in pairs)
    ids, mask, types = (np.zeros(shape, np.int64) for _ in range(3))
    starts, ends = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for row, pair in enumerate(pairs):
        size = len(pair.ids)
        ids[row, :size], types[row, :size], mask[row, :size] = pair.ids, pair.types, 1
        starts[row, pair.starts] = True
        ends[row, pair.ends] = True
    answered = np.array([pair.answered for pair in pairs], np.float32)
    return PairArrays(ids, mask, types, starts, ends, answered, np.array([pair.group for pair in pairs]))
