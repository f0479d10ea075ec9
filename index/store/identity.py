"""Hashes and names by which a document is known."""

import hashlib
import os
from pathlib import Path

from index.errors import ReadError


def utf8(name: str) -> str:
    """A file name with the bytes that are no UTF-8 written out: SQLite takes no others."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises ``ReadError`` if it cannot be read."""
    if not path.is_file():  # a pipe would be waited for
        raise ReadError(f"{path.name!r} is not a regular file; copy its content to one")
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"{path.name!r} cannot be read: {error.strerror}; check who may read it") from error


def text_sha256(text: str) -> str:
    """A SHA-256 in hexadecimal, the same for texts that differ in white space only."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def short_hash(*parts: str) -> str:
    """Twelve hexadecimal digits that stand for ``parts``."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
