"""What adding and removing did, and how far they are."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far an add or a re-indexing is: passages ``done`` of the ``total`` of file ``path``.

    ``total`` is 0 while the file is read.
    """

    path: str
    file: int
    files: int
    done: int
    total: int


ReportProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class Failure:
    """A file that was not added, and why."""

    path: str
    error: str


@dataclass(frozen=True)
class Added:
    """What ``add`` did, by document id."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    replaced: tuple[str, ...]
    failed: tuple[Failure, ...]


@dataclass(frozen=True)
class RemoveFailure:
    """A document that was not removed, and why."""

    document: str
    error: str


@dataclass(frozen=True)
class Removed:
    """What ``remove`` did, by document id."""

    removed: tuple[str, ...]
    failed: tuple[RemoveFailure, ...]
