"""How often a wrong password may be tried: a few times at once, then ever more slowly."""

import ipaddress
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

FREE = 5  # failures without a pause
_FIRST, _LONGEST = 5.0, 900.0  # seconds of the first pause and of the longest; each is twice the one before
_REMEMBERED = 3600.0  # seconds after which an address's failures are forgotten
_MOST = 10_000  # addresses remembered
OVERALL, _WINDOW = 100, 600.0  # failures of all addresses together, in so many seconds


def neighbourhood(host: str) -> str:
    """What one caller can be taken to have: an IPv4 address, or 64 bits of IPv6."""
    try:
        address = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.IPv6Network((int(address), 64), strict=False))


class Throttle:
    """Counts failures by address and overall. Safe to use from several threads.

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
        """Seconds until this address may try again; 0: now."""
        with self._lock:
            address, now = neighbourhood(host), self._clock()
            count, last = self._failures.get(address, (0, now))
            until = last + _pause(count)
            while self._recent and self._recent[0] <= now - _WINDOW:
                self._recent.popleft()
            if len(self._recent) >= OVERALL and address not in self._known:
                until = max(until, self._recent[0] + _WINDOW)
            return max(0, math.ceil(until - now))

    def failed(self, host: str) -> None:
        """Counts a wrong password."""
        with self._lock:
            address, now = neighbourhood(host), self._clock()
            count, last = self._failures.pop(address, (0, now))
            self._failures[address] = (1 if now - last > _REMEMBERED else count + 1, now)
            self._recent.append(now)
            _trim(self._failures)

    def succeeded(self, host: str) -> None:
        """Forgets an address's failures, and that it is a stranger's."""
        with self._lock:
            address = neighbourhood(host)
            self._failures.pop(address, None)
            self._known[address] = None
            self._known.move_to_end(address)
            _trim(self._known)


def _pause(failures: int) -> float:
    """Seconds to wait after so many failures."""
    if failures < FREE:
        return 0.0
    return min(_LONGEST, _FIRST * 2.0 ** min(failures - FREE, 20))


def _trim(addresses: "OrderedDict[str, tuple[int, float]] | OrderedDict[str, None]") -> None:
    """The latest ones stay."""
    while len(addresses) > _MOST:
        addresses.popitem(last=False)
