"""The browsers that are logged in, by what their cookie holds."""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

LASTS = 12 * 3600.0  # seconds after the latest request
_MOST = 1000  # sessions at once; of more, the one unused for longest ends


class Sessions:
    """In memory only, and as hashes: they end with the server, and no dump of it gives one away.

    Safe to use from several threads. ``clock`` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._used: OrderedDict[bytes, float] = OrderedDict()  # when last, longest ago first

    def open(self) -> str:
        """A new session, as a browser is to keep it."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._used[_key(token)] = self._clock()
            while len(self._used) > _MOST:
                self._used.popitem(last=False)
        return token

    def holds(self, token: str) -> bool:
        """Whether a session goes on; if so, it does for another twelve hours."""
        key, now = _key(token), self._clock()
        with self._lock:
            used = self._used.pop(key, None)
            if used is None or now - used > LASTS:
                return False
            self._used[key] = now
            return True

    def close(self, token: str) -> None:
        """Ends a session; no error if there is none."""
        with self._lock:
            self._used.pop(_key(token), None)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
