"""Chroma's copy of the catalog's vectors, in the process that holds the writer's lock."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import rmtree

from index.embedding.embedder import Vectors
from index.errors import LibraryError
from index.store.rows import parts
from index.store.tables.passage_table import PassageTable
from index.store.vectors import VectorStore


class VectorMirror:
    """The vectors in ``folder``. Empty of effect until it is opened: without an embedder it never is.

    It is searched only between :meth:`serve` and :meth:`hide`. Safe to use from several threads, of which
    one writes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: VectorStore | None = None
        self._edition: int | None = None  # of the vectors in Chroma; none while they are exchanged
        self._exchange = threading.Lock()  # nobody searches Chroma while that changes

    def open(self) -> None:
        """Open Chroma, which no other process may have open; anew, if an earlier Readback gave it texts."""
        self._store = VectorStore(self._folder)
        if self._store.holds_texts():
            self._store.close()
            rmtree(self._folder)
            self._store = VectorStore(self._folder)

    def close(self) -> None:
        """Release the folder; no error if it is not open."""
        self.hide()
        if self._store is not None:
            self._store.close()
            self._store = None

    def serve(self, edition: int) -> None:
        """Let readers of this edition of the catalog's vectors search Chroma."""
        with self._exchange:
            self._edition = edition

    def hide(self) -> None:
        """Let nobody search Chroma while its vectors are exchanged."""
        with self._exchange:
            self._edition = None

    def nearest(self, vector: Vectors, limit: int, edition: Callable[[], int]) -> list[int] | None:
        """Numbers of the passages nearest to ``vector``; ``None`` if Chroma has another edition's vectors."""
        with self._exchange:
            if self._store is None or self._edition != edition():
                return None
            return self._store.nearest(vector, limit)

    def add(self, passages: Sequence[tuple[str, int, Vectors]]) -> None:
        """Store passages, each by its document's id, number and vector, and count them.

        Raises ``LibraryError`` if some are not kept.
        """
        if self._store is None or not passages:
            return
        self._store.add(passages)
        if self._store.count_of([number for _, number, _ in passages]) != len(passages):
            raise LibraryError("Chroma did not keep all passages; try again, and see `readback doctor`")

    def remove(self, numbers: Sequence[int]) -> None:
        """Remove these passages' vectors."""
        if self._store is not None and numbers:
            self._store.remove(numbers)

    def has_as_many_as(self, passages: PassageTable) -> bool:
        """Return whether Chroma has as many vectors as the catalog; true while it is not open."""
        return self._store is None or self._store.count() == passages.count()

    def refill(self, passages: PassageTable) -> None:
        """Make Chroma hold the vectors of the catalog's ready passages, and no others."""
        if self._store is None:
            return
        wanted, there = set(passages.numbers()), self._store.numbers()
        self._store.remove(sorted(there - wanted))
        for part in parts(sorted(wanted - there)):
            found = passages.get(part)
            self._store.add([(p.document, p.number, p.vector) for p in found if p.vector is not None])
