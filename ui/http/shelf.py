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
from ui.http.weights import LONGEST_LIBRARY_NAME

if TYPE_CHECKING:
    from rag import Readback

_FORBIDDEN = set('/\\<>:"|?*')
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # characters that change a line, or are none
_SIGNS = ("catalog.sqlite3", "readback.toml")  # either makes a folder a library


@dataclass(frozen=True)
class Shelved:
    """A library's name ("" for the one the server was started on) and ``title``, the name for the reader."""

    name: str
    title: str


class Shelf:
    """The libraries of a server, each opened once, when it is first asked for. Thread-safe."""

    def __init__(self, home: "Readback", folder: Path | None = None) -> None:
        self.home = home
        self.folder = folder  # None: no other library than ``home``
        self.arrivals = Arrivals()
        self._open: dict[str, Readback] = {}
        self._lock = threading.Lock()
        # Where the key of the environment may be sent: an address that is set later is not among them.
        self._trusted = {home.settings.base_url, *_addresses(self._names())}

    def libraries(self) -> tuple[Shelved, ...]:
        """All libraries, the one the server was started on first."""
        return (Shelved("", self.home.path.name), *(Shelved(name, name) for name in self._names()))

    def get(self, name: str = "") -> "Readback":
        """The library of this name. Raises ``LibraryNotFound`` if there is none."""
        if not name:
            return self.home
        path = self._names().get(name)
        if path is None:
            raise LibraryNotFound(f"There is no library {name[:LONGEST_LIBRARY_NAME]!r}. Choose another one.")
        with self._lock:
            if name not in self._open:
                from rag import Readback

                self._open[name] = Readback(settings=self._settings(path))
            return self._open[name]

    def create(self, title: str) -> str:
        """Make an empty library and return its name.

        Raises ``UsageError`` if it cannot have that name, ``LibraryReadOnly`` if the folder is not writable.
        """
        if self.folder is None:
            raise UsageError("This server serves one library only.")
        name = unicodedata.normalize("NFC", title).strip()
        if not _plain(name):
            raise UsageError(
                f"A library's name has 1 to {LONGEST_LIBRARY_NAME} letters, digits, spaces and hyphens, "
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
        """Close all libraries opened here, not ``home``: whoever opened it closes it."""
        with self._lock, ExitStack() as closing:  # which goes on to the next where one fails
            for readback in self._open.values():
                closing.callback(readback.close)
            self._open.clear()

    def _settings(self, path: Path) -> Settings:
        settings = load_settings(path)
        return settings if settings.base_url in self._trusted else replace(settings, api_key="")

    def _names(self) -> dict[str, Path]:
        """The libraries' folders by name, without links: none may be opened twice, or from elsewhere."""
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
    """The addresses of the libraries' models; a library whose settings cannot be read has none."""
    for path in libraries.values():
        with suppress(ReadbackError):
            yield load_settings(path).base_url


def _folded(name: str) -> str:
    """The form of a name that is equal for two names that some file systems take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _plain(name: str) -> bool:
    """Return whether every file system, and one line of text, can hold the name."""
    if not 0 < len(name) <= LONGEST_LIBRARY_NAME or "." in (name[0], name[-1]):
        return False
    if name.split(".")[0].strip().upper() in _DEVICES:
        return False
    return not any(char in _FORBIDDEN or unicodedata.category(char) in _UNSEEN for char in name)
