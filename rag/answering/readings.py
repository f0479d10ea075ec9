"""The readings of passages and sentences for one question, each of which is read once.

The question is put to each without the dates that it does not write (``undated``).
"""

import math
from collections.abc import Sequence

from index.document import Hit
from rag.answering.undated import undated
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
        unread: dict[str, dict[int, str]] = {}
        for hit in hits:
            if hit.number not in self._known:
                unread.setdefault(undated(self.question, hit.text), {})[hit.number] = hit.text
        for question, texts in unread.items():
            self._known |= zip(texts, self._reader.read(question, list(texts.values())), strict=True)

    def of(self, hit: Hit) -> Reading | None:
        """The reading of a passage; ``None`` if it was not read."""
        return self._known.get(hit.number)

    def alone(self, sentence: str, start: int, end: int) -> float:
        """The log-odds that the words at ``start`` to ``end`` of a sentence, read by itself, answer.

        Infinite of a reader that gives no spans.
        """
        if sentence not in self._alone:
            (self._alone[sentence],) = self._reader.read(undated(self.question, sentence), [sentence])
        span = self._alone[sentence].best_span(start, end)
        return span.score if span else math.inf
