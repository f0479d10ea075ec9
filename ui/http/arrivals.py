"""What is on its way into the libraries of a server, so that every page can show it."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from index.results import Added, Progress
    from rag import Readback


@dataclass(frozen=True)
class Arrival:
    """A file by its name, and how far it is: ``done`` of ``total`` passages once it is being indexed."""

    path: str
    state: Literal["queued", "reading", "indexing"] = "queued"
    done: int = 0
    total: int = 0


class Arriving:
    """The files of one call, one read after the other. Safe to use from several threads."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._waiting = {str(path): path.name for path in paths if not path.is_dir()}
        self._current: Arrival | None = None
        self._lock = threading.Lock()

    def now(self) -> tuple[Arrival, ...]:
        """Those that are not done, the current one first."""
        with self._lock:
            current = (self._current,) if self._current else ()
            return *current, *(Arrival(name) for name in self._waiting.values())

    def heard(self, at: "Progress") -> None:
        """The library tells how far it is; a file that it starts with ends the one before."""
        with self._lock:
            self._waiting.pop(at.path, None)
            state: Literal["reading", "indexing"] = "indexing" if at.total else "reading"
            self._current = Arrival(Path(at.path).name, state, at.done, at.total)


class Arrivals:
    """What is being added to each library. Safe to use from several threads."""

    def __init__(self) -> None:
        self._calls: WeakKeyDictionary[Readback, list[Arriving]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, readback: "Readback") -> tuple[Arrival, ...]:
        """The files on their way into a library, by call in the order of these."""
        with self._lock:
            calls = list(self._calls.get(readback, ()))
        return tuple(one for call in calls for one in call.now())

    def add(
        self,
        readback: "Readback",
        paths: Iterable[Path],
        address: Callable[[Path], str] | None = None,
        arriving: Arriving | None = None,
    ) -> "Added":
        """``readback.add``, seen by all meanwhile; its caller can look at what is ``arriving`` on its own."""
        named = list(paths)
        call = arriving or Arriving(named)
        with self._shown(readback, call):
            return readback.add(named, call.heard, address)

    @contextmanager
    def _shown(self, readback: "Readback", call: Arriving) -> Iterator[None]:
        with self._lock:
            self._calls.setdefault(readback, []).append(call)
        try:
            yield
        finally:
            with self._lock:
                self._calls[readback].remove(call)
