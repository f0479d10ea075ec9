"""Texts made of documents and kept with them, as summaries are, until one of their documents changes.

Triggers of the catalog see to that, whichever process removes or changes a document, or gives it its vectors,
which make for better texts. Nothing of this is in
Chroma, so that keeping needs no writer's lock: SQLite's own is enough beside a process that serves.
"""

import sqlite3
from collections.abc import Sequence

from index.errors import LibraryReadOnly
from index.store.database import UNEMBEDDED, Database
from index.store.rows import marks

_FORGET = "DELETE FROM kept WHERE key IN (SELECT key FROM kept_of WHERE document = old.number);"
_TABLES = (
    UNEMBEDDED,
    "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS kept_of ("
    " document INTEGER NOT NULL, key TEXT NOT NULL REFERENCES kept (key) ON DELETE CASCADE,"
    " PRIMARY KEY (document, key))",
    f"CREATE TRIGGER IF NOT EXISTS kept_removed BEFORE DELETE ON documents BEGIN {_FORGET} END",
    "CREATE TRIGGER IF NOT EXISTS kept_described"
    f" AFTER UPDATE OF title, outlet, published ON documents BEGIN {_FORGET} END",
    "CREATE TRIGGER IF NOT EXISTS kept_embedded AFTER DELETE ON unembedded BEGIN"
    " DELETE FROM kept WHERE key IN (SELECT key FROM kept_of WHERE document = old.document); END",
)


class DerivedTexts:
    """The tables ``kept`` and ``kept_of``: a text by its key, and the documents on which it depends."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The text kept under ``key``; ``None`` if there is none."""
        query = "SELECT value FROM kept WHERE key = ?"
        try:
            row = self._database.connection.execute(query, (key,)).fetchone()
        except sqlite3.OperationalError:  # no such table: nothing has been kept yet
            return None
        return str(row[0]) if row else None

    def keep(self, key: str, value: str, documents: Sequence[str]) -> bool:
        """Keep ``value`` until one of ``documents`` (ids) is removed, replaced or described otherwise.

        Return ``False`` if it is not kept: a document is gone already, the library cannot be written, or
        this thread reads within a snapshot.
        """
        try:
            with self._database.writing() as db:
                for statement in _TABLES:
                    db.execute(statement)
                query = f"SELECT number FROM documents WHERE state = 'ready' AND id IN ({marks(documents)})"  # noqa: S608
                numbers = [row[0] for row in db.execute(query, list(documents))]
                if len(numbers) < len(set(documents)):
                    return False
                db.execute("DELETE FROM kept WHERE key = ?", (key,))
                db.execute("INSERT INTO kept VALUES (?, ?)", (key, value))
                db.executemany("INSERT INTO kept_of VALUES (?, ?)", [(number, key) for number in numbers])
        except (LibraryReadOnly, sqlite3.OperationalError):
            return False
        return True
