"""Zip archives: the files in them, as far as they are what they seem to be."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from index.errors import Damaged
from index.readers.containers.inner_file import (
    BadInnerFile,
    InnerFile,
    Unpacked,
    over_limit,
    printable,
    unlike,
)
from index.readers.containers.weights import MOST_PARTS, PLAUSIBLE_RATIO, SMALL_PART

ENCRYPTED = 0x1  # in the flags of an entry
DRIVE = re.compile("[A-Za-z]:")
ENTRY = b"PK\x01\x02"  # begins each entry of an archive's directory
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,  # a way to pack that Python does not know
)


def zip_parts(name: str, data: bytes, readable: Callable[[str], bool], max_bytes: int) -> Iterator[Unpacked]:
    """The files of an archive called ``name`` whose path is ``readable``; hidden ones are left out.

    Those that are encrypted are named together, once; those of more than ``max_bytes`` are not unpacked.
    Raises ``Damaged`` if it is no archive, or of more than ``MOST_PARTS`` files.
    """
    if data.count(ENTRY) > MOST_PARTS:
        raise Damaged(f"{name}: holds more than {MOST_PARTS:,} files: unpack it, and add the folder.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Damaged(f"{name}: the archive is broken, or no .zip: get a fresh copy of it.") from error
    taken: set[str] = set()
    locked = False
    with archive:
        for entry in archive.infolist():
            path = _inner_path(entry.filename)
            if entry.is_dir() or not readable(path) or _is_hidden(path):
                continue
            if entry.flag_bits & ENCRYPTED:
                locked = True
                continue
            path = unlike(taken, path)
            taken.add(path)
            yield _unpacked(archive, entry, path, max_bytes)
    if locked:
        yield BadInnerFile("", "it is encrypted: unpack it with its password, then add the files.")


def _inner_path(name: str) -> str:
    """The path of a file within an archive, whatever tricks its name plays: nothing leads out of it."""
    steps = (printable(step) for step in re.split(r"[/\\]", name))
    return "/".join(step for step in steps if step not in ("", ".", "..") and not DRIVE.fullmatch(step))


def _is_hidden(path: str) -> bool:
    """Return whether a file or its folder is hidden, as macOS's own notes on the files of an archive are."""
    return any(step.startswith(".") or step == "__MACOSX" for step in path.split("/"))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, max_bytes: int) -> Unpacked:
    """An entry's bytes: never more than ``max_bytes`` of them, whatever its size is said to be."""
    over = over_limit(max_bytes)
    if entry.file_size > max_bytes:
        return BadInnerFile(path, over)
    try:
        with archive.open(entry) as file:
            data = file.read(max_bytes + 1)
    except _BROKEN as error:
        return BadInnerFile(path, f"it is broken in the archive ({type(error).__name__}): get a fresh copy.")
    if len(data) > max_bytes:
        return BadInnerFile(path, over)
    if len(data) > SMALL_PART and len(data) > PLAUSIBLE_RATIO * max(1, entry.compress_size):
        return BadInnerFile(path, "it unpacks to far more than any document does: it is made to do harm.")
    return InnerFile(path, data)
