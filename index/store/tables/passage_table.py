"""The passages of a library with their vectors, as they are read."""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors
from index.store.database import Database
from index.store.rows import StoredPassage, marks, parts, to_passage, unpack
from index.store.tables.passage_columns import (
    SPAN,
    PassageColumns,
    PassageText,
    is_ready,
    read_columns,
    read_texts,
)

# CROSS JOIN: from the few documents to their passages, not over all that are ready. One that is not ready has
# another id.
_OF_DOCUMENTS = """
SELECT p.number, p.vector FROM json_each(?) j CROSS JOIN documents d ON d.id = j.value
    CROSS JOIN passages p ON p.document = d.number WHERE p.vector IS NOT NULL
"""
_OF_SENTENCES = """
SELECT d.id, p.sentences, p.sentence_vectors FROM json_each(?) j CROSS JOIN passages p ON p.number = j.value
    CROSS JOIN documents d ON d.number = p.document WHERE p.sentence_vectors IS NOT NULL
"""

_WITH_VECTOR = """
FROM passages p JOIN documents d ON d.number = p.document WHERE d.state = 'ready' AND p.vector IS NOT NULL
"""


class PassageTable:
    """The table ``passages``, read only. A passage has a number within its library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def numbers_of(self, id: str) -> list[int]:
        """The numbers of a document's passages, ready or not, in the order of its text."""
        query = """
            SELECT p.number FROM passages p JOIN documents d ON d.number = p.document
            WHERE d.id = ? ORDER BY ordinal
        """
        return [row[0] for row in self._database.connection.execute(query, (id,))]

    def get(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these numbers, in this order, without those that are not ready."""
        found: dict[int, StoredPassage] = {}
        for part in parts(numbers):
            query = (
                "SELECT p.*, d.id AS id, w.body AS body FROM passages p"  # noqa: S608
                " JOIN documents d ON d.number = p.document JOIN words w ON w.rowid = p.number"
                f" WHERE p.number IN ({marks(part)}) AND d.state = 'ready'"
            )
            rows = self._database.connection.execute(query, part)
            found.update((row["number"], to_passage(row)) for row in rows)
        return [found[number] for number in numbers if number in found]

    def columns(self, numbers: Sequence[int]) -> PassageColumns:
        """The passages with these numbers as columns, in this order, without those that are not ready."""
        return read_columns(self._database.connection, numbers)

    def texts(self, numbers: Sequence[int]) -> list[PassageText]:
        """The passages with these numbers as they are shown, in this order, without those not ready."""
        return read_texts(self._database.connection, numbers)

    def sentence_vectors(self, numbers: Sequence[int]) -> list[tuple[str, list[int], Vectors]]:
        """Of each of these passages its document's id, the starts of its sentences and their vectors.

        Those without vectors, and those that are not ready, are left out.
        """
        rows = self._database.connection.execute(_OF_SENTENCES, (json.dumps(list(numbers)),))
        return [
            (id, np.frombuffer(spans, np.int32)[::2].tolist(), unpack(blob, len(spans) // SPAN))
            for id, spans, blob in rows
            if is_ready(id)
        ]

    def vectors(self, documents: Sequence[str] = ()) -> tuple[NDArray[np.int64], Vectors]:
        """Numbers and vectors of every ready passage, or of those of some documents (ids).

        Their shapes are (passages,) and (passages, dimension).
        """
        db = self._database.connection
        if documents:
            rows = db.execute(_OF_DOCUMENTS, (json.dumps(list(documents)),)).fetchall()
        else:
            rows = db.execute(f"SELECT p.number, p.vector {_WITH_VECTOR}").fetchall()
        numbers = np.array([row[0] for row in rows], np.int64)
        return numbers, unpack(b"".join(row[1] for row in rows), len(rows))

    def numbers(self) -> list[int]:
        """The numbers of the ready passages that have a vector."""
        return [row[0] for row in self._database.connection.execute(f"SELECT p.number {_WITH_VECTOR}")]

    def count(self) -> int:
        """Number of ready passages that have a vector."""
        return int(self._database.connection.execute(f"SELECT count(*) {_WITH_VECTOR}").fetchone()[0])

    def dimension(self) -> int | None:
        """Length of the vectors of the ready passages; ``None`` if there are none.

        Kept for this thread until somebody writes, as every search asks.
        """
        return self._database.cached("dimension", self._dimension)

    def _dimension(self) -> int | None:
        row = self._database.connection.execute(f"SELECT p.vector {_WITH_VECTOR} LIMIT 1").fetchone()
        return unpack(row[0], 1).shape[1] if row else None
