"""The libraries that one server serves: the one it was started on, and those of a folder."""

import threading
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryNotFound, UsageError

if TYPE_CHECKING:
    from rag import Readback

_FORBIDDEN = set('/\\<>:"|?*')
_LONGEST = 60  # characters of a library's name


@dataclass(frozen=True)
class Shelved:
    """A library by its name: "" for the one the server was started on. ``title`` is for the reader."""

    name: str
    title: str


class Shelf:
    """Opens each library once, when it is first asked for. Safe to use from several threads."""

    def __init__(self, home: "Readback", folder: Path | None = None) -> None:
        self.home = home
        self.folder = folder  # None: no other library than ``home``
        self._open: dict[str, Readback] = {}
        self._lock = threading.Lock()

    def libraries(self) -> tuple[Shelved, ...]:
        """All there are, the one the server was started on first."""
        return (Shelved("", self.home.path.name), *(Shelved(name, name) for name in self._names()))

    def get(self, name: str = "") -> "Readback":
        """The library of this name; raises ``LibraryNotFound``."""
        if not name:
            return self.home
        if name not in self._names():
            raise LibraryNotFound(f"There is no library {name[:_LONGEST]!r}. Choose another one.")
        with self._lock:
            if name not in self._open:
                from rag import Readback

                self._open[name] = Readback(self._names()[name])
            return self._open[name]

    def create(self, title: str) -> str:
        """Makes an empty library; gives its name. Raises ``UsageError`` where it cannot have that name."""
        if self.folder is None:
            raise UsageError("This server serves one library only.")
        name = unicodedata.normalize("NFC", title).strip()
        if not name or len(name) > _LONGEST or name[0] == "." or name[-1] == "." or not _plain(name):
            raise UsageError(
                f"A library's name has 1 to {_LONGEST} letters, digits, spaces and hyphens, "
                "and does not begin or end with a dot."
            )
        if name.casefold() in {known.casefold() for known in (*self._names(), self.home.path.name)}:
            raise UsageError(f"There is a library {name!r} already. Choose another name.")
        (self.folder / name).mkdir(parents=True)
        return name

    def close(self) -> None:
        """Lets go of all libraries opened here; ``home`` is its opener's."""
        with self._lock:
            for readback in self._open.values():
                readback.close()
            self._open.clear()

    def _names(self) -> dict[str, Path]:
        if self.folder is None or not self.folder.is_dir():
            return {}
        home = self.home.path.resolve()
        folders = (path for path in self.folder.iterdir() if path.is_dir() and path.name[0] != ".")
        known = sorted(
            (path for path in folders if path.resolve() != home), key=lambda path: path.name.casefold()
        )
        return {path.name: path for path in known}


def _plain(name: str) -> bool:
    """Whether a file system, and a line of text, can carry it."""
    return not any(char in _FORBIDDEN or unicodedata.category(char)[0] == "C" for char in name)
