"""The making of vectors for the documents of a library that wait for them, in batches across documents.

They are embedded in a thread of their own, and stored in the caller's: what is read and stored meanwhile
waits for none of it. What is cut short is begun again by the next writer: the library knows who still waits.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.embedding.batch import BatchEmbedder, UnderWay
from index.embedding.embedder import Embedder
from index.embedding.unembedded import DocumentVectors, Unembedded
from index.errors import ReadbackError
from index.weights import BATCH_PASSAGES, BATCHES_AHEAD, STORED_PASSAGES, VECTORS_PAUSE


@dataclass(frozen=True)
class VectorSteps:
    """The steps of documents that wait for their vectors, all of them in the caller's thread.

    ``after`` gives the next ones after a number, until they have so many passages. ``report`` hears of how
    many passages of one are embedded, ``fail`` why one has no vectors.
    """

    after: Callable[[int, int], Sequence[Unembedded]]
    store: Callable[[Sequence[DocumentVectors]], None]
    report: Callable[[Unembedded, int], None]
    fail: Callable[[Unembedded, ReadbackError], None]


class MissingVectors:
    """One run over the documents that wait for their vectors; each is tried once."""

    def __init__(self, embedder: Embedder, steps: VectorSteps) -> None:
        self._embedder, self._steps = BatchEmbedder(embedder), steps
        self._last = 0  # the number of the last document that was begun
        self._sent: deque[tuple[Sequence[Unembedded], UnderWay, list[int]]] = deque()
        self._made: list[DocumentVectors] = []  # not stored yet
        self._stored: float | None = None  # seconds of the clock when vectors were last stored

    def close(self) -> None:
        """Drop what is not stored yet."""
        self._embedder.close()

    def go_on(self, *, fresh: bool = False) -> None:
        """Begin with as many documents as are enough, and store what is embedded; wait for nothing.

        ``fresh``: documents were stored since the last time. A few vectors wait for more, but not for long.
        """
        while self._sent and self._sent[0][1].is_done(self._heard):
            self._take_first()
            fresh = True
        if fresh:
            self._begin(BATCH_PASSAGES)
        self._store_enough()

    def finish(self) -> None:
        """Embed and store all that is left."""
        self._begin()
        while self._sent:
            if not self._sent[0][1].is_done(self._heard):
                self._store()  # meanwhile
            self._take_first()
            self._begin()
            self._store_enough()
        self._store()

    def _begin(self, least: int = 1) -> None:
        """Begin with the next documents, if they have at least so many passages."""
        while len(self._sent) <= BATCHES_AHEAD:
            documents = self._steps.after(self._last, BATCH_PASSAGES)
            if sum(len(one.passages) for one in documents) < least:
                return
            self._last = documents[-1].number
            under_way = self._embedder.start([one.passages for one in documents])
            self._sent.append((documents, under_way, [0] * len(documents)))

    def _take_first(self) -> None:
        """Take the vectors of the batch sent first; documents without any have failed."""
        documents, under_way, _ = self._sent[0]
        found = under_way.wait(self._heard)
        self._sent.popleft()
        for one, vectors in zip(documents, found, strict=True):
            if isinstance(vectors, ReadbackError):
                self._steps.fail(one, vectors)
            else:
                self._made.append((one, vectors))

    def _store_enough(self) -> None:
        """Store what is embedded, if that is much, or the last time is long ago."""
        is_late = self._stored is None or time.monotonic() - self._stored >= VECTORS_PAUSE
        if is_late or sum(len(vectors) for _, vectors in self._made) >= STORED_PASSAGES:
            self._store()

    def _store(self) -> None:
        made, self._made = self._made, []
        if made:
            self._steps.store(made)
            self._stored = time.monotonic()

    def _heard(self, number: int, more: int) -> None:
        """Report that more passages of a document of the batch sent first are embedded."""
        documents, _, done = self._sent[0]
        done[number] += more
        self._steps.report(documents[number], done[number])
