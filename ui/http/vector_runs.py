"""The making of vectors that an earlier run of a server, or of a command, left out."""

import threading
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.errors import ReadbackError
from index.results import Progress
from rag.request_errors import Stopped
from ui.http.arrivals import Arrivals, Arriving
from ui.http.problems import log
from ui.watching.weights import FAREWELL

if TYPE_CHECKING:
    from rag import Readback


class VectorRuns:
    """The threads that make missing vectors, one for each library at most. Thread-safe.

    ``arrivals`` shows to all pages how far they are.
    """

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._runs: WeakKeyDictionary[Readback, tuple[threading.Thread, threading.Event]] = (
            WeakKeyDictionary()
        )
        self._lock = threading.Lock()

    def begin(self, readback: "Readback") -> None:
        """Make the vectors for which documents of a library wait, if any do; return at once."""
        self.leave(readback)
        stop = threading.Event()
        thread = threading.Thread(target=self._run, args=(readback, stop), daemon=True)
        with self._lock:
            self._runs[readback] = thread, stop
        thread.start()

    def leave(self, readback: "Readback") -> None:
        """Stop at the next passage, and wait for it a while; the rest is made another time."""
        with self._lock:
            run = self._runs.pop(readback, None)
        if run:
            thread, stop = run
            stop.set()
            thread.join(FAREWELL)

    def close(self) -> None:
        """Stop all."""
        for readback in list(self._runs):
            self.leave(readback)

    def _run(self, readback: "Readback", stop: threading.Event) -> None:
        arriving = Arriving(())

        def report(at: Progress) -> None:
            if stop.is_set():
                raise Stopped("The server stops.")
            arriving.heard(at)

        try:
            if readback.library.unembedded():
                with self._arrivals.following(readback, arriving):
                    readback.add([], report)
        except Stopped:
            return
        except ReadbackError as error:  # whoever adds next tries again
            log.warning("Vectors are still missing: %s", error)
