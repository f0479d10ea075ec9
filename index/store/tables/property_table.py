"""The properties of a library as a whole, by name."""

from index.store.database import Database


class PropertyTable:
    """The table ``meta``: "fingerprint" of the embedder, "edition" of the vectors, "unfinished" writes,
    "traces" of removed documents in the file, "titles" counts how often a title was changed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The value stored under ``key``; ``None`` if there is none."""
        row = self._database.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set(self, key: str, value: str) -> None:
        """Store ``value`` under ``key``. Raises ``LibraryReadOnly``."""
        with self._database.writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def edition(self) -> int:
        """Number of times that all vectors were made anew."""
        return int(self.get("edition") or 0)
