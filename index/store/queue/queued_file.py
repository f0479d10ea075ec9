"""A file that waits for a worker, or that one reads, as every process sees it."""

from dataclasses import dataclass
from enum import StrEnum


class FileState(StrEnum):
    """The state of a file; "sending": its sender has not stored it wholly."""

    SENDING = "sending"
    QUEUED = "queued"
    READING = "reading"
    INDEXING = "indexing"
    READY = "ready"
    FAILED = "failed"

    @property
    def is_done(self) -> bool:
        """True if nothing happens to the file any more."""
        return self in (FileState.READY, FileState.FAILED)


@dataclass(frozen=True)
class QueuedFile:
    """One file: ``library`` is the name on the servers, ``title`` that of its folder.

    ``address`` is what it is known by as a document, ``key`` names its bytes among the files that wait.
    ``done`` and ``total`` count passages. ``error``: why it failed, or why it waits.
    """

    number: int
    library: str
    title: str
    address: str
    name: str
    key: str
    state: FileState
    done: int = 0
    total: int = 0
    tries: int = 0
    error: str = ""
