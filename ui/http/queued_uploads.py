"""Uploads that workers add: put on the queue and waited for, whoever of the workers takes them."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from index.errors import StoreUnreachable
from index.readers.containers.source_files import name_of
from index.results import Added, Progress
from index.store.queue.queued_file import FileState, QueuedFile
from index.store.shared.shared_places import shared_name
from ui.http.arrivals import Arrival
from ui.http.weights import QUEUE_PATIENCE, QUEUE_PAUSE

if TYPE_CHECKING:
    from index.store.queue.job_queue import JobQueue
    from rag import Readback

_SHOWN: dict[FileState, Literal["queued", "reading", "indexing", "failed"]] = {
    FileState.QUEUED: "queued",
    FileState.READING: "reading",
    FileState.INDEXING: "indexing",
    FileState.FAILED: "failed",
}


def waiting(queue: "JobQueue", readback: "Readback") -> Iterator[Arrival]:
    """The files of a library that are in the queue, that workers add, or that they could not add."""
    for one in queue.open_files(shared_name(readback.path)):
        if state := _SHOWN.get(one.state):
            yield Arrival(name_of(one.address), state, one.done, one.total, one.error, one.number)


def add_by_workers(
    queue: "JobQueue", readback: "Readback", paths: Sequence[Path], heard: Callable[[Progress], None]
) -> Added:
    """Have workers add uploads, each known by its name, and return once all are ready or failed.

    ``heard`` is called with their progress. Should this process end, they are added all the same. Raises
    ``LibraryError`` if they cannot be put on the queue, or if Postgres stays away.
    """
    batch = queue.put(shared_name(readback.path), readback.path.name, [(path, path.name) for path in paths])
    by_name = {path.name: (number, path) for number, path in enumerate(paths, 1)}
    seen: dict[int, QueuedFile] = {}
    for files in _looks(queue, batch):
        for one in files:
            if one != seen.get(one.number) and one.state is not FileState.QUEUED:
                number, path = by_name[one.name]
                heard(Progress(str(path), number, len(paths), one.done, one.total, one.state.is_done))
            seen[one.number] = one
    added = queue.results(batch)
    queue.forget(batch)
    return added


def _looks(queue: "JobQueue", batch: str) -> Iterator[list[QueuedFile]]:
    """The files of a batch again and again, until all are done; Postgres may be away for a while."""
    answered = time.monotonic()
    while True:
        try:
            files = queue.batch(batch)
        except StoreUnreachable:
            if time.monotonic() - answered > QUEUE_PATIENCE:
                raise
        else:
            answered = time.monotonic()
            yield files
            if all(one.state.is_done for one in files):
                return
        time.sleep(QUEUE_PAUSE)
