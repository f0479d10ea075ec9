"""The progress of files being added to the libraries of a server, for every page to show."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

from index.readers.containers.source_files import name_of
from index.store.shared.shared_places import shared_name

if TYPE_CHECKING:
    from index.results import Added, Progress
    from index.store.queue.job_queue import JobQueue
    from rag import Readback


@dataclass(frozen=True)
class Arrival:
    """The progress of one file: ``done`` of ``total`` passages; both are 0 before it is being indexed.

    ``error``: why a worker could not add it, or cannot yet. Only of what workers add, failures are listed:
    whoever sent it may be gone. ``number``: its number on their queue; 0 for what is not on it.
    """

    path: str
    state: Literal["queued", "reading", "indexing", "failed"] = "queued"
    done: int = 0
    total: int = 0
    error: str = ""
    number: int = 0


class Arriving:
    """The progress of the files of one call of ``add``, of which some are under way at once. Thread-safe."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._waiting = {str(path): path.name for path in paths if not path.is_dir()}
        self._under_way: dict[str, Arrival] = {}
        self._lock = threading.Lock()

    def now(self) -> tuple[Arrival, ...]:
        """The files that are not done, those under way first."""
        with self._lock:
            return *self._under_way.values(), *(Arrival(name) for name in self._waiting.values())

    def heard(self, at: "Progress") -> None:
        """Take in a progress report of the library."""
        with self._lock:
            self._waiting.pop(at.path, None)
            if at.ended:
                self._under_way.pop(at.path, None)
                return
            state: Literal["reading", "indexing"] = "indexing" if at.total else "reading"
            # A web address is shown whole.
            name = at.path if "://" in at.path else name_of(at.path)
            self._under_way[at.path] = Arrival(name, state, at.done, at.total)


class Arrivals:
    """The calls of ``add`` under way, by library, and what is in the queue of workers. Thread-safe."""

    def __init__(self, queue: "JobQueue | None" = None) -> None:
        self._queue = queue
        self._calls: WeakKeyDictionary[Readback, list[Arriving]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, readback: "Readback") -> tuple[Arrival, ...]:
        """The files being added to a library, of the oldest call first, then those that workers add."""
        with self._lock:
            calls = list(self._calls.get(readback, ()))
        return *(one for call in calls for one in call.now()), *self._queued(readback)

    def dismiss(self, readback: "Readback", number: int) -> int:
        """Forget a file that workers could not add to a library; 1, or 0 if there is no such file."""
        return self._queue.clear_one(shared_name(readback.path), number) if self._queue else 0

    def receive(self, readback: "Readback", paths: Iterable[Path], arriving: Arriving) -> "Added":
        """Add uploads, each known by its name: by workers, if there are any, else as :meth:`add` does."""
        named = list(paths)
        if self._queue is None or not self._queue.workers():
            return self.add(readback, named, lambda path: path.name, arriving)
        from ui.http.queued_uploads import add_by_workers

        return add_by_workers(self._queue, readback, named, arriving.heard)

    def add(
        self,
        readback: "Readback",
        paths: Iterable[Path],
        address: Callable[[Path], str] | None = None,
        arriving: Arriving | None = None,
    ) -> "Added":
        """Call ``readback.add`` and show its files to all pages until it returns; lets its errors through.

        ``arriving`` is for a caller that follows its own files.
        """
        named = list(paths)
        call = arriving or Arriving(named)
        with self.following(readback, call):
            return readback.add(named, call.heard, address)

    @contextmanager
    def following(self, readback: "Readback", call: Arriving) -> Iterator[None]:
        """Show the files of ``call`` to all pages within the block."""
        with self._lock:
            self._calls.setdefault(readback, []).append(call)
        try:
            yield
        finally:
            with self._lock:
                self._calls[readback].remove(call)

    def _queued(self, readback: "Readback") -> Iterator[Arrival]:
        if self._queue is not None:
            from ui.http.queued_uploads import waiting

            yield from waiting(self._queue, readback)
