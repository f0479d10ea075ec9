"""A thread that reads, beside the searches, the words of a catalog that they will need."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress

from index.errors import LibraryError
from index.store.catalog import Catalog


class ReadAhead:
    """A thread that reads the frequent words of a catalog. Safe to use from several threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def start(self, catalog: Callable[[], Catalog]) -> None:
        """Read, unless it does so already; ``catalog`` opens it."""
        with self._turn:
            if self._stopped or (self._thread is not None and self._thread.is_alive()):
                return
            self._thread = threading.Thread(target=self._read, args=(catalog(),), daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait until all is read."""
        if self._thread is not None:
            self._thread.join()

    def stop(self) -> None:
        """Stop reading, for good."""
        with self._turn:
            self._stopped = True
        self.wait()

    def _read(self, catalog: Catalog) -> None:
        with suppress(sqlite3.Error, LibraryError):  # the folder may be gone: a search will say so
            catalog.words.read_ahead(lambda: not self._stopped)
            catalog.close()
