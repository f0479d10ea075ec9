"""The check of a name and a password, at a pace that makes guessing useless."""

import asyncio
import binascii
import hashlib
import hmac
import secrets
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from ui.http.security.passwords import Account
from ui.http.security.sessions import Sessions
from ui.http.security.throttle import Throttle
from ui.http.security.weights import LONGEST_PASSWORD


@dataclass(frozen=True)
class LoginOutcome:
    """The result of a log-in: right or not; ``wait``: seconds until the next try, 0 if this one was made.

    ``account``: the one that was logged in to.
    """

    right: bool
    wait: int = 0
    account: Account | None = None


WRONG = LoginOutcome(right=False)


class Credentials(Protocol):
    """The accounts of a server: one, or those of a file."""

    def find(self, user: str | None) -> Account:
        """The account of this name; one that nothing opens if there is none. ``None``: no name was given."""
        ...

    def knows(self, user: str) -> bool:
        """Return whether there is an account of this name."""
        ...


class Gate:
    """Credentials, checked one at a time: guessing in parallel gains nothing.

    Scrypt runs in a thread of its own. Right credentials are remembered as a keyed hash, so that a program
    that sends them with each request waits for scrypt once.
    """

    def __init__(self, accounts: Credentials, throttle: Throttle | None = None) -> None:
        self.accounts = accounts
        self.sessions = Sessions()
        self._throttle = throttle or Throttle()
        self._thread = ThreadPoolExecutor(1, "readback-gate")
        self._secret = secrets.token_bytes(32)
        self._remembered: dict[str, bytes] = {}  # by the account's name

    async def check(self, user: str | None, password: str, host: str) -> LoginOutcome:
        """The outcome for a caller at the address ``host``. ``user`` ``None``: the password alone will do."""
        if wait := self._throttle.wait(host):
            return LoginOutcome(right=False, wait=wait)
        if len(password) > LONGEST_PASSWORD:
            return WRONG
        if (known := self._remembered_account(user, password)) is not None:
            return LoginOutcome(right=True, account=known)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._try, user, password, host)

    def log_in(self, account: Account, host: str) -> str:
        """Open a session after right credentials and return its token; clears the address's failures."""
        self._throttle.succeeded(host)
        return self.sessions.open(account)

    async def check_header(self, authorization: str, host: str) -> LoginOutcome:
        """The outcome for a header: Basic (RFC 7617), ``Bearer PASSWORD`` or ``Bearer USER:PASSWORD``."""
        scheme, _, value = authorization.strip().partition(" ")
        if scheme.lower() == "basic":
            pair = _decoded(value.strip())
            return WRONG if pair is None else await self.check(*pair, host)
        if scheme.lower() != "bearer" or not value.strip():
            return WRONG
        token = _utf8(value.strip())
        user, colon, rest = token.partition(":")
        named = colon and self.accounts.knows(user)
        return await self.check(user, rest, host) if named else await self.check(None, token, host)

    def _try(self, user: str | None, password: str, host: str) -> LoginOutcome:
        """Try credentials, in the thread: every earlier try has been counted by then."""
        if wait := self._throttle.wait(host):
            return LoginOutcome(right=False, wait=wait)
        if (known := self._remembered_account(user, password)) is not None:
            return LoginOutcome(right=True, account=known)
        account = self.accounts.find(user)
        if not account.opens(user, password):
            self._throttle.failed(host)
            return WRONG
        self._throttle.succeeded(host)
        self._remembered[account.user] = self._keyed(account, account.user, password)
        return LoginOutcome(right=True, account=account)

    def _remembered_account(self, user: str | None, password: str) -> Account | None:
        """The account that these credentials have opened before, if it is the same still."""
        account = self.accounts.find(user)
        keyed = self._keyed(account, account.user if user is None else user, password)
        same = hmac.compare_digest(keyed, self._remembered.get(account.user, b""))
        return account if same else None

    def _keyed(self, account: Account, user: str, password: str) -> bytes:
        text = f"{user}\0{password}".encode("utf-8", "replace")
        return hashlib.blake2b(account.digest + text, key=self._secret).digest()


def _decoded(value: str) -> tuple[str, str] | None:
    """The name and the password of HTTP Basic; ``None`` if they cannot be decoded."""
    try:
        user, colon, password = b64decode(value, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None
    return (user, password) if colon else None


def _utf8(value: str) -> str:
    """A header's value as its sender wrote it: the server reads each byte as one letter."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
