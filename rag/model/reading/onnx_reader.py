"""A reader from a folder with an ONNX graph and its tokenizer, run by onnxruntime.

Our own graph gives ``start``, ``end`` [pairs, tokens] and ``answered`` [pairs]. Any other is taken for a
cross-encoder that ranks: one logit a pair, as Sentence Transformers exports it.
"""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import readable
from index.errors import UsageError
from rag.model.reading.reader import Logits, Reading
from rag.model.reading.weights import MOST_TOKENS, PAIRS_AT_ONCE

GRAPHS = ("reader.onnx", "model.onnx", "onnx/model_quantized.onnx", "onnx/model.onnx")
_SPANS = ("start", "end", "answered")
_NO_SPANS = (np.zeros((0, 2), np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32))


class OnnxReader:
    """The reader of a folder. Raises ``UsageError`` if the folder holds none that can be run."""

    def __init__(self, folder: Path, name: str = "") -> None:
        self.name = name or folder.name
        self._session, self._tokenizer = _open(folder)
        self._inputs = [entry.name for entry in self._session.get_inputs()]
        self.gives_spans = [entry.name for entry in self._session.get_outputs()] == list(_SPANS)
        if not self.gives_spans and self._score_of_nothing().shape != (1, 1):
            raise UsageError(f"{str(folder)!r} holds no reader: its graph gives neither spans nor one score")

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage for the question; in the order of ``passages``."""
        pairs = self._tokenizer.encode_batch([(readable(question), readable(text)) for text in passages])
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))  # padding is work for nothing
        made: dict[int, Reading] = {}
        for at in range(0, len(order), PAIRS_AT_ONCE):
            batch = order[at : at + PAIRS_AT_ONCE]
            made |= zip(batch, self._readings([pairs[i] for i in batch]), strict=True)
        return [made[i] for i in range(len(passages))]

    def _readings(self, pairs: Sequence[Any]) -> list[Reading]:
        outputs = self._run(pairs)
        if not self.gives_spans:
            return [Reading(float(score), *_NO_SPANS) for score in outputs[0][:, 0]]
        return [_reading(pair, *(part[row] for part in outputs)) for row, pair in enumerate(pairs)]

    def _run(self, pairs: Sequence[Any]) -> list[Any]:
        shape = len(pairs), max(len(pair.ids) for pair in pairs)
        ids, mask, types = (np.zeros(shape, np.int64) for _ in range(3))
        for row, pair in enumerate(pairs):
            size = len(pair.ids)
            ids[row, :size], mask[row, :size], types[row, :size] = pair.ids, 1, pair.type_ids
            if self.gives_spans:
                types[row, size - 1] = 0  # as in training: no answer ends in the last separator
        feeds = {name: _fed(name, ids, mask, types) for name in self._inputs}
        return list(self._session.run(None, feeds))

    def _score_of_nothing(self) -> Logits:
        outputs = self._run(self._tokenizer.encode_batch([("a", "b")]))
        return np.asarray(outputs[0], np.float32)


def _fed(
    name: str, ids: NDArray[np.int64], mask: NDArray[np.int64], types: NDArray[np.int64]
) -> NDArray[np.int64]:
    if "mask" in name:
        return mask
    return types if "type" in name else ids


def _reading(pair: Any, start: Logits, end: Logits, answered: Logits) -> Reading:
    tokens = [n for n, kind in enumerate(pair.type_ids[:-1]) if kind == 1]
    offsets = np.array([pair.offsets[n] for n in tokens], np.int64).reshape(-1, 2)
    return Reading(float(answered), offsets, start[tokens] - start[0], end[tokens] - end[0])


def _open(folder: Path) -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer

    graph = next((folder / name for name in GRAPHS if (folder / name).is_file()), None)
    if graph is None or not (folder / "tokenizer.json").is_file():
        raise UsageError(f"{str(folder)!r} holds no reader: it needs tokenizer.json and {GRAPHS[0]}")
    logging.getLogger("onnxruntime").setLevel(logging.ERROR)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(4, os.cpu_count() or 1)
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # both libraries raise errors of many types
        raise UsageError(f"{str(folder)!r} holds no reader that can be run: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS, strategy="only_second")
    return session, tokenizer
