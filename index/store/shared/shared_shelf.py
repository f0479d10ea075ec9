"""The further libraries on servers: the list of them in Postgres, which every server reads.

A library has a name, by which its stores know it and which is never given again, and a title, which people
see.
"""

from collections.abc import Callable
from itertools import chain, count
from pathlib import Path

from index.errors import LibraryBusy, StoreUnreachable, UsageError
from index.store.postgres.postgres_database import PostgresDatabase
from index.store.postgres.postgres_place import PostgresPlace
from index.store.postgres.postgres_schema import COMMON
from index.store.shared.shared_places import SharedPlaces, shared_name
from index.store.shared.shared_stores import REINDEXING, SharedStores, library_schema
from index.store.weights import LONGEST_SHARED_NAME

_TABLE = """
CREATE TABLE IF NOT EXISTS libraries (
    name text COLLATE "C" PRIMARY KEY, title text NOT NULL, folded text UNIQUE,
    gone boolean NOT NULL DEFAULT false
)
"""
_LONGEST = LONGEST_SHARED_NAME - 4
_TAKEN = """
SELECT 1 FROM pg_namespace WHERE nspname = %s UNION ALL SELECT 1 FROM libraries WHERE name = %s
"""


class SharedShelf:
    """The list of libraries at ``places``. ``folded`` gives the form of a title that no other may have.

    Safe to use from several threads. Every method raises ``StoreUnreachable`` if a server that it needs does
    not answer, and ``LibraryError``.
    """

    def __init__(self, places: SharedPlaces, folded: Callable[[str], str]) -> None:
        self._places, self._folded = places, folded
        self._database = PostgresDatabase(PostgresPlace(places.database), COMMON)
        self._exists = False

    @property
    def place(self) -> str:
        """The server, for messages."""
        return self._database.place.name

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def all(self) -> dict[str, str]:
        """The names of all libraries by title, in the order of their titles."""
        if not self._there():
            return {}
        found = self._database.rows("SELECT title, name FROM libraries WHERE NOT gone ORDER BY folded, title")
        return dict(found)

    def create(self, title: str) -> None:
        """Make an empty library. Raises ``UsageError`` if there is one of this title."""
        self._make()
        with self._database.writing(alone=False) as db:
            db.execute("LOCK TABLE libraries IN SHARE ROW EXCLUSIVE MODE")
            if db.execute("SELECT 1 FROM libraries WHERE folded = %s", (self._folded(title),)).fetchone():
                raise _taken(title)
            plain = _short(shared_name(Path(title)))
            for name in chain([plain], (f"{plain}-{number}" for number in count(2))):
                if not db.execute(_TAKEN, (library_schema(name), name)).fetchone():
                    break
            db.execute("INSERT INTO libraries VALUES (%s, %s, %s)", (name, title, self._folded(title)))

    def rename(self, old: str, title: str) -> None:
        """Give a library another title; its name stays. Raises ``UsageError`` if the title is taken."""
        with self._database.writing(alone=False) as db:
            db.execute("LOCK TABLE libraries IN SHARE ROW EXCLUSIVE MODE")
            query = "SELECT 1 FROM libraries WHERE folded = %s AND title != %s"
            if db.execute(query, (self._folded(title), old)).fetchone():
                raise _taken(title)
            query = "UPDATE libraries SET title = %s, folded = %s WHERE title = %s AND NOT gone"
            db.execute(query, (title, self._folded(title), old))

    def remove(self, title: str) -> None:
        """Delete a library with all that is in it. Cut short, it is gone, and :meth:`sweep` does the rest.

        Raises ``LibraryBusy`` while somebody writes to it.
        """
        name = self.all()[title]
        with self._database.session() as connection, self._database.place.failures():
            query = "SELECT pg_try_advisory_lock(hashtext(%s), %s)"
            if connection.execute(query, (library_schema(name), REINDEXING)).fetchone() != (True,):
                raise LibraryBusy(
                    f"the library {title!r} is being written by another process; try again later"
                )
            query = "UPDATE libraries SET gone = true, folded = NULL WHERE name = %s"
            connection.execute(query, (name,))
        self.sweep()

    def sweep(self) -> None:
        """Delete what is left of libraries that are gone; another time, if a server is down."""
        if not self._there():
            return
        query = "SELECT l.name FROM libraries l JOIN pg_namespace n ON n.nspname = %s || l.name WHERE l.gone"
        for (name,) in self._database.rows(query, (library_schema(""),)):
            stores = SharedStores(Path(name), lambda: None, self._places)
            try:
                stores.destroy()
            except StoreUnreachable:
                return
            finally:
                stores.close()

    def _there(self) -> bool:
        if not self._exists:
            found = self._database.value("SELECT to_regclass(%s) IS NOT NULL", (f"{COMMON}.libraries",))
            self._exists = bool(found)
        return self._exists

    def _make(self) -> None:
        if self._there():
            return
        with (
            self._database.place.failures(),
            self._database.session() as connection,
            connection.transaction(),
        ):
            connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s), 0)", (COMMON,))
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {COMMON}")
            connection.execute(_TABLE)


def _short(name: str) -> str:
    """A name that is still a shared one, the same by itself, with a number behind it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 13]}-{name[-12:]}"


def _taken(title: str) -> UsageError:
    return UsageError(f"There is a library {title!r} already. Choose another name.")
