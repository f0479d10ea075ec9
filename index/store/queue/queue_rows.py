"""Rows of the queue, read and written within a transaction: each is a file that waits or that was added."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from index.errors import LibraryError
from index.results import Added, Failure
from index.store.identity import utf8
from index.store.postgres.postgres_database import Connection, Cursor
from index.store.queue.queued_file import FileState, QueuedFile
from index.store.queue.weights import JOB_BYTES, JOB_FILES

TASK = "add"
"""The name of procrastinate's task."""

COLUMNS = "number, library, title, address, name, key, state, done, total, tries, error"
OPEN = "('queued', 'reading', 'indexing')"


def jobs_of(files: Sequence[tuple[Path, str]]) -> Iterator[list[tuple[Path, str]]]:
    """Files in parts, one for each job."""
    part: list[tuple[Path, str]] = []
    size = 0
    for path, address in files:
        more = path.stat().st_size
        if part and (len(part) >= JOB_FILES or size + more > JOB_BYTES):
            yield part
            part, size = [], 0
        part.append((path, address))
        size += more
    if part:
        yield part


def insert(db: Cursor, batch: str, library: str, title: str, path: Path, address: str) -> tuple[int, str]:
    """The number and the key of a file that its sender begins to store."""
    db.execute(
        "DELETE FROM files WHERE library = %s AND address = %s AND state = 'failed'", (library, address)
    )
    key = uuid4().hex
    query = (
        "INSERT INTO files (batch, library, title, address, name, key, state)"
        " VALUES (%s, %s, %s, %s, %s, %s, 'sending') RETURNING number"
    )
    values = (batch, library, title, address, utf8(path.name), key)
    (number,) = db.execute(query, values).fetchone() or (0,)
    return number, key


def defer(connection: Connection, library: str, numbers: Sequence[int]) -> None:
    """Have files added by a job, within the transaction of ``connection``."""
    import procrastinate

    app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())
    with _causes(procrastinate.exceptions.ConnectorException):
        app.configure_task(TASK, queue=library, connection=connection).defer(files=list(numbers))


@contextmanager
def _causes(kind: type[Exception]) -> Iterator[None]:
    """Let what caused an error leave the block in its place."""
    try:
        yield
    except kind as error:
        raise (error.__cause__ or LibraryError(str(error))) from None


def set_state(
    db: Cursor, numbers: Sequence[int], state: FileState, error: str = "", *, tries: int = 0
) -> None:
    """Give files a state, with the reason for it; ``tries`` is added to those counted so far."""
    query = "UPDATE files SET state = %s, error = %s, tries = tries + %s, at = now() WHERE number = ANY(%s)"
    db.execute(query, (state, error, tries, list(numbers)))


def set_if_open(
    db: Cursor, numbers: Sequence[int], state: FileState, error: str = "", *, tries: int = 0
) -> None:
    """Give those of these files a state that are not done.

    A worker taken for dead may live, and come late: another one has done its files meanwhile.
    """
    set_state(db, [one.number for one in left(db, numbers)], state, error, tries=tries)


def left(db: Cursor, numbers: Sequence[int]) -> list[QueuedFile]:
    """Those of these files that are not done; nobody else changes them before the transaction ends."""
    query = (
        f"SELECT {COLUMNS} FROM files WHERE number = ANY(%s) AND state IN {OPEN} ORDER BY number FOR UPDATE"  # noqa: S608
    )
    return [file_of(row) for row in db.execute(query, (list(numbers),)).fetchall()]


def fail(db: Cursor, one: QueuedFile, error: str) -> None:
    """Let a file fail that no worker could add."""
    added = Added((), (), (), (Failure(one.address, error),))
    set_state(db, [one.number], FileState.FAILED, error, tries=1)
    db.execute("UPDATE files SET result = %s WHERE number = %s", (json.dumps(asdict(added)), one.number))


def file_of(row: Sequence[Any]) -> QueuedFile:
    """The file of a row of ``COLUMNS``."""
    number, library, title, address, name, key, state, *rest = row
    return QueuedFile(number, library, title, address, name, key, FileState(state), *rest)
