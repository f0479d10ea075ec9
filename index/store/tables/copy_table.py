"""The pairs of documents that share text, as ``index.store.copy_search`` found them."""

from collections.abc import Sequence

from index.copies.copies import Copies, without_notices
from index.store.database import Database
from index.store.rows import to_overlap

_COPIES = """
SELECT c.one, c.other, c.attributed, c.spans, a.id, a.published, a.characters, b.id AS other_id,
    b.published AS other_published, b.characters AS other_characters
FROM copies c JOIN documents a ON a.number = c.one JOIN documents b ON b.number = c.other
"""


class CopyTable:
    """The table ``copies``, read only. Empty in a library last written before there was such a table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Copies:
        """All pairs; kept for this thread until somebody writes, as every search asks."""
        return self._database.cached("copies", self._read)

    def of(self, ids: Sequence[str]) -> Copies:
        """The pairs in which one of these documents is; all pairs if ``ids`` is empty."""
        return self.all().of(ids)

    def _read(self) -> Copies:
        db = self._database.connection
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'copies'").fetchone():
            return Copies()
        return Copies(tuple(without_notices([to_overlap(row) for row in db.execute(_COPIES)])))
