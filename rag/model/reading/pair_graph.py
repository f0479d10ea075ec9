"""A folder with an ONNX graph that reads two texts together, and its tokenizer, run by onnxruntime."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import readable
from index.errors import UsageError
from rag.model.reading.weights import MOST_TOKENS, PAIRS_AT_ONCE

GRAPHS = ("reader.onnx", "model.onnx", "onnx/model_quantized.onnx", "onnx/model.onnx")


class PairGraph:
    """The graph of a folder. Raises ``UsageError`` if the folder holds none that can be run.

    ``outputs`` are the names of what it gives.
    """

    def __init__(self, folder: Path) -> None:
        self._session, self._tokenizer = _open(folder)
        self._inputs = [entry.name for entry in self._session.get_inputs()]
        self.outputs = [entry.name for entry in self._session.get_outputs()]

    def run(
        self, pairs: Sequence[tuple[str, str]], *, parts_apart: bool = False
    ) -> list[tuple[Any, list[NDArray[np.float32]]]]:
        """Each pair's tokens, and its row of each output; a second text that is too long is cut.

        How pairs are put together stays as it is: what int8 rounds is of all of them, and the weights of what
        follows are fitted to it. ``parts_apart``: the last separator is fed as part of neither text.
        """
        read = self._tokenizer.encode_batch([(readable(one), readable(other)) for one, other in pairs])
        order = sorted(range(len(read)), key=lambda i: len(read[i].ids))  # padding is work for nothing
        made: dict[int, tuple[Any, list[NDArray[np.float32]]]] = {}
        for at in range(0, len(order), PAIRS_AT_ONCE):
            some = order[at : at + PAIRS_AT_ONCE]
            outputs = self._session.run(None, self._fed([read[i] for i in some], parts_apart=parts_apart))
            made |= {i: (read[i], [part[row] for part in outputs]) for row, i in enumerate(some)}
        return [made[i] for i in range(len(pairs))]

    def _fed(self, pairs: Sequence[Any], *, parts_apart: bool) -> dict[str, NDArray[np.int64]]:
        shape = len(pairs), max(len(pair.ids) for pair in pairs)
        ids, mask, types = (np.zeros(shape, np.int64) for _ in range(3))
        for row, pair in enumerate(pairs):
            size = len(pair.ids)
            ids[row, :size], mask[row, :size], types[row, :size] = pair.ids, 1, pair.type_ids
            if parts_apart:
                types[row, size - 1] = 0
        return {name: _input(name, ids, mask, types) for name in self._inputs}


def _input(
    name: str, ids: NDArray[np.int64], mask: NDArray[np.int64], types: NDArray[np.int64]
) -> NDArray[np.int64]:
    if "mask" in name:
        return mask
    return types if "type" in name else ids


def _open(folder: Path) -> tuple[Any, Any]:
    import onnxruntime
    from tokenizers import Tokenizer

    graph = next((folder / name for name in GRAPHS if (folder / name).is_file()), None)
    if graph is None or not (folder / "tokenizer.json").is_file():
        raise UsageError(f"{str(folder)!r} holds no reader: it needs tokenizer.json and {GRAPHS[0]}")
    logging.getLogger("onnxruntime").setLevel(logging.ERROR)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(4, os.cpu_count() or 1)
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting is no work
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # both libraries raise errors of many types
        raise UsageError(f"{str(folder)!r} holds no reader that can be run: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS, strategy="only_second")
    return session, tokenizer
