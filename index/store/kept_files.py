"""The files that documents were made of, kept in the library byte for byte."""

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.errors import LibraryReadOnly
from index.store.atomic_file import write_whole
from index.store.weights import FILES_AT_ONCE


class KeptFiles:
    """The files in ``folder``, each named by the SHA-256 of its bytes: documents of the same bytes share one.

    A file is written before its document is ready and removed after the last document of its bytes is gone.
    So a process that is killed between leaves one file too many at most, never one too few; the next writer
    removes it with :meth:`keep_only`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def place(self) -> str:
        """Where they are, for messages."""
        return f"the folder {str(self._folder)!r}"

    def has(self, sha256: str) -> bool:
        """Return whether the file of these bytes is kept."""
        return self._file(sha256).is_file()

    def read(self, sha256: str) -> bytes | None:
        """The bytes of a file; ``None`` if it is not kept."""
        try:
            return self._file(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Write the bytes of files, by their hashes, but for those that are kept already.

        Raises ``LibraryReadOnly`` if the library cannot be written.
        """
        new = [sha256 for sha256 in files if not self.has(sha256)]
        try:
            with ThreadPoolExecutor(
                FILES_AT_ONCE
            ) as pool:  # each waits for the disk, which takes many together
                list(pool.map(lambda sha256: write_whole(self._file(sha256), files[sha256]), new))
        except OSError as error:
            raise LibraryReadOnly(
                f"no file can be kept in {str(self._folder)!r} ({error.strerror or error}); make room, or"
                " check who may write there"
            ) from error

    def remove(self, hashes: Iterable[str]) -> None:
        """Remove the files of these hashes; no error if one is not kept."""
        for sha256 in hashes:
            self._file(sha256).unlink(missing_ok=True)

    def keep_only(self, hashes: Collection[str]) -> None:
        """Remove all files but those of these hashes, and what was left half written."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.name not in hashes:
                    file.unlink(missing_ok=True)

    def _file(self, sha256: str) -> Path:
        return self._folder / sha256
