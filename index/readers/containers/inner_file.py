"""A file within another file, and how it is named there."""

import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath


@dataclass(frozen=True)
class InnerFile:
    """A file in a container: its path there, with "/", and its bytes; ``note`` says who brought it."""

    path: str
    data: bytes
    note: str = ""


@dataclass(frozen=True)
class BadInnerFile:
    """A file in a container that cannot be taken out, and the reason; without a path it is the container."""

    path: str
    error: str


Unpacked = InnerFile | BadInnerFile


def printable(name: str) -> str:
    """A name on one line, its accents as one character with their letter; "" if nothing is left."""
    shown = unicodedata.normalize("NFC", name)
    return " ".join("".join(char if char.isprintable() else " " for char in shown).split())


def over_limit(max_bytes: int) -> str:
    """The reason not to read a part of more than ``max_bytes``."""
    return f"it is over the limit of {max_bytes / 1_000_000:,.1f} MB: take it out, and split it."


def unlike(taken: Container[str], path: str) -> str:
    """``path``, numbered if it is among ``taken``: "report (2).pdf"."""
    named = PurePosixPath(path)
    numbered = (str(named.with_name(f"{named.stem} ({n}){named.suffix}")) for n in count(2))
    return path if path not in taken else next(one for one in numbered if one not in taken)
