"""The connections to one library in Postgres: its schema, reads of one moment, writes one after another."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from index.errors import LibraryError, LibraryReadOnly
from index.store.postgres.postgres_place import PostgresPlace
from index.store.weights import POOL_SIZE, POSTGRES_WAIT, SHARED_WAIT

Cursor = psycopg.Cursor[tuple[Any, ...]]
"""What a transaction writes with."""
Connection = psycopg.Connection[tuple[Any, ...]]

_Found = TypeVar("_Found")
_MOMENT = "SELECT moment FROM totals"


class PostgresDatabase:
    """A pool of connections whose names are those of one schema. Safe to use from several threads.

    Every method raises ``StoreUnreachable`` if Postgres does not answer, and ``LibraryError``.
    """

    def __init__(self, place: PostgresPlace, schema: str) -> None:
        logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # its failures are told by ours
        self.place, self.schema = place, schema
        self._here = threading.local()
        self._greeted = False
        self._kept: dict[str, tuple[int, object]] = {}
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            place.conninfo,
            kwargs={"autocommit": True},
            min_size=0,
            max_size=POOL_SIZE,
            timeout=POSTGRES_WAIT,
            reconnect_timeout=POSTGRES_WAIT / 2,  # then whoever asks next tries anew
            configure=self._enter,
            check=ConnectionPool.check_connection,
            open=True,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    @property
    def in_snapshot(self) -> bool:
        """True if this thread reads within a snapshot: it cannot write then."""
        return getattr(self._here, "connection", None) is not None

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query finds."""
        with self._reading() as connection:
            return connection.cursor(binary=True).execute(query, values).fetchall()

    def named_rows(self, query: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows that a query finds, by the names of their columns."""
        with self._reading() as connection:
            return connection.cursor(binary=True, row_factory=dict_row).execute(query, values).fetchall()

    def value(self, query: str, values: Sequence[object] = ()) -> Any:
        """The first value of the first row that a query finds; ``None`` if it finds none."""
        found = self.rows(query, values)
        return found[0][0] if found else None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read the state of one moment within the block, whoever writes meanwhile."""
        with self.place.failures(), self._connection() as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self._here.connection, self._here.moment = connection, None
            try:
                yield
            finally:
                self._here.connection = None
                if not connection.broken:
                    connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, alone: bool = True) -> Iterator[Cursor]:
        """Run the block as one transaction, rolled back if it fails.

        ``alone``: no other one is under way, and whoever keeps what was read reads it anew. Otherwise it is
        beside others of its kind, and changes nothing that a reader sees. Raises ``LibraryBusy`` if another
        takes long, and ``LibraryReadOnly`` within a snapshot.
        """
        if self.in_snapshot:
            raise LibraryReadOnly("nothing is written while a snapshot of the library is read")
        kind = "" if alone else "_shared"
        with self.place.failures(), self._connection() as connection, connection.transaction():
            connection.execute(f"SET LOCAL lock_timeout = '{SHARED_WAIT}s'")
            connection.execute(f"SELECT pg_advisory_xact_lock{kind}(hashtext(%s), 0)", (self.schema,))
            if alone:
                connection.execute("UPDATE totals SET moment = moment + 1")
            yield connection.cursor(binary=True)

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """A connection of its own, whose locks last as long as the block, or the process."""
        with self.place.failures():
            connection = psycopg.connect(self.place.conninfo, autocommit=True)
        try:
            with self.place.failures():
                self._enter(connection)
            yield connection
        finally:
            connection.close()

    def cached(self, name: str, read: Callable[[], _Found]) -> _Found:
        """Return what ``read`` finds, kept under ``name`` until anybody changes the library."""
        if not self.in_snapshot:
            with self.snapshot():
                return self.cached(name, read)
        if self._here.moment is None:  # which is the same throughout a snapshot
            self._here.moment = int(self.value(_MOMENT))
        moment = self._here.moment
        kept = self._kept.get(name)
        if kept is None or kept[0] != moment:
            kept = self._kept[name] = moment, read()
        return kept[1]  # type: ignore[return-value]  # kept under its name

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.place.failures():
            if (connection := getattr(self._here, "connection", None)) is not None:
                yield connection
                return
            with self._connection() as connection:
                yield connection

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection of the pool, which waits for a server that is being started again, not for none."""
        if not self._greeted:
            psycopg.connect(self.place.conninfo).close()
            self._greeted = True
        with self._pool.connection() as connection:
            yield connection

    def _enter(self, connection: Connection) -> None:
        """Let names without a schema be the library's."""
        if connection.info.server_version < 120_000:
            raise LibraryError(f"Postgres at {self.place.name} is older than version 12; use a newer one")
        connection.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(self.schema)))
