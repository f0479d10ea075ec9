"""Who may log in: a name, and the hash of a password, kept in the library's folder."""

import hashlib
import hmac
import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import UsageError
from index.store.atomic_file import write_whole

FILE = "auth.json"
SHORTEST, LONGEST = 8, 1024  # characters of a password
_COST = {"n": 2**15, "r": 8, "p": 3}  # 32 MB and a third of a second; what OWASP asks for at the least
_MEMORY = 2**28  # bytes that scrypt may take, whatever costs a file names


@dataclass(frozen=True)
class Account:
    """A name and a salted scrypt hash; never the password."""

    user: str
    salt: bytes = field(repr=False)
    digest: bytes = field(repr=False)
    n: int = _COST["n"]
    r: int = _COST["r"]
    p: int = _COST["p"]

    def opens(self, user: str | None, password: str) -> bool:
        """Whether these are right; ``None`` stands for any name. A wrong name takes as long."""
        same = user is None or hmac.compare_digest(_plain(user), _plain(self.user))
        right = hmac.compare_digest(_hash(password, self.salt, self.n, self.r, self.p), self.digest)
        return same and right


def split(given: str) -> tuple[str, str | None]:
    """``USER:PASSWORD`` or ``USER`` as the two. Raises ``UsageError`` where they would not do."""
    user, colon, password = given.partition(":")
    if not user.strip() or not user.isprintable():
        raise UsageError("--auth names no user; it looks like USER:PASSWORD")
    if not colon:
        return user, None
    return user, checked(password)


def checked(password: str) -> str:
    """The password itself. Raises ``UsageError`` where it is too short or too long, without repeating it."""
    if SHORTEST <= len(password) <= LONGEST:
        return password
    raise UsageError(f"the password has {len(password)} characters; it must have {SHORTEST} to {LONGEST}")


def kept(folder: Path, user: str) -> Account | None:
    """The account of this name in a library's folder. Raises ``UsageError`` where the file cannot be used."""
    try:
        values = _users(folder).get(user)
        return None if values is None else _account(user, values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{str(folder / FILE)!r} cannot be read ({type(error).__name__}); "
            "delete it, then name the password again with --auth USER:PASSWORD"
        ) from error


def keep(folder: Path, user: str, password: str) -> Account:
    """The account, kept in a library's folder; written only where the password is another one."""
    before = kept(folder, user)
    if before is not None and before.opens(user, password):
        return before
    account = new(user, password)
    costs = {"n": account.n, "r": account.r, "p": account.p}
    entry = {"salt": _text(account.salt), "scrypt": _text(account.digest), **costs}
    users = {**_users(folder), user: entry}
    write_whole(folder / FILE, json.dumps({"users": users}, indent=1).encode())  # for nobody else to read
    return account


def new(user: str, password: str, **costs: int) -> Account:
    """An account with a salt of its own."""
    salt, cost = secrets.token_bytes(16), {**_COST, **costs}
    return Account(user, salt, _hash(password, salt, **cost), **cost)


def _hash(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(_plain(password), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _plain(text: str) -> bytes:
    """One form for each letter: keyboards make an é in more than one way."""
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
    """An account as the file has it; an error of some kind where scrypt could not use it."""
    salt, digest = (b64decode(values[name], validate=True) for name in ("salt", "scrypt"))
    account = Account(user, salt, digest, int(values["n"]), int(values["r"]), int(values["p"]))
    account.opens(user, "")
    return account
