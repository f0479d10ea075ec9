"""The queue of files to be added, in the Postgres of shared libraries: senders put, workers take.

A file's bytes lie among the files of READBACK_FILES until it is added, so that any worker can read them. What
is to be done is a job of procrastinate; how far each file is stands in a row of its own, which every process
reads. Both are written in one transaction.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import uuid4

from index.errors import UsageError
from index.results import Added, Failure
from index.store.interfaces import FileRows
from index.store.postgres.postgres_database import PostgresDatabase
from index.store.postgres.postgres_place import PostgresPlace
from index.store.postgres.postgres_schema import COMMON
from index.store.queue import queue_tables
from index.store.queue.queue_rows import (
    COLUMNS,
    OPEN,
    defer,
    fail,
    file_of,
    insert,
    jobs_of,
    left,
    set_if_open,
    set_state,
)
from index.store.queue.queued_file import FileState, QueuedFile
from index.store.queue.weights import DEAD_AFTER, FAILED_HOURS, MOST_TRIES, READY_HOURS, SENDING_HOURS
from index.store.shared.shared_files import open_files
from index.store.shared.shared_places import SharedPlaces

_WAITING = ".waiting"  # the folder beside the libraries', whose names begin with a letter or digit
_LISTED = "state NOT IN ('ready', 'sending') AND (library = %s OR %s = '')"
_TAKEN = "SELECT args FROM procrastinate_jobs WHERE id = %s AND status = 'doing' FOR UPDATE SKIP LOCKED"
_DIED = "{} workers ended while they read this file; it is not tried again"


class JobQueue:
    """The queue in the Postgres of ``places``. Safe to use from several threads.

    Every method raises ``StoreUnreachable`` if Postgres or the files' store does not answer, and other
    ``LibraryError``. Raises ``UsageError`` if ``places`` name no place for files that all workers see.
    """

    def __init__(self, places: SharedPlaces) -> None:
        if not places.files:
            raise UsageError(
                "workers need READBACK_FILES, the folder or store in which all of them find the files; set it"
                " for servers and workers alike, as docs/serving.md says"
            )
        self._place = places.files
        self.database = PostgresDatabase(PostgresPlace(places.database), COMMON)
        self._exists = False

    @property
    def place(self) -> str:
        """The server of the queue, for messages."""
        return self.database.place.name

    def close(self) -> None:
        """Close the connections."""
        self.database.close()

    def make(self) -> None:
        """Make the queue's tables, if there are none."""
        if not self.exists():
            queue_tables.create(self.database)

    def exists(self) -> bool:
        """Return whether there is a queue: a worker or a sender makes it."""
        self._exists = self._exists or queue_tables.exists(self.database)
        return self._exists

    def workers(self) -> int:
        """Number of workers that give signs of life."""
        if not self.exists():
            return 0
        since = "last_heartbeat > now() - make_interval(secs => %s)"
        query = f"SELECT count(*) FROM procrastinate_workers WHERE {since}"  # noqa: S608
        return int(self.database.value(query, (DEAD_AFTER,)))

    def put(self, library: str, title: str, files: Sequence[tuple[Path, str]]) -> str:
        """Store files, each with its address, and have them added; their name for :meth:`batch`.

        A file that failed before is forgotten. Cut short, those stored so far are added.
        """
        self.make()
        batch = uuid4().hex
        for part in jobs_of(files):
            with self.database.writing(alone=False) as db:
                rows = [insert(db, batch, library, title, path, address) for path, address in part]
            keys = {key: path.read_bytes() for (_, key), (path, _) in zip(rows, part, strict=True)}
            self.files(library).keep(keys)
            with self.database.writing(alone=False) as db:
                numbers = [number for number, _ in rows]
                set_state(db, numbers, FileState.QUEUED)
                defer(db.connection, library, numbers)
        return batch

    def files(self, library: str) -> FileRows:
        """The bytes of a library's files that wait, by their keys."""
        return open_files(self._place, f"{_WAITING}/{library}", Path())

    # What every process sees

    def batch(self, name: str) -> list[QueuedFile]:
        """The files of one call of :meth:`put`."""
        return self._found("batch = %s", name)

    def results(self, batch: str) -> Added:
        """The result of adding the files of a batch."""
        query = "SELECT result FROM files WHERE batch = %s AND result IS NOT NULL ORDER BY number"
        found = [json.loads(row[0]) for row in self.database.rows(query, (batch,))]

        def every(name: str) -> tuple[Any, ...]:
            return tuple(each for one in found for each in one[name])

        failed = tuple(Failure(**failure) for failure in every("failed"))
        return Added(every("added"), every("unchanged"), every("replaced"), failed)

    def forget(self, batch: str) -> None:
        """Remove the rows of a batch whose files are all ready or failed: its sender knows."""
        self._remove("batch = %s AND state IN ('ready', 'failed')", batch)

    def open_files(self, library: str = "") -> list[QueuedFile]:
        """The files of a library that are not ready, of all libraries if it is ""; those that failed, too."""
        if not self.exists():
            return []
        return self._found(_LISTED, library, library)

    def counts(self, library: str = "") -> dict[FileState, int]:
        """The number of files that :meth:`open_files` gives, by their states."""
        if not self.exists():
            return {}
        query = f"SELECT state, count(*) FROM files WHERE {_LISTED} GROUP BY state"  # noqa: S608
        return {FileState(state): number for state, number in self.database.rows(query, (library, library))}

    def clear_failed(self) -> int:
        """Forget the files that failed; how many they were."""
        return self._remove("state = 'failed'") if self.exists() else 0

    def clear_one(self, library: str, number: int) -> int:
        """Forget a file of a library if it failed; 1, or 0 if there is no such file."""
        if not self.exists():
            return 0
        return self._remove("state = 'failed' AND library = %s AND number = %s", library, number)

    # What workers do

    def claim(self, numbers: Sequence[int]) -> list[QueuedFile]:
        """Begin with those of these files that are not done, and return them."""
        with self.database.writing(alone=False) as db:
            query = (
                f"UPDATE files SET state = 'reading', error = '', at = now()"  # noqa: S608
                f" WHERE number = ANY(%s) AND state IN {OPEN} RETURNING {COLUMNS}"
            )
            return sorted(
                map(file_of, db.execute(query, (list(numbers),)).fetchall()), key=lambda one: one.number
            )

    def progress(self, number: int, state: FileState, done: int, total: int) -> None:
        """Note how far a file is."""
        with self.database.writing(alone=False) as db:
            query = (
                f"UPDATE files SET state = %s, done = %s, total = %s WHERE number = %s AND state IN {OPEN}"  # noqa: S608
            )
            db.execute(query, (state, done, total, number))

    def finish(self, files: Sequence[QueuedFile], added: Added, errors: Mapping[int, str]) -> None:
        """Note what became of files added together; ``errors`` has the numbers of those that failed."""
        with self.database.writing(alone=False) as db:
            set_state(db, [one.number for one in files if one.number not in errors], FileState.READY)
            for number, error in errors.items():
                set_if_open(db, [number], FileState.FAILED, error)
            result = json.dumps(asdict(added))
            db.execute("UPDATE files SET result = %s WHERE number = %s", (result, files[0].number))
        for library in {one.library for one in files}:
            self.files(library).remove(one.key for one in files if one.library == library)

    def put_back(self, files: Sequence[QueuedFile], error: str, *, counted: bool) -> list[QueuedFile]:
        """Let files wait again; ``counted``: those tried too often are returned, to be failed."""
        often = [one for one in files if counted and one.tries + 1 >= MOST_TRIES]
        with self.database.writing(alone=False) as db:
            numbers = [one.number for one in files if one not in often]
            set_if_open(db, numbers, FileState.QUEUED, error, tries=int(counted))
        return often

    def take_back(self, jobs: Iterable[int]) -> int:
        """Give jobs of dead workers to others, each file alone; how many files they were.

        Whichever file a worker died of, the others do not suffer from it. One tried too often fails.
        """
        taken = 0
        for job in jobs:
            with self.database.writing(alone=False) as db:
                if (row := db.execute(_TAKEN, (job,)).fetchone()) is None:
                    continue
                files = left(db, row[0]["files"])
                db.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', true)", (job,))
                for one in files:
                    if one.tries + 1 >= MOST_TRIES:
                        fail(db, one, _DIED.format(one.tries + 1))
                        continue
                    set_state(db, [one.number], FileState.QUEUED, tries=1)
                    defer(db.connection, one.library, [one.number])
                taken += len(files)
        return taken

    def sweep(self) -> None:
        """Forget files that were ready, failed or half sent long ago."""
        hours = {"ready": READY_HOURS, "sending": SENDING_HOURS, "failed": FAILED_HOURS}
        for state, age in hours.items():
            self._remove("state = %s AND at < now() - make_interval(hours => %s)", state, age)

    def _remove(self, which: str, *values: object) -> int:
        """Remove rows, and what there may be left of their bytes."""
        with self.database.writing(alone=False) as db:
            query = f"DELETE FROM files WHERE {which} RETURNING library, key"  # noqa: S608
            gone = db.execute(query, values).fetchall()
        for library in {name for name, _ in gone}:
            self.files(library).remove(key for name, key in gone if name == library)
        return len(gone)

    def _found(self, which: str, *values: object) -> list[QueuedFile]:
        query = f"SELECT {COLUMNS} FROM files WHERE {which} ORDER BY number"  # noqa: S608
        return [file_of(row) for row in self.database.rows(query, values)]
