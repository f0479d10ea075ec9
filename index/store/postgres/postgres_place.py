"""The address of a Postgres server, and its failures in words that hold no password."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import PoolTimeout

from index.errors import LibraryBusy, LibraryError, LibraryReadOnly, StoreUnreachable, UsageError
from index.store.weights import POSTGRES_WAIT

_REFUSED = "FATAL: "  # the server answers, and takes nobody in
_GONE = ("08", "57")  # the classes of SQLSTATE for lost connections, and for a server that shuts down
_PASSING = ("starting up", "shutting down", "recovery", "too many")
_FORM = "postgresql://user:password@host:5432/database"


class PostgresPlace:
    """Where a Postgres server is. Raises ``UsageError`` if ``address`` is none."""

    def __init__(self, address: str) -> None:
        try:
            parts = conninfo_to_dict(address)
        except psycopg.Error:  # whose message repeats the address
            raise UsageError(f"READBACK_DATABASE is no address of Postgres; it looks like {_FORM}") from None
        self._secret = str(parts.get("password") or "")
        host = str(parts.get("host") or parts.get("hostaddr") or "localhost")
        self.name = f"{host}:{parts.get('port') or 5432}"
        self._refuses = f"Postgres at {self.name} refuses"
        wait = str(parts.get("connect_timeout") or max(2, round(POSTGRES_WAIT)))
        self.conninfo = make_conninfo(address, connect_timeout=wait, application_name="readback")

    @contextmanager
    def failures(self) -> Iterator[None]:
        """Let errors of Postgres leave the block as ours.

        Raises ``StoreUnreachable`` if the server does not answer, ``LibraryBusy`` if another writer takes
        too long, ``LibraryReadOnly`` if nothing can be written, and else ``LibraryError``.
        """
        try:
            yield
        except PoolTimeout:
            raise self.unreachable(self._why()) from None
        except psycopg.errors.LockNotAvailable:
            raise LibraryBusy(
                f"another writer holds the library at {self.name}; try again when it is done"
            ) from None
        except (psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege) as error:
            raise LibraryReadOnly(
                f"Postgres at {self.name} refuses to write: {self._line(error)}; ask whoever runs it"
            ) from None
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            line = self._line(error)
            if error.sqlstate and not error.sqlstate.startswith(_GONE):
                raise LibraryError(f"{self._refuses}: {line}") from None
            if _REFUSED in line and not any(word in line for word in _PASSING):
                raise LibraryError(f"{self._refuses}: {line}; see READBACK_DATABASE") from None
            raise self.unreachable(line) from None
        except psycopg.Error as error:
            raise LibraryError(f"{self._refuses}: {self._line(error)}") from None

    def unreachable(self, why: str) -> StoreUnreachable:
        """The error of a server that does not answer, and what to do."""
        return StoreUnreachable(
            f"Postgres at {self.name} does not answer: {why}. Start it, then run the same command again"
        )

    def _why(self) -> str:
        """The reason for no connection, by trying once more."""
        try:
            psycopg.connect(self.conninfo).close()
        except psycopg.Error as error:
            return self._line(error)
        return "all connections are in use"

    def _line(self, error: psycopg.Error) -> str:
        text = error.diag.message_primary or str(error) or type(error).__name__
        line = " ".join(text.split()).split(" failed: ")[-1].split(" Is the server ")[0].rstrip(".")
        return line.replace(self._secret, "***") if self._secret else line
