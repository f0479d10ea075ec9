"""The things that people save with a library in Postgres, such as briefings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.store.postgres.postgres_database import PostgresDatabase
from index.store.weights import SHARED_WAIT

_WRITE = "INSERT INTO saved VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET data = excluded.data"


class PostgresSaved:
    """The table ``saved``, as :class:`SavedFiles` is. Safe to use from several threads.

    ``exists`` says whether there is a library, ``make`` makes it. Every method raises ``StoreUnreachable`` if
    Postgres does not answer, and ``LibraryError``.
    """

    def __init__(
        self, database: PostgresDatabase, exists: Callable[[], bool], make: Callable[[], None]
    ) -> None:
        self._database, self._exists, self._make = database, exists, make

    def names(self) -> list[str]:
        """All names, in the order of the alphabet; none if there is no library."""
        if not self._exists():
            return []
        return [row[0] for row in self._database.rows("SELECT name FROM saved ORDER BY name")]

    def read(self, name: str) -> bytes | None:
        """The bytes saved under a name; ``None`` if there are none."""
        if not self._exists():
            return None
        data = self._database.value("SELECT data FROM saved WHERE name = %s", (name,))
        return None if data is None else bytes(data)

    def write(self, name: str, data: bytes) -> None:
        """Save under a name, in the place of what is there; without a library, one is made."""
        self._make()
        with self._database.writing(alone=False) as db:
            db.execute(_WRITE, (name, data))

    def remove(self, name: str) -> None:
        """Delete what is saved under a name; no error if nothing is."""
        if self._exists():
            with self._database.writing(alone=False) as db:
                db.execute("DELETE FROM saved WHERE name = %s", (name,))

    @contextmanager
    def changing(self, name: str) -> Iterator[None]:
        """Let no other process read and write again what has this name within the block.

        Raises ``LibraryBusy`` if one does so for long.
        """
        with self._database.session() as connection:
            with self._database.place.failures():
                connection.execute(f"SET lock_timeout = '{SHARED_WAIT}s'")
                key = f"{self._database.schema}/{name}"
                connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (key,))
            yield
