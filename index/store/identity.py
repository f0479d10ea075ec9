"""Hashes and names by which a document is known."""

import hashlib
import os


def utf8(name: str) -> str:
    """A file name with the bytes that are no UTF-8 written out: SQLite takes no others."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def bytes_sha256(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def text_sha256(text: str) -> str:
    """A SHA-256 in hexadecimal, the same for texts that differ in white space only."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def short_hash(*parts: str) -> str:
    """Twelve hexadecimal digits that stand for ``parts``."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
