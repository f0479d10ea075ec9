"""The interface of an embedder, and this machine's: all-MiniLM-L6-v2 on onnxruntime.

One pass gives both kinds of vector: the mean over all of a passage's tokens is the passage's, the mean
over one sentence's tokens is that sentence's, which so knows what stands around it.
"""

import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import chunk
from index.chunk import TokenStarts
from index.document import Passage
from index.embedding import minilm
from index.embedding.weights import KEPT_WORDS, MOST_THREADS, SHORT_WORD, TEXT_BATCH

Vectors = NDArray[np.float32]
"""One unit vector a row."""

ReportPassages = Callable[[Sequence[int]], None]
"""Hears the numbers, among the passages given, of those that are done."""

WORDS_ONLY = "words only"

# White space to Python, dropped by the tokenizer, which would read the words around it as one; and lone
# surrogates, which it refuses, and UTF-8 too.
_UNREADABLE = {ord(c): " " for c in "\v\f\x1c\x1d\x1e\x1f\x85"} | dict.fromkeys(range(55296, 57344), "�")
_THREADS = min(MOST_THREADS, os.cpu_count() or 1)
_CHROMA = Path("~/.cache/chroma/onnx_models/all-MiniLM-L6-v2/onnx")


@dataclass(frozen=True)
class PassageVectors:
    """A passage's vector, of shape (dimension,), and its sentences', of shape (sentences, dimension)."""

    passage: Vectors
    sentences: Vectors


class Embedder(Protocol):
    """A maker of vectors. ``fingerprint`` names all that decides what they are, before any is made.

    A passage's vectors are the same whatever is embedded with it.
    """

    fingerprint: str
    source: str
    english: bool  # True if it knows no other language

    def token_starts(self, text: str) -> list[int]:
        """The offset at which each token of ``text`` starts: passages are measured in tokens."""

    def question(self, text: str) -> Vectors:
        """The vector of a question, of shape (dimension,)."""

    def texts(self, texts: Sequence[str]) -> Vectors:
        """The vectors of short texts, none of them blank, of shape (texts, dimension)."""

    def passages(self, passages: Sequence[Passage], progress: ReportPassages = ...) -> list[PassageVectors]:
        """Vectors in the order of ``passages``; ``progress`` is called with the numbers of those now done.

        Raises ``ReadbackError`` if there are none to be had.
        """

    def answers(self) -> bool:
        """Return whether it makes vectors at all: if so, what failed lay in the texts."""


class LocalEmbedder:
    """all-MiniLM-L6-v2 on this machine, by onnxruntime. Needs no network."""

    english = True
    dimension = minilm.DIMENSION

    def __init__(self, graph: Path, tokenizer: Path, quantisation: str, source: str) -> None:
        self.source = source
        self.fingerprint = f"all-MiniLM-L6-v2 {quantisation} {self.dimension} splitter-{chunk.VERSION}"
        self._tokenizer = _open_tokenizer(tokenizer)
        self.token_starts = _word_pieces(self._tokenizer)
        self._session = _session(graph)
        self._inputs = [entry.name for entry in self._session.get_inputs()]

    def question(self, text: str) -> Vectors:
        """The vector of a question, of shape (dimension,)."""
        encoding = self._tokenizer.encode(readable(text))
        return unit(self._run([encoding.ids[: chunk.LIMIT + 2]])[0].mean(axis=0))

    def texts(self, texts: Sequence[str]) -> Vectors:
        """The vectors of short texts, none of them blank, of shape (texts, dimension)."""
        encodings = self._tokenizer.encode_batch([readable(text) for text in texts])
        ids = [encoding.ids[: chunk.LIMIT + 2] for encoding in encodings]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        batches = [order[at : at + TEXT_BATCH] for at in range(0, len(order), TEXT_BATCH)]
        made = np.zeros((len(ids), self.dimension), np.float32)
        with ThreadPoolExecutor(_THREADS) as pool:
            for batch, rows in zip(
                batches, pool.map(lambda batch: self._run([ids[i] for i in batch]), batches), strict=True
            ):
                made[batch] = [unit(tokens.mean(axis=0)) for tokens in rows]
        return made

    def passages(
        self, passages: Sequence[Passage], progress: ReportPassages = lambda _: None
    ) -> list[PassageVectors]:
        """Vectors in the order of ``passages``; ``progress`` is called with the numbers of those now done.

        Each is read alone, some at a time: no padding is worked on, and what int8 rounds is its own.
        """
        encodings = self._tokenizer.encode_batch([readable(passage.text) for passage in passages])
        order = sorted(range(len(passages)), key=lambda i: -len(encodings[i].ids))  # so all end at one time
        made: dict[int, PassageVectors] = {}

        def read(i: int) -> PassageVectors:
            return _pool(passages[i], self._run([encodings[i].ids])[0], encodings[i].offsets)

        with ThreadPoolExecutor(_THREADS) as pool:
            for i, vectors in zip(order, pool.map(read, order), strict=True):
                made[i] = vectors
                progress([i])
        return [made[i] for i in range(len(passages))]

    def answers(self) -> bool:
        """Return ``True``: it needs no other machine."""
        return True

    def _run(self, ids: list[list[int]]) -> list[Vectors]:
        """One vector a token, for each row of ``ids``."""
        width = max(map(len, ids))
        padded = np.zeros((len(ids), width), np.int64)
        mask = np.zeros_like(padded)
        for row, tokens in enumerate(ids):
            padded[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        # Chroma's own copy of the model names its inputs otherwise, and asks for token types too.
        feeds = dict(zip(self._inputs, (padded, mask, np.zeros_like(padded)), strict=False))
        output = self._session.run(None, feeds)[0]
        return [output[row, : len(tokens)] for row, tokens in enumerate(ids)]


def open_embedder(quantisation: str, cache: Path) -> LocalEmbedder | None:
    """The best embedder to be had without a network, or ``None``: then search is by words alone.

    Raises ``LibraryError`` if the installed weights are not the published ones.
    """
    weights = minilm.find_weights()
    if weights is not None:
        graph = minilm.graph_file(weights, quantisation, cache)
        return LocalEmbedder(graph, weights / "tokenizer.json", quantisation, "installed weights")
    chroma = _CHROMA.expanduser()
    if (chroma / "model.onnx").exists():
        return LocalEmbedder(chroma / "model.onnx", chroma / "tokenizer.json", "fp32", "Chroma's copy")
    return None


def open_token_starts() -> TokenStarts:
    """The function to offsets of MiniLM's word pieces; approximate if its tokenizer is not installed."""
    for folder in (minilm.find_weights(), _CHROMA.expanduser()):
        if folder is not None and (folder / "tokenizer.json").exists():
            return _word_pieces(_open_tokenizer(folder / "tokenizer.json"))
    return approximate_token_starts


def approximate_token_starts(text: str) -> list[int]:
    """The offsets of tokens where there is no embedder: four characters a token."""
    return list(range(0, len(text), 4))


def readable(text: str) -> str:
    """``text``, as long as it was, without the characters that embedders refuse or misread."""
    return text.translate(_UNREADABLE)


def unit(vectors: Vectors) -> Vectors:
    """Each row at length 1; one of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths, lengths, 1.0), dtype=np.float32)


def _open_tokenizer(file: Path) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _word_pieces(tokenizer: Any) -> TokenStarts:
    """The function to offsets of word pieces. None reaches over a space; those of short words are kept."""

    def of_word(word: str) -> tuple[int, ...]:
        return tuple(start for start, _ in tokenizer.encode(word, add_special_tokens=False).offsets)

    kept = lru_cache(KEPT_WORDS)(of_word)

    def starts(text: str) -> list[int]:
        words = readable(text).split(" ")
        pieces = map(kept if max(map(len, words)) <= SHORT_WORD else of_word, words)
        places = accumulate(map(len, words), initial=0)  # without the spaces: one before each other word
        found = enumerate(zip(places, pieces, strict=False))
        return [place + spaces + start for spaces, (place, its) in found for start in its]

    return starts


def _session(graph: Path) -> Any:
    import onnxruntime

    logging.getLogger("onnxruntime").setLevel(logging.ERROR)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = (
        1  # several texts at a time instead: threads of one text wait for each other
    )
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _pool(passage: Passage, tokens: Vectors, offsets: list[tuple[int, int]]) -> PassageVectors:
    starts = np.array([start for start, _ in offsets[1:-1]])  # without the marks of start and end
    sentences = np.zeros((len(passage.sentences), tokens.shape[1]), np.float32)
    for row, sentence in enumerate(passage.sentences):
        first, last = np.searchsorted(starts, (sentence.start - passage.start, sentence.end - passage.start))
        if last > first:
            sentences[row] = unit(tokens[1 + first : 1 + last].mean(axis=0))
    return PassageVectors(unit(tokens.mean(axis=0)), sentences)
