"""The embedding of several documents together, so that one which cannot be embedded fails alone."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate

from index.document import Passage
from index.embedding.embedder import Embedder, PassageVectors
from index.errors import ReadbackError

Embedded = Sequence[PassageVectors] | ReadbackError
"""The vectors of a document's passages, or why it has none."""


class BatchEmbedder:
    """Embeds documents. An embedder that makes no vectors at all is not asked again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._silent: ReadbackError | None = None  # why the embedder makes no vectors at all

    def embed(
        self, documents: Sequence[Sequence[Passage]], report: Callable[[int, int], None]
    ) -> list[Embedded]:
        """Vectors of each document's passages, or its error.

        ``report`` is called with a document's number and how many more of its passages are done.
        """
        if self._silent:
            return [self._silent] * len(documents)
        ends = list(accumulate(len(passages) for passages in documents))

        def heard(passages: Sequence[int]) -> None:
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
        report: Callable[[int, int], None],
    ) -> list[Embedded]:
        """Halve documents that failed together, until those that cannot be embedded stand alone."""
        if not self._embedder.answers():
            self._silent = error
        if self._silent or len(documents) == 1:
            return [error] * len(documents)
        half = len(documents) // 2
        first = self.embed(documents[:half], report)
        return first + self.embed(documents[half:], lambda number, more: report(half + number, more))
