"""The sessions of browsers that are logged in, by the token in their cookie."""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from ui.http.security.passwords import Account
from ui.http.security.weights import LASTS, MOST_SESSIONS


@dataclass(frozen=True)
class _Session:
    """The account that logged in, and when its latest request was, in seconds."""

    account: Account
    used: float


class Sessions:
    """Sessions in memory only, as hashes: they end with the server, and no dump of it holds a token.

    Thread-safe. ``clock`` gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open: OrderedDict[bytes, _Session] = OrderedDict()  # the one used longest ago first

    def open(self, account: Account) -> str:
        """Open a session of an account and return its token, for the cookie."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open[_key(token)] = _Session(account, self._clock())
            while len(self._open) > MOST_SESSIONS:
                self._open.popitem(last=False)
        return token

    def holds(self, token: str) -> bool:
        """Return whether a session goes on; if so, prolong it by twelve hours."""
        return self.account(token) is not None

    def account(self, token: str) -> Account | None:
        """The account of a session that goes on, as it was at the log-in; prolongs it by twelve hours."""
        key, now = _key(token), self._clock()
        with self._lock:
            session = self._open.pop(key, None)
            if session is None or now - session.used > LASTS:
                return None
            self._open[key] = _Session(session.account, now)
            return session.account

    def close(self, token: str) -> None:
        """End a session; no error if there is none."""
        with self._lock:
            self._open.pop(_key(token), None)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
