"""A library's SQLite file: its tables, and one connection a thread."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

from index.errors import LibraryError, LibraryMissing, LibraryReadOnly, LibraryVersion
from index.store import copy_search
from index.store.weights import LOG_PAGES, LOG_WAIT, MAPPED, SQLITE_WAIT, WRITER_CACHE

SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL,
    path TEXT NOT NULL, media_type TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT, published TEXT,
    evidence_start INTEGER, evidence_end INTEGER, evidence TEXT, language TEXT,
    text TEXT NOT NULL, pages TEXT,
    characters INTEGER NOT NULL, passages INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE INDEX documents_path ON documents (path);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
    sentences BLOB NOT NULL, vector BLOB, sentence_vectors BLOB
);
CREATE INDEX passages_document ON passages (document, ordinal);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '.:'"
);
CREATE VIRTUAL TABLE word_counts USING fts5vocab (words, row);
"""
# The words of passages that are not ready: among the others they would weigh in what those are worth.
_WAITING = """
CREATE TABLE IF NOT EXISTS waiting_words (
    number INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE, title TEXT, body TEXT
)
"""
UNEMBEDDED = """
CREATE TABLE IF NOT EXISTS unembedded (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE, error TEXT
)
"""
"""The table of the documents that wait for their vectors."""
# Of this connection alone: a library that cannot be written has it, too.
_WORD_PLACES = "CREATE VIRTUAL TABLE temp.word_places USING fts5vocab (main, words, instance)"
_Found = TypeVar("_Found")


class Database:
    """The SQLite file, opened as far as the folder allows: for writing, for reading, or as it lies.

    Raises ``LibraryMissing``, ``LibraryVersion`` and ``LibraryError`` when opened, and
    ``LibraryReadOnly`` when a write is refused. Safe to use from several threads.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._local = threading.local()
        if not file.exists():
            raise LibraryMissing(
                f"no library in {str(file.parent)!r}; make one with: readback add PATH --library DIR"
            )
        self._check_version()

    @classmethod
    def create(cls, file: Path) -> Self:
        """Make the file if there is none, whole or not at all, and open it.

        Raises ``LibraryVersion`` and ``LibraryError`` as opening does.
        """
        if not file.exists():
            new = file.with_suffix(".new")
            new.unlink(missing_ok=True)
            with sqlite3.connect(new, isolation_level=None) as connection:
                connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {SCHEMA_VERSION};COMMIT;")
                connection.execute("PRAGMA journal_mode = WAL")
            connection.close()
            new.replace(file)
        database = cls(file)
        database.connection.execute(_WAITING)
        database.connection.execute(UNEMBEDDED)
        database.connection.executescript(copy_search.TABLES)
        return database

    def close(self) -> None:
        """Close this thread's connection; the others close with their threads."""
        connection = self._local.__dict__.pop("connection", None)
        self._local.__dict__.clear()
        if connection is not None:
            connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this thread, opened at first use. Raises ``LibraryError`` if that fails."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        return connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read the state of one moment within the block, whoever writes meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("COMMIT")

    @property
    def in_snapshot(self) -> bool:
        """True if this thread reads within a snapshot: it cannot write then."""
        return self.connection.in_transaction

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run the block as one transaction, rolled back if it fails. Raises ``LibraryReadOnly``."""
        connection = self.connection
        connection.execute(f"PRAGMA cache_size = {-WRITER_CACHE}")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise LibraryReadOnly(
                f"the library in {str(self._file.parent)!r} cannot be written: {error}"
            ) from error
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def empty_log(self) -> bool:
        """Empty SQLite's log into the file, and cut it to nothing; ``False`` while a reader needs it."""
        db = self.connection
        db.execute(f"PRAGMA busy_timeout = {round(LOG_WAIT * 1_000)}")
        try:
            busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            db.execute(f"PRAGMA busy_timeout = {round(SQLITE_WAIT * 1_000)}")
        return not busy

    def cached(self, name: str, read: Callable[[], _Found]) -> _Found:
        """Return what ``read`` finds, kept under ``name`` for this thread until anybody writes."""
        db = self.connection
        moment = db.execute("PRAGMA data_version").fetchone()[0], db.total_changes
        kept: tuple[object, _Found] | None = getattr(self._local, name, None)
        if kept is None or kept[0] != moment:
            kept = moment, read()
            setattr(self._local, name, kept)
        return kept[1]

    def _connect(self) -> sqlite3.Connection:
        # A folder that cannot be written holds no file that says who else writes: then nobody does.
        for mode in ("mode=rw", "mode=ro", "immutable=1"):
            connection = sqlite3.connect(
                f"{self._file.absolute().as_uri()}?{mode}",
                uri=True,
                timeout=SQLITE_WAIT,
                isolation_level=None,
            )
            connection.row_factory = sqlite3.Row
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten with zeros
                connection.execute(_WORD_PLACES)
                connection.execute(f"PRAGMA mmap_size = {MAPPED}")
                connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
            except sqlite3.OperationalError:
                connection.close()
            except sqlite3.DatabaseError as error:
                raise LibraryError(
                    f"{str(self._file)!r} is damaged ({error}); restore it,"
                    " or remove the folder and add the files again"
                ) from error
            else:
                return connection
        raise LibraryError(f"{str(self._file)!r} cannot be opened; check who may read it")

    def _check_version(self) -> None:
        """Raise ``LibraryError`` if the file is no catalog, ``LibraryVersion`` if it is another version's."""
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version == SCHEMA_VERSION:
            return
        if not self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise LibraryError(
                f"{str(self._file)!r} is no catalog of Readback's; remove it and add the files again"
            )
        which = "a newer" if version > SCHEMA_VERSION else "an older"
        what = "use that one" if version > SCHEMA_VERSION else "add its files to a new library"
        raise LibraryVersion(
            f"the library in {str(self._file.parent)!r} was made by {which} Readback"
            f" (format {version}; this one reads format {SCHEMA_VERSION}); {what}"
        )
