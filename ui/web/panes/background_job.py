"""A long job in a thread of its own, whose progress is looked at: nobody else is kept waiting."""

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.errors import ReadbackError
from ui.http.problems import CRASH, log

Result = TypeVar("Result")
Job = Callable[[Callable[[str, int, int], None], threading.Event], Result]
"""A job: it is given where to tell its progress, and an event that is set when it is to stop."""
_FRAME = 0.2  # seconds between two looks


@dataclass(frozen=True)
class Step:
    """What is being done, how much of it is done, and of how much."""

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
        """The job ends with ``Stopped`` at its next step."""
        self._stop.set()

    def steps(self) -> Generator[Step]:
        """The latest step, or the same one again; raises the ``ReadbackError`` that ends the job.

        Close it and the job is stopped.
        """
        threading.Thread(target=self._run, daemon=True).start()
        try:
            yield self._step
            while not self._ended.wait(_FRAME):
                yield self._step
        finally:
            self._stop.set()
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            self.result = self._job(self._told, self._stop)
        except ReadbackError as error:
            self._error = error
        except Exception:  # noqa: BLE001 - the tab would wait for ever: log it, say so, go on
            log.exception("Unexpected error")
            self._error = ReadbackError(CRASH)
        self._ended.set()

    def _told(self, what: str, done: int, total: int) -> None:
        self._step = Step(what, done, total)
