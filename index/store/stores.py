"""The stores of a library and the right to write to them.

``catalog.sqlite3`` holds everything; ``chroma/`` holds the passages' vectors again, for fast search;
``files/`` holds the files that the documents were made of. Chroma is opened only under the writer's lock; a
process without it compares the catalog's vectors itself, so that reading goes on whoever writes.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from index.document import Document
from index.embedding.embedder import WORDS_ONLY, Embedder, Vectors
from index.embedding.unembedded import DocumentVectors, passage_rows
from index.errors import LibraryError, LibraryReadOnly
from index.store.catalog import Catalog
from index.store.fingerprint import check_embedder, check_length, matching_embedder, missing_library
from index.store.incoming import Incoming, Outcome
from index.store.kept_files import KeptFiles
from index.store.lock import WriterLock
from index.store.read_ahead import ReadAhead
from index.store.saved_files import SavedFiles
from index.store.vector_mirror import VectorMirror
from index.store.weights import LOCK_WAIT


class Stores:
    """The catalog, Chroma's copy of its vectors, the kept files and the writer's lock in ``folder``.

    ``open_embedder`` is called once, when the embedder is first needed. ``owner``: take the lock at the
    first search or write and keep it until :meth:`close`, so that searches go through Chroma; otherwise it
    is taken only while writing. Safe to use from several threads.
    """

    def __init__(
        self, folder: Path, open_embedder: Callable[[], Embedder | None], *, owner: bool = False
    ) -> None:
        self.folder = folder
        self.mirror = VectorMirror(folder / "chroma")
        self.files = KeptFiles(folder / "files")
        self.saved = SavedFiles(folder / "briefings")
        self._open_embedder, self._owner = open_embedder, owner
        self._file = folder / "catalog.sqlite3"
        self._lock = WriterLock(folder)
        self._turn = threading.RLock()  # one writer at a time within this process, too
        self._closed = False
        self.ahead = ReadAhead()

    @cached_property
    def embedder(self) -> Embedder | None:
        """The embedder of this process; ``None`` if there is none."""
        return self._open_embedder()

    @cached_property
    def catalog(self) -> Catalog:
        """The catalog. Raises ``LibraryMissing`` if there is no library yet."""
        return Catalog.open(self._file)

    @property
    def place(self) -> str:
        """The folder, for messages."""
        return repr(str(self.folder))

    @property
    def fingerprint(self) -> str:
        """The name of what this process's embedder makes."""
        return self.embedder.fingerprint if self.embedder else WORDS_ONLY

    def exists(self) -> bool:
        """Return whether there is a library in the folder."""
        return self._file.exists()

    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order added; none if there is no library."""
        return self.catalog.documents.all() if self.exists() else ()

    def close(self) -> None:
        """Release the stores and the lock; they cannot be written again."""
        self.ahead.stop()
        with self._turn:
            self._closed = True
            if self._lock.is_taken:
                with suppress(LibraryError, sqlite3.Error):  # the folder may be gone; the next writer does it
                    self.catalog.erase_traces()
            self._release()
            if "catalog" in self.__dict__:
                self.catalog.close()

    def announce(self, about: Mapping[str, str]) -> None:
        """Say ``about`` this process to others that want to write, as :meth:`WriterLock.announce` does."""
        with self._turn:
            self._lock.announce(about)

    @contextmanager
    def writing(self, *, new: bool = True, check: bool = True) -> Iterator[None]:
        """Take the right to write for the block; ``new``: make the library if there is none.

        Raises ``LibraryMissing``, ``LibraryBusy``, ``LibraryReadOnly`` and other ``LibraryError``; with
        ``check`` also ``FingerprintMismatch`` if the library's vectors are another embedder's.
        """
        if not new and not self.exists():
            raise missing_library(self)
        with self._turn:
            self._own(LOCK_WAIT)
            try:
                if check:
                    check_embedder(self)
                self.catalog.compare_all()
                yield
                self.catalog.erase_traces()
            finally:
                if self._owner:
                    self.ahead.start(lambda: self.catalog)
                else:
                    self._release()

    @contextmanager
    def changing(self, *, refill: bool = False) -> Iterator[None]:
        """Mark the library as unfinished while the block changes its stores; within :meth:`writing`.

        If the block fails, what it left half done is taken back; if the process dies, by the next writer.
        ``refill``: make Chroma agree with the catalog afterwards, as the block does not.
        """
        self.catalog.properties.set("unfinished", "yes")
        try:
            yield
        except BaseException:
            self._recover()
            raise
        if refill:
            self._recover()
        else:
            self.catalog.properties.set("unfinished", "no")

    @contextmanager
    def reindexing(self) -> Iterator[None]:
        """Let the block store every document anew as one being added; then these take the others' place.

        Cut short, nothing has changed. Raises what :meth:`writing` raises.
        """
        with self.writing(new=False, check=False), self.changing(refill=True):
            # Chroma gets the new vectors at the end; until then the catalog's are compared.
            self.catalog.remove_unfinished()
            yield
            self.catalog.finish_all(self.fingerprint)

    def add(self, documents: Sequence[tuple[Incoming, bytes | None]]) -> list[Outcome]:
        """Store documents and their files' bytes, in the place of those they replace; all or none of them.

        ``None`` stands for a file that is not kept. The vectors are added later, by :meth:`add_vectors`.
        Within :meth:`writing`. Raises ``LibraryError`` unless all of them is kept.
        """
        new = [document for document, _ in documents]
        with self.changing():
            self.files.keep({one.sha256: data for one, data in documents if data is not None})
            old = [n for one in new for gone in one.replaced for n in self.catalog.passages.numbers_of(gone)]
            self.catalog.add(new, embeds=self.embedder is not None)
            self.mirror.remove(old)
            self.forget_files(sha256 for document in new for sha256 in document.replaced.values())
        return [Outcome(document.id, tuple(document.replaced)) for document in new]

    def add_vectors(self, documents: Sequence[DocumentVectors]) -> None:
        """Store the vectors of documents that wait for them, all or none; those that are gone are left out.

        Within :meth:`writing`. Raises ``FingerprintMismatch``, and ``LibraryError`` if they are not kept.
        """
        there = [one for one in documents if self.catalog.passages.numbers_of(one[0].id) == [*one[0].numbers]]
        if not there:
            return
        check_length(self, len(there[0][1][0].passage))
        with self.changing():
            self.mirror.add(passage_rows(there))
            self.catalog.add_vectors(there)

    def keep_file(self, sha256: str, data: bytes) -> None:
        """Keep the file of a document that was added before files were kept. Within :meth:`writing`."""
        with self.changing():
            self.files.keep({sha256: data})

    def move(self, id: str, path: str, replaced: Mapping[str, str]) -> None:
        """Change a document's address and remove those there, ids with hashes. Within :meth:`writing`."""
        with self.changing():
            numbers = [number for gone in replaced for number in self.catalog.passages.numbers_of(gone)]
            self.catalog.move(id, path, list(replaced))
            self.mirror.remove(numbers)
            self.forget_files(replaced.values())

    def remove(self, documents: Mapping[str, str]) -> None:
        """Remove documents, ids with the hashes of their files. Within :meth:`writing`."""
        with self.changing():
            numbers = [number for id in documents for number in self.catalog.passages.numbers_of(id)]
            self.catalog.remove(list(documents))
            self.mirror.remove(numbers)
            self.forget_files(documents.values())

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read the state of one moment within the block: a document found can still be cited.

        Raises ``FingerprintMismatch`` if the library's vectors are another embedder's.
        """
        if not self.exists():
            yield
            return
        if matching_embedder(self) is not None:
            self.try_own()
        with self.catalog.database.snapshot():
            yield

    def try_own(self) -> None:
        """Take the lock for searching through Chroma, if this is to own the library and nobody has it."""
        if not self._owner or self._lock.is_taken or self.catalog.database.in_snapshot:
            return
        with self._turn:
            try:
                self._own(wait=0)
                self.ahead.start(lambda: self.catalog)
            except (LibraryError, OSError):
                return  # The catalog's vectors serve.

    def nearest(self, vector: Vectors, limit: int) -> list[int] | None:
        """Find the nearest passages by Chroma; ``None`` if it does not have the vectors this thread reads.

        Stores that do not own the library never ask it: it closes when another thread has written.
        """
        return self.mirror.nearest(vector, limit, self.catalog.properties.edition) if self._owner else None

    def forget_files(self, hashes: Iterable[str]) -> None:
        """Remove the kept files of these hashes, but for those that a document still has."""
        gone = set(hashes)
        self.files.remove(gone - self.catalog.documents.hashes(gone))

    def _own(self, wait: float) -> None:
        """Take the lock, make the library if there is none, and open Chroma."""
        if self._lock.is_taken:
            return
        if self._closed:
            raise LibraryError(f"the library in {str(self.folder)!r} was closed; open it again to write")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            said = f"cannot make a library in {str(self.folder)!r}: {error.strerror}"
            raise LibraryReadOnly(said) from error
        self._lock.take(wait)
        try:
            Catalog.create(self._file).close()
            if self.catalog.properties.get("fingerprint") is None:
                self.catalog.properties.set("fingerprint", self.fingerprint)
            if self.embedder is not None:
                self.mirror.open()
            self._recover_if_needed()
        except BaseException:
            self._release()
            raise

    def _release(self) -> None:
        self.mirror.close()
        self._lock.release()

    def _recover_if_needed(self) -> None:
        unfinished = self.catalog.properties.get("unfinished") == "yes"
        if unfinished or not self.mirror.has_as_many_as(self.catalog.passages):
            self._recover()
        self.mirror.serve(self.catalog.properties.edition())

    def _recover(self) -> None:
        """Take back what was cut short; make Chroma and the kept files those that the catalog names."""
        self.mirror.hide()
        self.catalog.remove_unfinished()
        self.mirror.refill(self.catalog.passages)
        self.files.keep_only(self.catalog.documents.hashes())
        self.catalog.properties.set("unfinished", "no")
        self.mirror.serve(self.catalog.properties.edition())
