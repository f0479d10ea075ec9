"""The libraries that one server serves: the one it was started on, and those of a folder."""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryNotFound, LibraryReadOnly, ReadbackError, UsageError
from rag.settings import Settings, load_settings
from ui.http.arrivals import Arrivals

if TYPE_CHECKING:
    from rag import Readback

_FORBIDDEN = set('/\\<>:"|?*')
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
_LONGEST = 60  # characters of a library's name
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # characters that change a line, or are none
_SIGNS = ("catalog.sqlite3", "readback.toml")  # either makes a folder a library


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
        self.arrivals = Arrivals()
        self._open: dict[str, Readback] = {}
        self._lock = threading.Lock()
        # Where the key of the environment may be sent: an address that is set later is not among them.
        self._trusted = {home.settings.base_url, *_addresses(self._names())}

    def libraries(self) -> tuple[Shelved, ...]:
        """All there are, the one the server was started on first."""
        return (Shelved("", self.home.path.name), *(Shelved(name, name) for name in self._names()))

    def get(self, name: str = "") -> "Readback":
        """The library of this name; raises ``LibraryNotFound``."""
        if not name:
            return self.home
        path = self._names().get(name)
        if path is None:
            raise LibraryNotFound(f"There is no library {name[:_LONGEST]!r}. Choose another one.")
        with self._lock:
            if name not in self._open:
                from rag import Readback

                self._open[name] = Readback(settings=self._settings(path))
            return self._open[name]

    def create(self, title: str) -> str:
        """Makes an empty library; gives its name.

        Raises ``UsageError`` where it cannot have that name, ``LibraryReadOnly`` where none can be made.
        """
        if self.folder is None:
            raise UsageError("This server serves one library only.")
        name = unicodedata.normalize("NFC", title).strip()
        if not _plain(name):
            raise UsageError(
                f"A library's name has 1 to {_LONGEST} letters, digits, spaces and hyphens, "
                "and does not begin or end with a dot."
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            taken = {_folded(path.name) for path in self.folder.iterdir()} | {_folded(self.home.path.name)}
            if _folded(name) in taken:
                raise FileExistsError
            (self.folder / name).mkdir()
            (self.folder / name / _SIGNS[1]).touch()
        except FileExistsError:
            raise UsageError(f"There is a library {name!r} already. Choose another name.") from None
        except OSError as error:
            raise LibraryReadOnly(
                f"No library can be made in {str(self.folder)!r}: {error.strerror or error}."
            ) from error
        return name

    def close(self) -> None:
        """Lets go of all libraries opened here; ``home`` is its opener's."""
        with self._lock, ExitStack() as closing:  # which goes on to the next where one fails
            for readback in self._open.values():
                closing.callback(readback.close)
            self._open.clear()

    def _settings(self, path: Path) -> Settings:
        settings = load_settings(path)
        return settings if settings.base_url in self._trusted else replace(settings, api_key="")

    def _names(self) -> dict[str, Path]:
        """Links are left out: one library must not be opened twice, nor one from elsewhere."""
        try:
            root, home = self.folder.resolve() if self.folder else None, self.home.path.resolve()
            folders = sorted(root.iterdir(), key=lambda path: path.name.casefold()) if root else []
        except OSError:
            return {}
        known = (path for path in folders if path.name[0] != "." and path != home and _is_library(path))
        return {path.name: path for path in known}


def _is_library(path: Path) -> bool:
    try:
        return path.resolve() == path and path.is_dir() and any((path / sign).is_file() for sign in _SIGNS)
    except OSError:
        return False


def _addresses(libraries: dict[str, Path]) -> Iterator[str]:
    """Where the models of libraries are asked, as far as their settings can be read."""
    for path in libraries.values():
        with suppress(ReadbackError):
            yield load_settings(path).base_url


def _folded(name: str) -> str:
    """What two names have in common that some file systems take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _plain(name: str) -> bool:
    """Whether every file system, and a line of text, can carry it."""
    if not 0 < len(name) <= _LONGEST or "." in (name[0], name[-1]):
        return False
    if name.split(".")[0].strip().upper() in _DEVICES:
        return False
    return not any(char in _FORBIDDEN or unicodedata.category(char) in _UNSEEN for char in name)
