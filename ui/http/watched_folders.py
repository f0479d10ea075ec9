"""The folders that the libraries of a server follow, one for each library at most."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.results import Progress, Synced
from ui.http.arrivals import Arrivals, Arriving
from ui.watching.folder_watch import Busy
from ui.watching.folder_watcher import FolderWatcher, Report, WatchState

if TYPE_CHECKING:
    from rag import Readback


class WatchedFolders:
    """The watchers of a server, by library; ``arrivals`` shows to all pages what they add. Thread-safe."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._watchers: WeakKeyDictionary[Readback, FolderWatcher] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def state(self, readback: "Readback") -> WatchState:
        """The state of the folder that a library follows."""
        watcher = self._watchers.get(readback)
        return watcher.state if watcher else WatchState()

    def follow(self, readback: "Readback") -> None:
        """Follow the folder that the library's settings name now, if any, and no other."""
        self.leave(readback)
        if not (folder := readback.settings.watch):
            return

        def sync(busy: Busy | None, report: Report) -> Synced:
            arriving = Arriving(())

            def heard(at: Progress) -> None:
                report(at)
                arriving.heard(at)

            with self._arrivals.following(readback, arriving):
                return readback.sync(folder, busy=busy, progress=heard)

        with self._lock:
            self._watchers[readback] = FolderWatcher(Path(folder), sync)

    def leave(self, readback: "Readback") -> None:
        """Follow no folder any more."""
        with self._lock:
            watcher = self._watchers.pop(readback, None)
        if watcher:
            watcher.stop()

    def close(self) -> None:
        """Stop all."""
        for readback in list(self._watchers):
            self.leave(readback)
