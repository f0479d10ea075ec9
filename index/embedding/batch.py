"""The embedding of several documents together, so that one which cannot be embedded fails alone.

It goes on in a thread of its own, while the next documents are read and those before are stored.
"""

import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from itertools import accumulate
from queue import Empty, SimpleQueue

from index.document import Passage
from index.embedding.embedder import Embedder, PassageVectors
from index.errors import ReadbackError

Embedded = Sequence[PassageVectors] | ReadbackError
"""The vectors of a document's passages, or why it has none."""


Report = Callable[[int, int], None]
"""Hears a document's number, and how many more of its passages are done."""


class UnderWay:
    """Documents that a thread embeds."""

    def __init__(self, embed: Callable[[Report], list[Embedded]], thread: Executor) -> None:
        self._heard: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
        self._ended = False
        self._made = thread.submit(self._run, embed)

    def is_done(self, report: Report) -> bool:
        """Report what has been done since the last time, and return whether that is all."""
        while not self._ended:
            try:
                self._take_in(self._heard.get_nowait(), report)
            except Empty:
                break
        return self._ended

    def wait(self, report: Report) -> list[Embedded]:
        """Vectors of each document's passages, or its error; ``report`` is called in the caller's thread."""
        while not self._ended:
            self._take_in(self._heard.get(), report)
        return self._made.result()

    def _take_in(self, heard: tuple[int, int] | None, report: Report) -> None:
        if heard is None:
            self._ended = True
        else:
            report(*heard)

    def _run(self, embed: Callable[[Report], list[Embedded]]) -> list[Embedded]:
        try:
            return embed(lambda number, more: self._heard.put((number, more)))
        finally:
            self._heard.put(None)


class BatchEmbedder:
    """Embeds documents. An embedder that makes no vectors at all is not asked again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._silent: ReadbackError | None = None  # why the embedder makes no vectors at all
        self._thread = ThreadPoolExecutor(1)
        self._closed = threading.Event()

    def close(self) -> None:
        """Begin nothing any more, and end what is under way with ``CancelledError`` at its next passage."""
        self._closed.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def start(self, documents: Sequence[Sequence[Passage]]) -> UnderWay:
        """Embed documents in a thread, after those of earlier calls."""
        return UnderWay(lambda report: self.embed(documents, report), self._thread)

    def embed(self, documents: Sequence[Sequence[Passage]], report: Report) -> list[Embedded]:
        """Vectors of each document's passages, or its error."""
        if self._silent:
            return [self._silent] * len(documents)
        ends = list(accumulate(len(passages) for passages in documents))

        def heard(passages: Sequence[int]) -> None:
            if self._closed.is_set():
                raise CancelledError
            for number, more in Counter(bisect_right(ends, passage) for passage in passages).items():
                report(number, more)

        try:
            vectors = self._embedder.passages([p for passages in documents for p in passages], heard)
        except ReadbackError as error:
            return self._separately(documents, error, report)
        return [vectors[end - len(passages) : end] for end, passages in zip(ends, documents, strict=True)]

    def _separately(
        self,
        documents: Sequence[Sequence[Passage]],
        error: ReadbackError,
        report: Report,
    ) -> list[Embedded]:
        """Halve documents that failed together, until those that cannot be embedded stand alone."""
        if not self._embedder.answers():
            self._silent = error
        if self._silent or len(documents) == 1:
            return [error] * len(documents)
        half = len(documents) // 2
        first = self.embed(documents[:half], report)
        return first + self.embed(documents[half:], lambda number, more: report(half + number, more))
