"""A library's SQLite file: its tables, and one connection a thread."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from index.errors import LibraryError, LibraryMissing, LibraryReadOnly, LibraryVersion
from index.store import copy_search

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


class Database:
    """The file, opened as far as the folder allows: for writing, for reading, or as it lies.

    Raises ``LibraryMissing``, ``LibraryVersion`` and ``LibraryError`` when opened, and
    ``LibraryReadOnly`` when a write is refused.
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
        """Makes the file if there is none, whole or not at all."""
        if not file.exists():
            made = file.with_suffix(".new")
            made.unlink(missing_ok=True)
            with sqlite3.connect(made, isolation_level=None) as connection:
                connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {SCHEMA_VERSION};COMMIT;")
                connection.execute("PRAGMA journal_mode = WAL")
            connection.close()
            made.replace(file)
        database = cls(file)
        database._db.execute(_WAITING)
        database._db.executescript(copy_search.TABLES)
        return database

    def close(self) -> None:
        """Closes this thread's connection; the others close with their threads."""
        connection = self._local.__dict__.pop("connection", None)
        self._local.__dict__.clear()
        if connection is not None:
            connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What this thread reads within is of one moment, whoever writes."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    @property
    def in_snapshot(self) -> bool:
        """Whether this thread reads within a snapshot: it cannot write then."""
        return self._db.in_transaction

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        return connection

    def _connect(self) -> sqlite3.Connection:
        # A folder that cannot be written holds no file that says who else writes: then nobody does.
        for mode in ("mode=rw", "mode=ro", "immutable=1"):
            connection = sqlite3.connect(
                f"{self._file.absolute().as_uri()}?{mode}", uri=True, timeout=30, isolation_level=None
            )
            connection.row_factory = sqlite3.Row
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                connection.execute("PRAGMA foreign_keys = ON")
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

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        db = self._db
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise LibraryReadOnly(
                f"the library in {str(self._file.parent)!r} cannot be written: {error}"
            ) from error
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _check_version(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == SCHEMA_VERSION:
            return
        if not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise LibraryError(
                f"{str(self._file)!r} is no catalog of Readback's; remove it and add the files again"
            )
        which = "a newer" if version > SCHEMA_VERSION else "an older"
        what = "use that one" if version > SCHEMA_VERSION else "add its files to a new library"
        raise LibraryVersion(
            f"the library in {str(self._file.parent)!r} was made by {which} Readback"
            f" (format {version}; this one reads format {SCHEMA_VERSION}); {what}"
        )
