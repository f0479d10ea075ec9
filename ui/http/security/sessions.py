"""The sessions of browsers that are logged in, by the token in their cookie."""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from ui.http.security.weights import LASTS, MOST_SESSIONS


class Sessions:
    """Sessions in memory only, as hashes: they end with the server, and no dump of it holds a token.

    Thread-safe. ``clock`` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._used: OrderedDict[bytes, float] = OrderedDict()  # when last, longest ago first

    def open(self) -> str:
        """Open a session and return its token, for the cookie."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._used[_key(token)] = self._clock()
            while len(self._used) > MOST_SESSIONS:
                self._used.popitem(last=False)
        return token

    def holds(self, token: str) -> bool:
        """Return whether a session goes on; if so, prolong it by twelve hours."""
        key, now = _key(token), self._clock()
        with self._lock:
            used = self._used.pop(key, None)
            if used is None or now - used > LASTS:
                return False
            self._used[key] = now
            return True

    def close(self, token: str) -> None:
        """End a session; no error if there is none."""
        with self._lock:
            self._used.pop(_key(token), None)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
