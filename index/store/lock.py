"""The lock that lets one process at a time write to a library, and names it to the others.

The lock is the operating system's, so it goes with the process, however that ends.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LibraryBusy, LibraryReadOnly


class WriterLock:
    """The right to write to the library in ``folder``, from :meth:`take` to :meth:`release`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._holder = folder / "writer.json"
        self._lock = FileLock(folder / "writer.lock", is_singleton=False, thread_local=False)

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
            self._holder.write_text(json.dumps(_this_process()), encoding="utf-8")
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

    def release(self) -> None:
        """Release the lock; no error if it is not taken."""
        self._lock.release()

    def _named(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"{holder['command']!r} (process {holder['process']}, since {holder['since']})"
        except (OSError, ValueError, KeyError):
            return "another process"


def _this_process() -> dict[str, object]:
    command = " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:2]])
    return {"process": os.getpid(), "command": command, "since": datetime.now().strftime("%H:%M:%S")}
