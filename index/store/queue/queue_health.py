"""The state of the queue and of its workers, for ``readback doctor``; nothing is changed."""

from contextlib import closing

from index.errors import LibraryError, UsageError
from index.store.queue.job_queue import JobQueue
from index.store.queue.queued_file import FileState
from index.store.queue.weights import DEAD_AFTER
from index.store.shared.shared_health import Finding
from index.store.shared.shared_places import SharedPlaces

_NONE = "no worker runs: start `readback worker`"
_MEANWHILE = "until then, servers add uploads themselves"


def findings(places: SharedPlaces) -> list[Finding]:
    """Look what is on the queue, of all libraries of the database, and how many workers give signs of life.

    Files that wait while no worker runs are a fault: nobody reads them.
    """
    if not places.files:
        return [
            ("queue", True, "none: workers need READBACK_FILES; servers and commands add files themselves")
        ]
    try:
        with closing(JobQueue(places)) as queue:
            counts, workers, place = queue.counts(), queue.workers(), queue.place
    except (LibraryError, UsageError) as error:
        return [("queue", False, str(error))]
    waiting = sum(number for state, number in counts.items() if not state.is_done)
    return [("queue", True, _on_queue(place, counts)), _workers(workers, waiting)]


def _on_queue(place: str, counts: dict[FileState, int]) -> str:
    waits, failed = counts.get(FileState.QUEUED, 0), counts.get(FileState.FAILED, 0)
    under_way = counts.get(FileState.READING, 0) + counts.get(FileState.INDEXING, 0)
    named = "; `readback queue` names them" if counts else ""
    files = f"{waits:,} files waiting, {under_way:,} being read, {failed:,} failed"
    return f"at {place}, of all libraries: {files}{named}"


def _workers(workers: int, waiting: int) -> Finding:
    if workers:
        return "workers", True, f"{workers:,} seen within the last {DEAD_AFTER:.0f} seconds"
    if waiting:
        return "workers", False, f"{_NONE}; nobody reads what waits on the queue"
    return "workers", True, f"{_NONE}, if files are to be read apart from servers; {_MEANWHILE}"
