"""The accounts of a running server: read anew when the file changes; a broken file changes nothing."""

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError
from ui.http.problems import log
from ui.http.security.passwords import Account
from ui.http.teams import accounts_file
from ui.http.teams.roster import Roster, folded
from ui.http.teams.trusted_proxy import TrustedProxy


class Accounts:
    """The roster in a file, as it is now. Raises ``UsageError`` if the file cannot be used at the start.

    Thread-safe.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.Lock()
        self._mark = _mark(file)
        self._roster = accounts_file.read(file)
        self._nobody = Account("", secrets.token_bytes(16), secrets.token_bytes(32))

    @property
    def cookie(self) -> str:
        """The name of the cookie that marks the person for the page's script: another server has another."""
        return f"readback-person-{self._marked('')[:8]}"

    def mark(self, person: str) -> str:
        """A mark that the page keeps a person's chats apart by, the same after each start of the server."""
        return self._marked(person)[:16]

    def _marked(self, text: str) -> str:
        return hashlib.sha256(f"{self.file.absolute()}\0{text}".encode("utf-8", "replace")).hexdigest()

    @property
    def roster(self) -> Roster:
        """The people and teams of the file; where it cannot be used any more, those it had last."""
        with self._lock:
            mark = _mark(self.file)
            if mark != self._mark:
                self._mark = mark
                try:
                    self._roster = accounts_file.read(self.file)
                except UsageError as error:
                    log.error("%s What it said before stays in force.", error)
            return self._roster

    def change(self, edit: Callable[[Roster], Roster]) -> None:
        """Change the file. Raises ``UsageError`` if that cannot be done, and what ``edit`` raises."""
        accounts_file.change(self.file, edit)

    def find(self, user: str | None) -> Account:
        """The account of this name; one that nothing opens, at the same pace, if there is none."""
        return self.roster.people.get(user or "") or self._nobody

    def knows(self, user: str) -> bool:
        """Return whether there is a person of this name, with or without a password."""
        return user in self.roster.people

    def is_current(self, account: Account) -> bool:
        """Return whether an account is as the file has it: the person is there, and the password the same."""
        return self.roster.people.get(account.user) == account

    def person(self, name: str) -> str | None:
        """The person whom a proxy calls ``name``, in whatever capitals; ``None`` if there is none."""
        people = self.roster.people
        return name if name in people else next((one for one in people if folded(one) == folded(name)), None)


@dataclass(frozen=True)
class Teams:
    """The people whom a server serves; ``proxy``: the one that may name them, and ``hosts``: its names."""

    accounts: Accounts
    proxy: TrustedProxy | None = None
    hosts: tuple[str, ...] = ()


def _mark(file: Path) -> tuple[int, int, int] | None:
    """A mark that differs after the file was changed; ``None`` if it is not there."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
