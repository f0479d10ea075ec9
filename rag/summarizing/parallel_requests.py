"""Several requests to a model at once, as many as its endpoint takes."""

import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

from rag.model.writer import Writer

_Result = TypeVar("_Result")

Job = Callable[[threading.Event], _Result]
"""Asks the model; gets the event that tells it to hang up."""


class _HangUp(threading.Event):
    """Set by itself, or by the event of whoever may stop all."""

    def __init__(self, outer: threading.Event) -> None:
        super().__init__()
        self._outer = outer

    def is_set(self) -> bool:
        return super().is_set() or self._outer.is_set()


def in_parallel(
    writer: Writer,
    jobs: Sequence[Job[_Result]],
    progress: Callable[[int, int], None],
    stop: threading.Event,
) -> Generator[tuple[int, _Result]]:
    """Yield the number and the result of each job as it is done; ``progress`` gets how many are, of how many.

    Raises what a job raises, ``ModelError`` and ``Stopped``. The other jobs are then hung up on, as they are
    when the iterator is closed.
    """
    hang_up = _HangUp(stop)
    threads = ThreadPoolExecutor(writer.model.parallel, "requests")
    try:
        asked = {threads.submit(job, hang_up): n for n, job in enumerate(jobs)}
        progress(0, len(asked))
        for done, future in enumerate(as_completed(asked), 1):
            yield asked[future], future.result()
            progress(done, len(asked))
    finally:
        hang_up.set()
        threads.shutdown(cancel_futures=True)
