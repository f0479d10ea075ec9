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
        self._short: dict[str, Reading] = {}  # by the text: reprints have the same

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

    def short(self, texts: Sequence[str]) -> list[Reading]:
        """The readings of texts of a sentence or two, in their order; those not read yet are read at once."""
        unread: dict[str, list[str]] = {}
        for text in dict.fromkeys(texts):
            if text not in self._short:
                unread.setdefault(undated(self.question, text), []).append(text)
        for question, new in unread.items():
            self._short |= zip(new, self._reader.read(question, new), strict=True)
        return [self._short[text] for text in texts]

    def alone(self, sentence: str, start: int, end: int) -> float:
        """The log-odds that the words at ``start`` to ``end`` of a sentence, read by itself, answer.

        Infinite of a reader that gives no spans.
        """
        (reading,) = self.short([sentence])
        span = reading.best_span(start, end)
        return span.score if span else math.inf
