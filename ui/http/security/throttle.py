"""The limit on wrong passwords: a few at once, then ever longer waits."""

import ipaddress
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from ui.http.security.weights import (
    FIRST_PAUSE,
    FREE,
    GROWTH,
    LONGEST_PAUSE,
    MOST_ADDRESSES,
    OVERALL,
    REMEMBERED,
    WINDOW,
)


def neighbourhood(host: str) -> str:
    """The network that one caller is taken to own: an IPv4 address, or the first 64 bits of an IPv6 one."""
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.IPv6Network((int(address), 64), strict=False))


class Throttle:
    """The counts of failed log-ins, by address and overall. Thread-safe.

    Many addresses guessing together use up what is allowed overall; whoever has logged in from an address
    before is not kept waiting for that. ``clock`` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()  # how many, and when the last
        self._known: OrderedDict[str, None] = OrderedDict()  # addresses that somebody logged in from
        self._recent: deque[float] = deque()

    def wait(self, host: str) -> int:
        """The seconds until this address may try again; 0 means now."""
        with self._lock:
            address, now = neighbourhood(host), self._clock()
            count, last = self._failures.get(address, (0, now))
            until = last + _pause(count)
            while self._recent and self._recent[0] <= now - WINDOW:
                self._recent.popleft()
            if len(self._recent) >= OVERALL and address not in self._known:
                until = max(until, self._recent[0] + WINDOW)
            return max(0, math.ceil(until - now))

    def failed(self, host: str) -> None:
        """Count a wrong password."""
        with self._lock:
            address, now = neighbourhood(host), self._clock()
            count, last = self._failures.pop(address, (0, now))
            self._failures[address] = (1 if now - last > REMEMBERED else count + 1, now)
            self._recent.append(now)
            _trim(self._failures)

    def succeeded(self, host: str) -> None:
        """Forget an address's failures, and exempt it from the limit on all addresses together."""
        with self._lock:
            address = neighbourhood(host)
            self._failures.pop(address, None)
            self._known[address] = None
            self._known.move_to_end(address)
            _trim(self._known)


def _pause(failures: int) -> float:
    """The seconds to wait after so many failures."""
    if failures < FREE:
        return 0.0
    return min(LONGEST_PAUSE, FIRST_PAUSE * GROWTH ** min(failures - FREE, 20))


def _trim(addresses: "OrderedDict[str, tuple[int, float]] | OrderedDict[str, None]") -> None:
    """Drop the oldest addresses over the limit."""
    while len(addresses) > MOST_ADDRESSES:
        addresses.popitem(last=False)
