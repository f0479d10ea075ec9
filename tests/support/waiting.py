"""Waiting for what is to happen."""

import time
from collections.abc import Callable

LIMIT = 60  # seconds


def until(happened: Callable[[], object]) -> None:
    """Ask again and again until it has happened; fails if it does not."""
    end = time.monotonic() + LIMIT
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
