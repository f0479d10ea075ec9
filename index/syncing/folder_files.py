"""The files of a folder with the hashes of their content; a file that did not change is read once."""

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from index.errors import ReadError
from index.read import find_files, load
from index.readers.containers.source_files import SourceFile, is_container, unpacked
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
        # By the address of a file; a content is known by its hash.
        self._hashes: dict[str, tuple[Stamp, str]] = {}
        self._failures: dict[str, tuple[str, tuple[Failure, ...]]] = {}
        self._parts: dict[str, tuple[str, dict[str, str]]] = {}

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
        self._forget(folder, {address_of(path) for path in paths})
        return FolderContent(tuple(files), tuple(failed))

    def parts(self, file: FolderFile) -> dict[str, str]:
        """The addresses and content hashes of the documents in a file: of most files, itself alone.

        Of an archive or a mail they are those that can be taken out of it.
        """
        if not is_container(file.address):
            return {file.address: file.sha256}
        known = self._parts.get(file.address)
        if known and known[0] == file.sha256:
            return known[1]
        try:
            data = load(file.path, max_bytes=self._max_bytes)
        except ReadError:
            return {}
        found = unpacked(SourceFile(file.path, file.address, data), self._max_bytes)
        parts = {one.address: bytes_sha256(one.data) for one in found if isinstance(one, SourceFile)}
        self._parts[file.address] = bytes_sha256(data), parts  # it may have changed since it was hashed
        return parts

    def remember(self, tried: Iterable[FolderFile], failed: Iterable[Failure]) -> None:
        """Keep which files could not be added, or not all that is in them, and why."""
        causes: dict[str, list[Failure]] = {}
        for one in failed:
            for place in (Path(one.path), *Path(one.path).parents):
                causes.setdefault(str(place), []).append(one)
        for file in tried:
            self._failures.pop(file.address, None)
            its = causes.get(str(file.path))
            if its and self._hashes.get(file.address) == (_stamp(file.path), file.sha256):
                self._failures[file.address] = file.sha256, tuple(its)  # else it was tried with other content

    def failed_before(self, files: Iterable[FolderFile]) -> dict[FolderFile, tuple[Failure, ...]]:
        """Those of ``files`` that could not be added with this content, or not wholly, and why."""
        found = ((file, self._failures.get(file.address)) for file in files)
        return {file: known[1] for file, known in found if known and known[0] == file.sha256}

    def _forget(self, folder: Path, there: Collection[str]) -> None:
        """Forget the files of a folder that are not ``there`` any more; all are addresses."""
        for known in (self._hashes, self._failures, self._parts):
            for address in [one for one in known if one.startswith(prefix_of(folder)) and one not in there]:
                del known[address]

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


def prefix_of(folder: Path) -> str:
    """The beginning of the addresses below a folder."""
    return os.path.join(address_of(folder), "")  # noqa: PTH118  # a path drops the separator at its end


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
