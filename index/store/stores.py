"""A library's two stores: who may write to them, and with which vectors.

``catalog.sqlite3`` holds everything; ``chroma/`` holds the passages' vectors again, for fast search. Chroma
is opened only under the writer's lock; a process without it compares the catalog's vectors itself, so that
reading goes on whoever writes.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from index.embedding.embedder import WORDS_ONLY, Embedder, Vectors, open_embedder
from index.embedding.question_cache import Questions
from index.errors import LibraryError, LibraryMissing, LibraryReadOnly
from index.store.catalog import Catalog
from index.store.fingerprint import check_fingerprint, check_length
from index.store.lock import WriterLock
from index.store.rows import parts
from index.store.vectors import VectorStore

_LOCK_WAIT = 5.0  # seconds: longer than another command's small write, shorter than patience


class Stores:
    """The stores in ``folder``. Safe to use from several threads.

    ``owner``: take the writer's lock at the first search or write and keep it until :meth:`close`, so that
    searches go through Chroma; otherwise it is held only while writing. ``embedder``: instead of the one
    of this machine.
    """

    def __init__(
        self,
        folder: Path,
        *,
        quantisation: str,
        cache: Path,
        max_bytes: int,
        owner: bool = False,
        embedder: Embedder | None = None,
    ) -> None:
        self.folder = folder
        self._quantisation, self._cache, self._max_bytes, self._owner = quantisation, cache, max_bytes, owner
        self._given, self._questions = embedder, Questions()
        self._lock = WriterLock(folder)
        self._store: VectorStore | None = None
        self._held: int | None = None  # the edition of the vectors in Chroma; none while they are exchanged
        self._exchange = threading.Lock()  # nobody searches Chroma while that changes
        self._closed = False
        self._turn = threading.RLock()  # one writer at a time within this process, too

    @cached_property
    def embedder(self) -> Embedder | None:
        """The embedder that was given, or this machine's; ``None`` where there is none."""
        return self._given or open_embedder(self._quantisation, self._cache)

    @cached_property
    def catalog(self) -> Catalog:
        """The catalog; raises ``LibraryMissing`` where there is no library yet."""
        return Catalog(self.folder / "catalog.sqlite3")

    def exists(self) -> bool:
        """Whether there is a library in the folder."""
        return (self.folder / "catalog.sqlite3").exists()

    def close(self) -> None:
        """Lets go of the stores and of the lock."""
        with self._turn:
            self._closed = True
            self._close_store()
            if "catalog" in self.__dict__:
                self.catalog.close()

    @contextmanager
    def _writing(self, *, new: bool = True, check: bool = True) -> Iterator[None]:
        """The right to write; ``new`` where a library may be made, ``check`` that the vectors match."""
        if not new and not self.exists():
            raise self._missing()
        with self._turn:
            self._own(_LOCK_WAIT)
            try:
                if check:
                    self._check_fingerprint()
                self.catalog.compare_all()
                yield
            finally:
                if not self._owner:
                    self._close_store()

    def _own(self, wait: float) -> None:
        """Takes the lock, makes the library where there is none, and opens Chroma."""
        if self._lock.held:
            return
        if self._closed:
            raise LibraryError(f"the library in {str(self.folder)!r} was closed; open it again to write")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryReadOnly(
                f"cannot make a library in {str(self.folder)!r}: {error.strerror}"
            ) from error
        self._lock.take(wait)
        try:
            Catalog.create(self.folder / "catalog.sqlite3").close()
            if self.catalog.meta("fingerprint") is None:
                self.catalog.set_meta("fingerprint", self._fingerprint())
            if self.embedder is not None:
                self._store = VectorStore(self.folder / "chroma")
            self._recover_if_needed()
        except BaseException:
            self._close_store()
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read within is of one moment: a document found can still be cited."""
        if not self.exists():
            yield
            return
        if self._matching_embedder() is not None:
            self._try_own()
        with self.catalog.snapshot():
            yield

    def _try_own(self) -> None:
        """Takes the lock for searching through Chroma, if nobody has it."""
        if not self._owner or self._lock.held or self.catalog.in_snapshot:
            return
        with self._turn:
            try:
                self._own(wait=0)
            except (LibraryError, OSError):
                return  # The catalog's vectors serve.

    def _nearest(self, vector: Vectors, limit: int) -> list[int] | None:
        """By Chroma; ``None`` where it does not hold what this thread reads.

        Who does not own the library never asks it: it closes when another thread has written.
        """
        with self._exchange:
            if not self._owner or self._store is None or self._held != self.catalog.edition():
                return None
            return self._store.nearest(vector, limit)

    def _hold(self, edition: int | None) -> None:
        with self._exchange:
            self._held = edition

    def _close_store(self) -> None:
        self._hold(None)
        if self._store is not None:
            self._store.close()
            self._store = None
        self._lock.release()

    def _recover_if_needed(self) -> None:
        whole = self._store is None or self._store.count() == self.catalog.count()
        if self.catalog.meta("unfinished") == "yes" or not whole:
            self._recover()
        self._hold(self.catalog.edition())

    def _recover(self) -> None:
        """Takes back what was cut short and makes Chroma hold what the catalog holds."""
        self._hold(None)
        self.catalog.remove_unfinished()
        if self._store is not None:
            wanted, there = set(self.catalog.numbers()), self._store.numbers()
            self._store.remove(sorted(there - wanted))
            for part in parts(sorted(wanted - there)):
                passages = self.catalog.passages(part)
                self._store.fill(
                    [(p.document, p.number, p.text, p.vector) for p in passages if p.vector is not None]
                )
        self.catalog.set_meta("unfinished", "no")
        self._hold(self.catalog.edition())

    def _fingerprint(self) -> str:
        return self.embedder.fingerprint if self.embedder else WORDS_ONLY

    def _check_fingerprint(self) -> None:
        made = self.catalog.meta("fingerprint") or WORDS_ONLY
        check_fingerprint(made, self._fingerprint(), self.folder)

    def _check_length(self, length: int) -> None:
        check_length(self.catalog.dimension(), length, self.folder)

    def _missing(self) -> LibraryMissing:
        return LibraryMissing(f"no library in {str(self.folder)!r}; make one with: readback add PATH")

    def _matching_embedder(self) -> Embedder | None:
        """The embedder whose vectors the library holds; ``None`` where either side has only words."""
        if not self.exists():
            raise self._missing()
        if self.embedder is None or self.catalog.meta("fingerprint") == WORDS_ONLY:
            return None
        self._check_fingerprint()
        return self.embedder
