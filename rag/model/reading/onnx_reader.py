"""A reader of a folder's graph.

Our own graph gives ``start``, ``end`` [pairs, tokens] and ``answered`` [pairs]. One for extractive question
answering, as Transformers exports it, gives the first two, as ``start_logits`` and ``end_logits``. A
cross-encoder that ranks gives one logit a pair, as Sentence Transformers exports it.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from rag.model.reading.pair_graph import PairGraph
from rag.model.reading.reader import Logits, Reading

SPANS = ["start", "end", "answered"]
SPAN_LOGITS = ["start_logits", "end_logits"]
_NO_SPANS = (np.zeros((0, 2), np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))


class OnnxReader:
    """A reader that gives spans, or ranks; ``name`` is what ``doctor`` calls it."""

    def __init__(self, graph: PairGraph, name: str) -> None:
        self.name = name
        self._graph = graph
        self.gives_spans = graph.outputs in (SPANS, SPAN_LOGITS)

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage for the question; in the order of ``passages``."""
        pairs = [(question, passage) for passage in passages]
        # As in the training of our own: no answer ends at the last separator.
        rows = self._graph.run(pairs, parts_apart=self._graph.outputs == SPANS)
        if self.gives_spans:
            return [_reading(tokens, *outputs) for tokens, outputs in rows]
        return [Reading(float(outputs[0][0]), *_NO_SPANS) for _, outputs in rows]


def _reading(pair: Any, start: Logits, end: Logits, answered: Logits | None = None) -> Reading:
    """A pair's reading; where ``answered`` is not given, the best span against none says it."""
    tokens = np.array([n for n, part in enumerate(pair.sequence_ids) if part == 1], np.int64)
    offsets = np.array(pair.offsets, np.int64).reshape(-1, 2)[tokens]
    made = Reading(0.0, offsets, start[tokens] - start[0], end[tokens] - end[0])
    if answered is not None:
        return replace(made, answered=float(answered))
    best = made.best_span()
    return replace(made, answered=best.score) if best else made
