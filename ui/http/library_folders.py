"""The libraries below one folder: found, made, renamed and deleted. Nothing is ever half there."""

import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from index.errors import LibraryNotFound, LibraryReadOnly, UsageError
from index.store.lock import WriterLock
from ui.http.weights import LONGEST_LIBRARY_NAME

_FORBIDDEN = set('/\\<>:"|?*')
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # characters that change a line, or are none
_SIGNS = ("catalog.sqlite3", "readback.toml")  # either makes a folder a library
_GOING = ".removed-"  # how the name of a library begins that is being deleted: it is none any more


class LibraryFolders:
    """The libraries in ``root``, but for the one at ``home``, whose name is taken all the same."""

    def __init__(self, root: Path, home: Path | None = None) -> None:
        self.root, self._home = root, home

    @property
    def place(self) -> str:
        """Where the libraries are, for messages."""
        return str(self.root)

    def close(self) -> None:
        """Nothing: no file is open."""

    def all(self) -> dict[str, Path]:
        """The libraries' folders by name, without links: none may be opened twice, or from elsewhere."""
        try:
            root, home = self.root.resolve(), self._home.resolve() if self._home else None
            folders = sorted(root.iterdir(), key=lambda path: path.name.casefold())
        except OSError:
            return {}
        known = (path for path in folders if path.name[0] != "." and path != home and _is_library(path))
        return {path.name: path for path in known}

    def path(self, name: str) -> Path:
        """The folder of a library. Raises ``LibraryNotFound``."""
        if (path := self.all().get(name)) is None:
            raise LibraryNotFound(f"There is no library {name[:LONGEST_LIBRARY_NAME]!r}. Choose another one.")
        return path

    def create(self, title: str) -> str:
        """Make an empty library and return its name.

        Raises ``UsageError`` if it cannot have that name, ``LibraryReadOnly`` if the folder is not writable.
        """
        name = checked_name(title)
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self._check_free(name)
            (self.root / name).mkdir()
            (self.root / name / _SIGNS[1]).touch()
        except FileExistsError:
            raise taken(name) from None
        except OSError as error:
            raise self._not_writable("made", error) from error
        return name

    def rename(self, old: str, title: str) -> str:
        """Give a library another name, in one step, and return it.

        Raises ``LibraryNotFound``, ``UsageError`` as :meth:`create` does, ``LibraryBusy`` while another
        process writes to it, and ``LibraryReadOnly``.
        """
        path, name = self.path(old), checked_name(title)
        if name == old:
            return name
        with _unused(path):
            try:
                self._check_free(name, but=old)
                path.rename(path.with_name(name))
            except FileExistsError:
                raise taken(name) from None
            except OSError as error:
                raise self._not_writable("renamed", error) from error
        return name

    def remove(self, name: str) -> None:
        """Delete a library with all that is in it. Cut short, it is gone, and :meth:`sweep` does the rest.

        Raises ``LibraryNotFound``, ``LibraryBusy`` while another process writes to it, ``LibraryReadOnly``.
        """
        path = self.path(name)
        going = path.with_name(f"{_GOING}{uuid4().hex}")
        with _unused(path):
            try:
                path.rename(going)
            except OSError as error:
                raise self._not_writable("deleted", error) from error
        self.sweep()
        if going.exists():
            raise LibraryReadOnly(
                f"The library {name!r} is gone, but not all of its files: delete {str(going)!r} by hand."
            )

    def sweep(self) -> None:
        """Delete what is left of libraries whose deletion was cut short."""
        for going in self.root.glob(f"{_GOING}*"):
            shutil.rmtree(going, ignore_errors=True)

    def _check_free(self, name: str, but: str = "") -> None:
        """Raise ``FileExistsError`` if some file system would take another name for this one."""
        taken = {folded(path.name) for path in self.root.iterdir() if path.name != but}
        if folded(name) in taken | ({folded(self._home.name)} if self._home else set()):
            raise FileExistsError

    def _not_writable(self, deed: str, error: OSError) -> LibraryReadOnly:
        why = error.strerror or error
        return LibraryReadOnly(
            f"No library can be {deed} in {str(self.root)!r}: {why}. See who may write there."
        )


@contextmanager
def _unused(path: Path) -> Iterator[None]:
    """Hold the right to write to a library. Raises ``LibraryBusy`` and ``LibraryReadOnly``."""
    lock = WriterLock(path)
    lock.take(0)
    if os.name == "nt":  # Windows renames no folder in which a file is open
        lock.release()
    try:
        yield
    finally:
        lock.release()


def checked_name(title: str) -> str:
    """The name of a library that is to be called ``title``. Raises ``UsageError`` if it cannot be one."""
    name = unicodedata.normalize("NFC", title).strip()
    if not _plain(name):
        raise UsageError(
            f"A library's name has 1 to {LONGEST_LIBRARY_NAME} letters, digits, spaces and hyphens, "
            "and does not begin or end with a dot."
        )
    return name


def taken(name: str) -> UsageError:
    """The error of a name that another library has."""
    return UsageError(f"There is a library {name!r} already. Choose another name.")


def _is_library(path: Path) -> bool:
    try:
        return path.resolve() == path and path.is_dir() and any((path / sign).is_file() for sign in _SIGNS)
    except OSError:
        return False


def folded(name: str) -> str:
    """The form of a name that is equal for two names that some file systems take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _plain(name: str) -> bool:
    """Return whether every file system, and one line of text, can hold the name."""
    if not 0 < len(name) <= LONGEST_LIBRARY_NAME or "." in (name[0], name[-1]):
        return False
    if name.split(".")[0].strip().upper() in _DEVICES:
        return False
    return not any(char in _FORBIDDEN or unicodedata.category(char) in _UNSEEN for char in name)
