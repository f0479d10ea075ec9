"""A folder that is watched from a thread of its own, and what is known of it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from index.errors import ReadbackError
from index.results import Progress, Synced
from rag.request_errors import Stopped
from ui.watching.folder_watch import Busy, watch
from ui.watching.weights import FAREWELL

Report = Callable[[Progress], None]


@dataclass(frozen=True)
class WatchState:
    """The state of a watched folder; ``folder`` is "" where none is.

    ``read``: when it was last read, ISO 8601, "" if it was not yet. ``failed`` and ``gone``: how many files
    could not be read, and of how many documents the file is gone. ``error``: why it was not read this time.
    """

    folder: str = ""
    read: str = ""
    failed: int = 0
    gone: int = 0
    error: str = ""


class FolderWatcher:
    """Watches ``folder`` until :meth:`stop`; ``sync`` gets the busy files, and what reports go to."""

    def __init__(self, folder: Path, sync: Callable[[Busy | None, Report], Synced]) -> None:
        self._state = WatchState(str(folder))
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=watch,
            args=(folder, lambda busy: sync(busy, self._report), self._heard, self._stop),
            daemon=True,
        )
        self._thread.start()

    @property
    def state(self) -> WatchState:
        """The state as it is now."""
        return self._state

    def stop(self) -> None:
        """Stop at the next passage, and wait for it a while."""
        self._stop.set()
        self._thread.join(FAREWELL)

    def _report(self, _: Progress) -> None:
        if self._stop.is_set():
            raise Stopped("The folder is not watched any more.")

    def _heard(self, result: Synced | ReadbackError) -> None:
        if isinstance(result, ReadbackError):
            self._state = replace(self._state, error=str(result))
        else:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            failed, gone = len(result.failed), len(result.gone)
            self._state = WatchState(self._state.folder, now, failed, gone)
