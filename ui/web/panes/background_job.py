"""A long job in a thread of its own, whose progress is polled: no other request is kept waiting."""

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.errors import ReadbackError
from ui.http.problems import CRASH, log
from ui.web.weights import PROGRESS_INTERVAL

Result = TypeVar("Result")
Job = Callable[[Callable[[str, int, int], None], threading.Event], Result]
"""A job: takes a function to report its progress to, and an event that is set when it is to stop."""


@dataclass(frozen=True)
class Step:
    """A step of a job in words, and how many of ``total`` parts of it are done."""

    what: str = ""
    done: int = 0
    total: int = 0


class Working(Generic[Result]):
    """A job under way. Iterate ``steps`` once, then ``result`` is there; ``stop`` it from any thread."""

    result: Result

    def __init__(self, job: Job[Result]) -> None:
        self._job = job
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._step = Step()
        self._error: ReadbackError | None = None

    def stop(self) -> None:
        """End the job with ``Stopped`` at its next step."""
        self._stop.set()

    def steps(self) -> Generator[Step]:
        """Yield the latest step, or the same one again; raises the ``ReadbackError`` that ends the job.

        Closing the generator stops the job.
        """
        threading.Thread(target=self._run, daemon=True).start()
        try:
            yield self._step
            while not self._ended.wait(PROGRESS_INTERVAL):
                yield self._step
        finally:
            self._stop.set()
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            self.result = self._job(self._report, self._stop)
        except ReadbackError as error:
            self._error = error
        except Exception:  # noqa: BLE001 - the tab would wait for ever: log it, say so, go on
            log.exception("Unexpected error")
            self._error = ReadbackError(CRASH)
        self._ended.set()

    def _report(self, what: str, done: int, total: int) -> None:
        self._step = Step(what, done, total)
