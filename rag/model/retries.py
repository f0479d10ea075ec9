"""Repeat a request to an endpoint where that may help."""

import threading
from collections.abc import Callable
from typing import TypeVar

from rag.model.failures import Refused
from rag.request_errors import Stopped

_ATTEMPTS = 3
_Result = TypeVar("_Result")


def attempt(ask: Callable[[], _Result], stop: threading.Event, pause: float) -> _Result:
    """Call ``ask`` up to three times while ``Refused`` says that this may help.

    In between it waits as long as the endpoint asks, else about ``pause`` seconds, then twice as long;
    ``stop`` ends the waiting with ``Stopped``.
    """
    from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt
    from tenacity import wait_exponential_jitter as backing_off

    back_off = backing_off(multiplier=pause, max=8 * pause, jitter=pause / 2)

    def wait(state: RetryCallState) -> float:
        failed = state.outcome.exception() if state.outcome else None
        told = failed.refusal.wait if isinstance(failed, Refused) else None
        return back_off(state) if told is None else told

    def sleep(seconds: float) -> None:
        stop.wait(seconds)
        go_on(stop)

    return Retrying(
        sleep=sleep,
        stop=stop_after_attempt(_ATTEMPTS),
        wait=wait,
        retry=retry_if_exception(lambda error: isinstance(error, Refused) and error.refusal.again),
        reraise=True,
    )(ask)


def go_on(stop: threading.Event) -> None:
    """Raise ``Stopped`` if ``stop`` is set."""
    if stop.is_set():
        raise Stopped("stopped before the answer was finished")
