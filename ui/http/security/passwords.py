"""The account that may log in: a name and a hash of its password (scrypt), in the library's folder."""

import hashlib
import hmac
import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from index.errors import UsageError
from index.store.atomic_file import write_whole
from ui.http.security.weights import LONGEST_PASSWORD, SCRYPT, SCRYPT_MEMORY, SHORTEST_PASSWORD

FILE = "auth.json"


@dataclass(frozen=True)
class Account:
    """A name and a salted scrypt hash; never the password."""

    user: str
    salt: bytes = field(repr=False)
    digest: bytes = field(repr=False)
    n: int = SCRYPT["n"]
    r: int = SCRYPT["r"]
    p: int = SCRYPT["p"]

    def opens(self, user: str | None, password: str) -> bool:
        """Return whether both are right; ``None`` stands for any name. A wrong name takes as long."""
        same = user is None or hmac.compare_digest(_plain(user), _plain(self.user))
        right = hmac.compare_digest(_hash(password, self.salt, self.n, self.r, self.p), self.digest)
        return same and right

    def find(self, user: str | None) -> Self:  # noqa: ARG002 - there is no other
        """The account that credentials are checked by: this one, whatever name is given."""
        return self

    def knows(self, user: str) -> bool:
        """Return whether this is the account's name."""
        return user == self.user


def split(given: str) -> tuple[str, str | None]:
    """Split ``USER:PASSWORD`` or ``USER``. Raises ``UsageError`` if either is unfit."""
    user, colon, password = given.partition(":")
    if not user.strip() or not user.isprintable():
        raise UsageError("--auth names no user; it looks like USER:PASSWORD")
    if not colon:
        return user, None
    return user, checked(password)


def checked(password: str) -> str:
    """The password itself. Raises ``UsageError``, without repeating it, if it is too short or long."""
    if SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return password
    raise UsageError(
        f"the password has {len(password)} characters; it must have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD}"
    )


def kept(folder: Path, user: str) -> Account | None:
    """The account of this name in a library's folder. Raises ``UsageError`` if the file cannot be used."""
    try:
        values = _users(folder).get(user)
        return None if values is None else _account(user, values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{str(folder / FILE)!r} cannot be read ({type(error).__name__}); "
            "delete it, then name the password again with --auth USER:PASSWORD"
        ) from error


def keep(folder: Path, user: str, password: str) -> Account:
    """Save an account in a library's folder and return it; no file is written if the password is the same."""
    before = kept(folder, user)
    if before is not None and before.opens(user, password):
        return before
    account = new(user, password)
    users = {**_users(folder), user: written(account)}
    write_whole(folder / FILE, json.dumps({"users": users}, indent=1).encode())  # for nobody else to read
    return account


def new(user: str, password: str, **costs: int) -> Account:
    """Make an account with a new salt."""
    salt, cost = secrets.token_bytes(16), {**SCRYPT, **costs}
    return Account(user, salt, _hash(password, salt, **cost), **cost)


def written(account: Account) -> dict[str, Any]:
    """The entry of an account in a file: salt and hash in base64, and what the hash costs."""
    costs = {"n": account.n, "r": account.r, "p": account.p}
    return {"salt": _text(account.salt), "scrypt": _text(account.digest), **costs}


def parsed(user: str, values: dict[str, Any]) -> Account:
    """The account of an entry. Raises ``ValueError``, ``KeyError`` or ``TypeError`` if it is none.

    Nothing is hashed: a file may have many entries.
    """
    salt, digest = (b64decode(values[name], validate=True) for name in ("salt", "scrypt"))
    account = Account(user, salt, digest, int(values["n"]), int(values["r"]), int(values["p"]))
    n, r, p = account.n, account.r, account.p
    if n < 2 or n & (n - 1) or r < 1 or p < 1 or 128 * r * (n + p + 2) > SCRYPT_MEMORY:
        raise ValueError(f"scrypt cannot hash with n={n}, r={r}, p={p}")
    return account


def _hash(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(_plain(password), salt=salt, n=n, r=r, p=p, maxmem=SCRYPT_MEMORY, dklen=32)


def _plain(text: str) -> bytes:
    """The UTF-8 bytes of a password in one Unicode form: keyboards make an é in more than one way."""
    return unicodedata.normalize("NFC", text).encode("utf-8", "replace")


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _users(folder: Path) -> dict[str, Any]:
    try:
        users: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))["users"]
    except FileNotFoundError:
        return {}
    return users


def _account(user: str, values: dict[str, Any]) -> Account:
    """Parse an account file; raises an error of some kind if scrypt could not use it."""
    account = parsed(user, values)
    account.opens(user, "")
    return account
