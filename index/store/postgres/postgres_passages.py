"""The passages of a library in Postgres with their vectors, as they are read."""

from collections.abc import Sequence

import numpy as np

from index.embedding.embedder import Vectors
from index.store.postgres.postgres_database import PostgresDatabase
from index.store.ranking import Numbers
from index.store.rows import StoredPassage, to_passage, unpack
from index.store.tables.passage_columns import SPAN, PassageColumns, PassageText, columns_of

_JOINED = """
FROM unnest(%s::bigint[]) WITH ORDINALITY AS j (number, place) JOIN passages p ON p.number = j.number
    JOIN documents d ON d.number = p.document JOIN words w ON w.number = p.number
WHERE d.state = 'ready' ORDER BY j.place
"""
_COLUMNS = f"""
SELECT p.number, p.sentences, p.vector, p.sentence_vectors, w.body {_JOINED}
"""
_TEXTS = f"""
SELECT p.number, d.id, p.ordinal, p.start, p."end", p.text {_JOINED}
"""
_WHOLE = f"""
SELECT p.number, d.id, p.ordinal, p.start, p."end", p.text, p.sentences, p.vector, p.sentence_vectors, w.body
{_JOINED}
"""
_OF_SENTENCES = """
SELECT d.id, p.sentences, p.sentence_vectors FROM unnest(%s::bigint[]) WITH ORDINALITY AS j (number, place)
    JOIN passages p ON p.number = j.number JOIN documents d ON d.number = p.document
WHERE p.sentence_vectors IS NOT NULL AND d.state = 'ready' ORDER BY j.place
"""
_WITH_VECTOR = """
FROM passages p JOIN documents d ON d.number = p.document WHERE d.state = 'ready' AND p.vector IS NOT NULL
"""
_NAMES = (
    "number",
    "id",
    "ordinal",
    "start",
    "end",
    "text",
    "sentences",
    "vector",
    "sentence_vectors",
    "body",
)


class PostgresPassages:
    """The table ``passages``, read only, as :class:`PassageTable` is."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    def numbers_of(self, id: str) -> list[int]:
        """The numbers of a document's passages, ready or not, in the order of its text."""
        query = """
            SELECT p.number FROM passages p JOIN documents d ON d.number = p.document
            WHERE d.id = %s ORDER BY d.number, ordinal
        """
        return [row[0] for row in self._database.rows(query, (id,))]

    def get(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these numbers, in this order, without those that are not ready."""
        rows = self._database.rows(_WHOLE, (list(numbers),))
        named = (dict(zip(_NAMES, (*row[:5], row[5].decode(), *row[6:]), strict=True)) for row in rows)
        return [to_passage(row) for row in named]

    def columns(self, numbers: Sequence[int]) -> PassageColumns:
        """The passages with these numbers as columns, in this order, without those that are not ready."""
        return columns_of(self._database.rows(_COLUMNS, (list(numbers),)))

    def texts(self, numbers: Sequence[int]) -> list[PassageText]:
        """The passages with these numbers as they are shown, in this order, without those not ready."""
        rows = self._database.rows(_TEXTS, (list(numbers),))
        return [PassageText._make((*row[:5], row[5].decode())) for row in rows]

    def sentence_vectors(self, numbers: Sequence[int]) -> list[tuple[str, list[int], Vectors]]:
        """Of each of these passages its document's id, the starts of its sentences and their vectors.

        Those without vectors, and those that are not ready, are left out.
        """
        return [
            (id, np.frombuffer(spans, np.int32)[::2].tolist(), unpack(blob, len(spans) // SPAN))
            for id, spans, blob in self._database.rows(_OF_SENTENCES, (list(numbers),))
        ]

    def vectors(self, documents: Sequence[str] = ()) -> tuple[Numbers, Vectors]:
        """Numbers and vectors of every ready passage, or of those of some documents (ids).

        Their shapes are (passages,) and (passages, dimension).
        """
        scope, values = ("AND d.id = ANY(%s)", (list(documents),)) if documents else ("", ())
        rows = self._database.rows(f"SELECT p.number, p.vector {_WITH_VECTOR} {scope} ORDER BY 1", values)
        numbers = np.array([row[0] for row in rows], np.int64)
        return numbers, unpack(b"".join(row[1] for row in rows), len(rows))

    def numbers(self) -> list[int]:
        """The numbers of the ready passages that have a vector."""
        return [row[0] for row in self._database.rows(f"SELECT p.number {_WITH_VECTOR} ORDER BY 1")]

    def count(self) -> int:
        """Number of ready passages that have a vector."""
        return int(self._database.value(f"SELECT count(*) {_WITH_VECTOR}"))

    def dimension(self) -> int | None:
        """Length of the vectors of the ready passages; ``None`` if there are none."""
        return self._database.cached("dimension", self._dimension)

    def _dimension(self) -> int | None:
        blob = self._database.value(f"SELECT p.vector {_WITH_VECTOR} LIMIT 1")
        return unpack(blob, 1).shape[1] if blob else None
