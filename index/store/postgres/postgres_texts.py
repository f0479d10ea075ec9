"""The properties of a library in Postgres, and the texts made of its documents."""

from collections.abc import Sequence

from index.errors import LibraryError
from index.store.postgres.postgres_database import PostgresDatabase

_SET = "INSERT INTO meta VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


class PostgresProperties:
    """The table ``meta``: "format", "fingerprint" of the embedder, "edition" of the vectors, "mirrored" is
    the edition that Chroma has, "copies" the way in which copies are found.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The value stored under ``key``; ``None`` if there is none."""
        if self._database.in_snapshot:  # every search asks for several
            return self._database.cached("properties", self._all).get(key)
        value = self._database.value("SELECT value FROM meta WHERE key = %s", (key,))
        return None if value is None else str(value)

    def set(self, key: str, value: str) -> None:
        """Store ``value`` under ``key``. Raises ``LibraryReadOnly``."""
        with self._database.writing() as db:
            db.execute(_SET, (key, value))

    def edition(self) -> int:
        """Number of times that all vectors were made anew."""
        return int(self.get("edition") or 0)

    def _all(self) -> dict[str, str]:
        return dict(self._database.rows("SELECT key, value FROM meta"))


class PostgresDerivedTexts:
    """The tables ``kept`` and ``kept_of``, as :class:`DerivedTexts` has them."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        """The text kept under ``key``; ``None`` if there is none."""
        value = self._database.value("SELECT value FROM kept WHERE key = %s", (key,))
        return None if value is None else str(value)

    def keep(self, key: str, value: str, documents: Sequence[str]) -> bool:
        """Keep ``value`` until one of ``documents`` (ids) is removed, replaced or described otherwise.

        Return ``False`` if it is not kept: a document is gone already, the library cannot be written, or
        this thread reads within a snapshot.
        """
        try:
            with self._database.writing(alone=False) as db:
                query = "SELECT number FROM documents WHERE state = 'ready' AND id = ANY(%s) FOR SHARE"
                numbers = [row[0] for row in db.execute(query, (list(documents),)).fetchall()]
                if len(numbers) < len(set(documents)):
                    return False
                db.execute("DELETE FROM kept WHERE key = %s", (key,))
                db.execute("INSERT INTO kept VALUES (%s, %s)", (key, value))
                db.executemany("INSERT INTO kept_of VALUES (%s, %s)", [(number, key) for number in numbers])
        except LibraryError:
            return False
        return True
