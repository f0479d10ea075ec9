"""Repeat a request to an endpoint where that may help.

The client's own retries wait without an end that can be set, and know nothing of errors within a stream.
"""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.request_errors import ModelError, Stopped

if TYPE_CHECKING:
    from tenacity import RetryCallState, Retrying

_ATTEMPTS = 3


@dataclass(frozen=True)
class EndpointFailure:
    """An error, whether asking again may help, and the seconds that the endpoint asks to wait before."""

    error: ModelError
    again: bool = False
    wait: float | None = None


class Refused(Exception):
    """Carries a failure to where it is decided whether to ask again."""

    def __init__(self, failure: EndpointFailure) -> None:
        super().__init__(str(failure.error))
        self.failure = failure


def attempts(stop: threading.Event, pause: float) -> "Retrying":
    """Up to three attempts, while ``Refused`` says that this may help: ``for attempt in …: with attempt: …``.

    In between it waits as long as the endpoint asks, else about ``pause`` seconds, then twice as long;
    ``stop`` ends the waiting with ``Stopped``.
    """
    from tenacity import Retrying, retry_if_exception, stop_after_attempt
    from tenacity import wait_exponential_jitter as backing_off

    back_off = backing_off(multiplier=pause, max=8 * pause, jitter=pause / 2)

    def wait(state: "RetryCallState") -> float:
        failed = state.outcome.exception() if state.outcome else None
        told = failed.failure.wait if isinstance(failed, Refused) else None
        return back_off(state) if told is None else told

    def sleep(seconds: float) -> None:
        stop.wait(seconds)
        go_on(stop)

    return Retrying(
        sleep=sleep,
        stop=stop_after_attempt(_ATTEMPTS),
        wait=wait,
        retry=retry_if_exception(lambda error: isinstance(error, Refused) and error.failure.again),
        reraise=True,
    )


def go_on(stop: threading.Event) -> None:
    """Raise ``Stopped`` if ``stop`` is set."""
    if stop.is_set():
        raise Stopped("stopped before the answer was finished")
