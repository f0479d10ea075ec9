"""The results of adding and removing, their progress, and what is said of documents without vectors."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """The progress of adding or re-indexing: passages ``done`` of the ``total`` of file ``path``.

    ``total`` is 0 while the file is read. Several files are under way at once; ``ended``: this one no more.
    """

    path: str
    file: int
    files: int
    done: int
    total: int
    ended: bool = False


ReportProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class Failure:
    """A file that was not added, and the reason."""

    path: str
    error: str


@dataclass(frozen=True)
class Added:
    """The result of ``add``, by document id."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    replaced: tuple[str, ...]
    failed: tuple[Failure, ...]


@dataclass(frozen=True)
class RemoveFailure:
    """A document that was not removed, and the reason."""

    document: str
    error: str


@dataclass(frozen=True)
class Removed:
    """The result of ``remove``, by document id."""

    removed: tuple[str, ...]
    failed: tuple[RemoveFailure, ...]


@dataclass(frozen=True)
class SyncedFile:
    """A file of a folder, by its address, with its document; ``None`` if there is none (yet)."""

    path: str
    document: str | None


@dataclass(frozen=True)
class MovedFile:
    """A document whose file lies at ``path`` now, and lay at ``old_path``."""

    path: str
    document: str
    old_path: str


@dataclass(frozen=True)
class Synced:
    """The result of ``sync``. ``gone`` are documents without a file that are still there."""

    added: tuple[SyncedFile, ...]
    changed: tuple[SyncedFile, ...]
    moved: tuple[MovedFile, ...]
    gone: tuple[SyncedFile, ...]
    removed: tuple[SyncedFile, ...]
    unchanged: int
    failed: tuple[Failure, ...]


def words_only_note(count: int) -> str:
    """Say that ``count`` documents, one or more, are found by their words only."""
    subject, its = ("1 document is", "its") if count == 1 else (f"{count:,} documents are", "their")
    return f"{subject} found by {its} words only, until {its} vectors are made."


def words_only_hint(count: int) -> str:
    """The end of a line that says how ``count`` documents get their vectors; "" for none."""
    return f"; {words_only_note(count)[:-1]}: by `readback add` or `readback serve`" if count else ""
