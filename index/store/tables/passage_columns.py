"""Passages as columns: what a search compares, of all candidates at once; and what is shown of a few."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors
from index.store.rows import unpack

SPAN = 8  # bytes of a sentence's start and end
# CROSS JOIN: in this order. A document's row is not read: those that are not ready have an index.
_COLUMNS = """
SELECT p.number, p.sentences, p.vector, p.sentence_vectors, w.c1
FROM json_each(?) j CROSS JOIN passages p ON p.number = j.value CROSS JOIN words_content w ON w.id = p.number
WHERE p.document NOT IN (SELECT number FROM documents WHERE state != 'ready')
"""
_TEXTS = """
SELECT p.number, d.id, p.ordinal, p.start, p.end, p.text FROM json_each(?) j
    CROSS JOIN passages p ON p.number = j.value CROSS JOIN documents d ON d.number = p.document
"""


@dataclass(frozen=True, eq=False)
class PassageColumns:
    """Some passages, in the order asked for; the sentences of all of them follow one another.

    ``bodies`` are their words in the searched form, a line for each sentence. ``spans``, of shape
    (sentences, 2), are offsets in the documents; the sentences of a passage begin at its ``first``.
    Vectors have shape (passages, dimension) and (sentences, dimension), zeros for a passage without any;
    ``None`` in a library without vectors.
    """

    numbers: Sequence[int]
    bodies: Sequence[str]
    spans: NDArray[np.int32]
    first: NDArray[np.int64]
    vectors: Vectors | None
    sentence_vectors: Vectors | None

    def __len__(self) -> int:
        return len(self.numbers)

    def sentences_of(self, n: int) -> slice:
        """The sentences of passage ``n`` of these."""
        return slice(int(self.first[n]), int(self.first[n + 1]) if n + 1 < len(self) else None)


class PassageText(NamedTuple):
    """A passage as it is shown: its number, its document's id, and its text with its place there."""

    number: int
    document: str
    ordinal: int
    start: int
    end: int
    text: str


def read_columns(db: sqlite3.Connection, numbers: Sequence[int]) -> PassageColumns:
    """The passages with these numbers, in this order, without those that are not ready."""
    return columns_of(db.execute(_COLUMNS, (json.dumps(list(numbers)),)).fetchall())


def read_texts(db: sqlite3.Connection, numbers: Sequence[int]) -> list[PassageText]:
    """The texts of the passages with these numbers, in this order, without those that are not ready."""
    rows = db.execute(_TEXTS, (json.dumps(list(numbers)),))
    return [PassageText(*row) for row in rows if is_ready(row[1])]


def columns_of(rows: Sequence[Sequence[Any]]) -> PassageColumns:
    """Passages as columns, of rows with the columns that :func:`read_columns` reads, in this order."""
    number, spans, vector, of_sentences, body = zip(*rows, strict=True) if rows else [()] * 5
    counts = [len(blob) // SPAN for blob in spans]
    return PassageColumns(
        number,
        body,
        np.frombuffer(b"".join(spans), np.int32).reshape(-1, 2),
        np.cumsum([0, *counts])[:-1],
        _stacked(vector, [1] * len(rows)),
        _stacked(of_sentences, counts),
    )


def is_ready(id: str) -> bool:
    """Return whether a document's id is that of a ready one: others are marked (``Incoming.pending``).

    A document's state stands behind its text, which would have to be read to reach it.
    """
    return not id.endswith("+")


def _stacked(blobs: Sequence[bytes | None], counts: Sequence[int]) -> Vectors | None:
    """Stored vectors one below the other: ``counts`` rows of each blob."""
    length = next((len(blob) // count for blob, count in zip(blobs, counts, strict=True) if blob), 0)
    if not length:
        return None
    whole = (blob or bytes(length * count) for blob, count in zip(blobs, counts, strict=True))
    return unpack(b"".join(whole), sum(counts))
