"""The files of a folder with the hashes of their content; a file that did not change is read once."""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import ReadError
from index.read import find_files, load
from index.readers.containers.source_files import SourceFile, source_files
from index.results import Failure
from index.store.identity import bytes_sha256, utf8
from index.syncing.folder_plan import FolderFile

Stamp = tuple[int, int, int]  # size in bytes, time of the last change in nanoseconds, inode


@dataclass(frozen=True)
class FolderContent:
    """The readable files of a folder, and those that could not be read."""

    files: tuple[FolderFile, ...]
    failed: tuple[Failure, ...]


class FolderFiles:
    """The reading of folders; it keeps the hash of each file until its size or its time changes.

    ``max_bytes`` limits the size of a file.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._hashes: dict[str, tuple[Stamp, str]] = {}
        self._errors: dict[FolderFile, str] = {}
        self._parts: dict[FolderFile, dict[str, str]] = {}

    def content(self, folder: Path, busy: Collection[str] = ()) -> FolderContent:
        """The files of ``folder``, but for those at the addresses ``busy``, which are still being written."""
        paths, refused = find_files([folder])
        failed = [Failure(str(path), str(error)) for path, error in refused if path != folder]
        files: list[FolderFile] = []
        for path in paths:
            address = address_of(path)
            if address in busy:
                continue
            try:
                files.append(FolderFile(path, address, self._hash(path, address)))
            except ReadError as error:
                if os.path.lexists(path):  # else it has just gone
                    failed.append(Failure(str(path), str(error)))
        return FolderContent(tuple(files), tuple(failed))

    def parts(self, archive: FolderFile) -> dict[str, str]:
        """The addresses and content hashes of the documents in an archive; none of what cannot be opened."""
        if archive not in self._parts:
            found = source_files(archive.path, archive.address, self._max_bytes)
            self._parts[archive] = {
                one.address: bytes_sha256(one.data) for one in found if isinstance(one, SourceFile)
            }
        return self._parts[archive]

    def remember(self, tried: Iterable[FolderFile], failed: Iterable[Failure]) -> None:
        """Keep which files could not be added, and why."""
        errors = {one.path: one.error for one in failed}
        self._errors |= {file: errors[str(file.path)] for file in tried if str(file.path) in errors}

    def failed_before(self, files: Iterable[FolderFile]) -> tuple[tuple[FolderFile, str], ...]:
        """Those of ``files`` that could not be added with this content, and why."""
        return tuple((file, self._errors[file]) for file in files if file in self._errors)

    def _hash(self, path: Path, address: str) -> str:
        """The SHA-256 of a file. Raises ``ReadError``."""
        stamp = _stamp(path)
        known = self._hashes.get(address)
        if stamp and known and known[0] == stamp:
            return known[1]
        found = bytes_sha256(load(path, max_bytes=self._max_bytes))
        if stamp and stamp == _stamp(path):  # not while it changes
            self._hashes[address] = (stamp, found)
        return found


def address_of(path: Path) -> str:
    """The path by which a document of a file is known, as :meth:`Library.add` names it."""
    return utf8(os.path.realpath(path))


def is_missing(address: str) -> bool:
    """Return whether surely nothing lies at an address: its folder can be asked, and does not have it."""
    try:
        Path(address).stat()
    except FileNotFoundError:
        return True
    except (OSError, ValueError):  # a folder that may not be opened, or a part of a file
        return False
    return False


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
