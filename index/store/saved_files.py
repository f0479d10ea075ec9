"""The things that people save with a library, such as briefings: files of JSON in its folder."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import LibraryReadOnly, ReadError
from index.store.atomic_file import write_whole


class SavedFiles:
    """The files NAME.json in ``folder``. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changing = threading.Lock()

    def names(self) -> list[str]:
        """All names, in the order of the alphabet; none if the folder cannot be read."""
        try:
            return sorted(path.stem for path in self._folder.glob("*.json"))
        except OSError:
            return []

    def read(self, name: str) -> bytes | None:
        """The bytes saved under a name; ``None`` if there are none. Raises ``ReadError``."""
        path = self._path(name)
        try:
            return path.read_bytes() if path.is_file() else None  # a pipe would be waited for
        except OSError as error:
            raise ReadError(
                f"{path.name!r} cannot be read: {error.strerror}; check who may read it"
            ) from error

    def write(self, name: str, data: bytes) -> None:
        """Save under a name, in the place of what is there. Raises ``LibraryReadOnly``."""
        try:
            write_whole(self._path(name), data)
        except OSError as error:
            raise LibraryReadOnly(
                f"Nothing can be saved in {str(self._folder)!r}: {error.strerror}."
            ) from error

    def remove(self, name: str) -> None:
        """Delete what is saved under a name; no error if nothing is. Raises ``LibraryReadOnly``."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise LibraryReadOnly(f"{name}.json cannot be removed: {error.strerror}.") from error

    @contextmanager
    def changing(self, _name: str) -> Iterator[None]:
        """Let nobody else read and write again what has this name within the block."""
        with self._changing:
            yield

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"
