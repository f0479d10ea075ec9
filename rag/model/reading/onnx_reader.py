"""A reader of a folder's graph.

Our own graph gives ``start``, ``end`` [pairs, tokens] and ``answered`` [pairs]. A cross-encoder that ranks
gives one logit a pair, as Sentence Transformers exports it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from rag.model.reading.pair_graph import PairGraph
from rag.model.reading.reader import Logits, Reading

SPANS = ["start", "end", "answered"]
_NO_SPANS = (np.zeros((0, 2), np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))


class OnnxReader:
    """A reader that gives spans, or ranks; ``name`` is what ``doctor`` calls it."""

    def __init__(self, graph: PairGraph, name: str) -> None:
        self.name = name
        self._graph = graph
        self.gives_spans = graph.outputs == SPANS

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage for the question; in the order of ``passages``."""
        pairs = [(question, passage) for passage in passages]
        rows = self._graph.run(pairs, parts_apart=self.gives_spans)  # as in training: no answer ends there
        if self.gives_spans:
            return [_reading(tokens, *outputs) for tokens, outputs in rows]
        return [Reading(float(outputs[0][0]), *_NO_SPANS) for _, outputs in rows]


def _reading(pair: Any, start: Logits, end: Logits, answered: Logits) -> Reading:
    tokens = np.flatnonzero(np.array(pair.type_ids[:-1]) == 1)
    offsets = np.array(pair.offsets, np.int64).reshape(-1, 2)[tokens]
    return Reading(float(answered), offsets, start[tokens] - start[0], end[tokens] - end[0])
