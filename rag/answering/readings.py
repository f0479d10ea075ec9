"""The readings of passages and sentences for one question, each of which is read once."""

import math
from collections.abc import Sequence

from index.document import Hit
from rag.model.reading.reader import Reader, Reading


class Readings:
    """The readings of passages for ``question``."""

    def __init__(self, question: str, reader: Reader) -> None:
        self.question = question
        self._reader = reader
        self._known: dict[int, Reading] = {}
        self._alone: dict[str, Reading] = {}  # by the sentence: reprints have the same

    def read(self, hits: Sequence[Hit]) -> None:
        """Read those of ``hits`` that are not read yet, all at once."""
        unread = {hit.number: hit.text for hit in hits if hit.number not in self._known}
        if unread:
            self._known |= zip(unread, self._reader.read(self.question, list(unread.values())), strict=True)

    def of(self, hit: Hit) -> Reading | None:
        """The reading of a passage; ``None`` if it was not read."""
        return self._known.get(hit.number)

    def alone(self, sentence: str, start: int, end: int) -> float:
        """The log-odds that the words at ``start`` to ``end`` of a sentence, read by itself, answer.

        Infinite of a reader that gives no spans.
        """
        if sentence not in self._alone:
            (self._alone[sentence],) = self._reader.read(self.question, [sentence])
        span = self._alone[sentence].best_span(start, end)
        return span.score if span else math.inf
