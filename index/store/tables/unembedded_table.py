"""The documents that wait for their vectors: they are found by their words only."""

import json
from collections.abc import Iterable, Sequence

from index.embedding.unembedded import Unembedded
from index.store.database import Database
from index.store.rows import to_plain_passage
from index.store.tables.passage_columns import is_ready

_ALL = "SELECT d.id, u.error FROM unembedded u CROSS JOIN documents d ON d.number = u.document"
_AMONG = """
SELECT d.id, u.error FROM json_each(?) j CROSS JOIN documents d ON d.id = j.value
    CROSS JOIN unembedded u ON u.document = d.number
"""
_AFTER = """
SELECT d.number, d.id, d.path FROM unembedded u CROSS JOIN documents d ON d.number = u.document
WHERE u.document > ? ORDER BY u.document
"""
_PASSAGES = "SELECT number, start, end, text, sentences FROM passages WHERE document = ? ORDER BY ordinal"


class UnembeddedTable:
    """The table ``unembedded``, read only. Empty in a library last written before there was such a table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def errors(self, ids: Iterable[str] | None = None) -> dict[str, str | None]:
        """Of the documents that wait, or of those with these ids, why the last try failed, if one did."""
        db = self._database.connection
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'unembedded'").fetchone():
            return {}
        rows = db.execute(_ALL) if ids is None else db.execute(_AMONG, (json.dumps(list(ids)),))
        return {id: error for id, error in rows if is_ready(id)}

    def count(self, ids: Sequence[str] = ()) -> int:
        """Number of the documents that wait, or of those with these ids."""
        return len(self.errors(ids or None))

    def after(self, number: int, passages: int, *, pending: bool = False) -> list[Unembedded]:
        """The next documents after ``number`` that wait, until they have so many passages.

        ``pending``: those that are not ready, as while re-indexing, instead.
        """
        found: list[Unembedded] = []
        left = passages
        for row in self._database.connection.execute(_AFTER, (number,)):
            if left <= 0:
                break
            if is_ready(row["id"]) != pending:
                found.append(self._read(*row))
                left -= len(found[-1].numbers)
        return found

    def _read(self, number: int, id: str, path: str) -> Unembedded:
        rows = self._database.connection.execute(_PASSAGES, (number,)).fetchall()
        passages = tuple(to_plain_passage(*row[1:]) for row in rows)
        return Unembedded(number, id, path, tuple(row[0] for row in rows), passages)
