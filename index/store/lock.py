"""The lock that lets one process at a time write to a library, and names it to the others.

The lock is the operating system's, so it goes with the process, however that ends.
"""

import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LibraryBusy, LibraryReadOnly
from index.store.atomic_file import write_whole

_LOCK, _HOLDER = "writer.lock", "writer.json"


class WriterLock:
    """The right to write to the library in ``folder``, from :meth:`take` to :meth:`release`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._holder = folder / _HOLDER
        self._lock = FileLock(folder / _LOCK, is_singleton=False, thread_local=False)
        self._about: dict[str, str] = {}

    @property
    def is_taken(self) -> bool:
        """True if this object has the lock."""
        return bool(self._lock.is_locked)

    def take(self, wait: float) -> None:
        """Take the lock, waiting up to ``wait`` seconds.

        Raises ``LibraryBusy`` naming the process that has it, ``LibraryReadOnly`` if the folder cannot
        be written.
        """
        try:
            self._lock.acquire(timeout=wait)
            self._name_holder()
        except Timeout:
            raise LibraryBusy(
                f"the library in {str(self._folder)!r} is being written by {self._named()}; "
                "wait until it is done or stop it, then try again (reading goes on meanwhile)"
            ) from None
        except OSError as error:
            self._lock.release()
            raise LibraryReadOnly(
                f"the library in {str(self._folder)!r} cannot be written ({error.strerror or error}); "
                "it can still be searched"
            ) from error

    def announce(self, about: Mapping[str, str]) -> None:
        """Say ``about`` this process, too, to whoever may read this user's files, while it has the lock.

        A server names its address and its secret.
        """
        self._about = dict(about)
        if self.is_taken:
            self._name_holder()

    def release(self) -> None:
        """Release the lock; no error if it is not taken."""
        if self._about and self.is_taken:
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _name_holder(self) -> None:
        write_whole(self._holder, json.dumps({**_this_process(), **self._about}).encode())

    def _named(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"{holder['command']!r} (process {holder['process']}, since {holder['since']})"
        except (OSError, ValueError, KeyError):
            return "another process"


def announced(folder: Path) -> dict[str, str]:
    """The words that the process which has a library's lock said of itself by ``announce``; else empty."""
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(holder, dict) or set(holder) <= set(_this_process()):
        return {}
    lock = FileLock(folder / _LOCK, is_singleton=False, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except (OSError, Timeout):
        return {name: str(value) for name, value in holder.items()}
    lock.release()  # it was killed, and left its words behind
    return {}


def _this_process() -> dict[str, object]:
    command = " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:2]])
    return {"process": os.getpid(), "command": command, "since": datetime.now().strftime("%H:%M:%S")}
