"""The stores of a library on servers: Postgres has everything, Chroma the vectors again, a store the files.

Any number of processes read and write them beside each other. What is cut short leaves notes in Postgres: a
document that is not ready and whose adder is dead, vectors and files that nothing needs any more. The next
writer clears them up.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from index.document import Document
from index.embedding.embedder import WORDS_ONLY, Embedder, Vectors
from index.embedding.unembedded import DocumentVectors, passage_rows
from index.errors import LibraryError, StoreUnreachable
from index.store.fingerprint import check_embedder, check_length, matching_embedder, missing_library
from index.store.incoming import Incoming, Outcome
from index.store.interfaces import FileRows, SavedRows
from index.store.postgres import postgres_schema
from index.store.postgres.postgres_catalog import PostgresCatalog
from index.store.postgres.postgres_database import Connection, PostgresDatabase
from index.store.postgres.postgres_place import PostgresPlace
from index.store.postgres.postgres_saved import PostgresSaved
from index.store.shared.chroma_server import ChromaServer
from index.store.shared.shared_files import open_files
from index.store.shared.shared_mirror import SharedMirror
from index.store.shared.shared_places import SharedPlaces, shared_name
from index.store.weights import LOCK_WAIT

REINDEXING = -1  # the number of the lock that who makes all vectors anew has alone


def library_schema(name: str) -> str:
    """The schema of the library that servers know by ``name``."""
    return f"readback_{name}"


class SharedStores:
    """The stores at ``places`` of the library named as ``folder`` is. Safe to use from several threads.

    ``open_embedder`` is called once, when the embedder is first needed. Every method raises
    ``StoreUnreachable`` if a server that it needs does not answer. Raises ``UsageError`` for an address that
    is none.
    """

    def __init__(
        self, folder: Path, open_embedder: Callable[[], Embedder | None], places: SharedPlaces
    ) -> None:
        self.folder = folder
        self.name = shared_name(folder)
        chroma = ChromaServer(places.chroma, places.chroma_token, self.name)
        self.files: FileRows = open_files(places.files, self.name, folder)
        self._database = PostgresDatabase(PostgresPlace(places.database), library_schema(self.name))
        self.catalog = PostgresCatalog(self._database)
        self.mirror = SharedMirror(chroma, self.catalog)
        self.saved: SavedRows = PostgresSaved(self._database, self.exists, self._make)
        self._open_embedder = open_embedder
        self._turn = threading.RLock()  # one writer at a time within this process
        self._exists = self._closed = False
        self._depth = 0

    @cached_property
    def embedder(self) -> Embedder | None:
        """The embedder of this process; ``None`` if there is none."""
        return self._open_embedder()

    @property
    def place(self) -> str:
        """The library's name and the server, for messages."""
        return f"{self.name!r} at {self._database.place.name}"

    @property
    def fingerprint(self) -> str:
        """The name of what this process's embedder makes."""
        return self.embedder.fingerprint if self.embedder else WORDS_ONLY

    def exists(self) -> bool:
        """Return whether there is a library of this name. Raises ``LibraryVersion``."""
        self._exists = self._exists or postgres_schema.exists(self._database)
        return self._exists

    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order added; none if there is no library."""
        return self.catalog.documents.all() if self.exists() else ()

    def close(self) -> None:
        """Release the connections; the stores cannot be written again."""
        with self._turn:
            self._closed = True
            self.mirror.close()
            self._database.close()

    def destroy(self) -> None:
        """Delete the library with all that is in it; cut short, what is left can be deleted again."""
        if self.exists():
            edition = self.catalog.properties.edition()
            for one in (edition - 1, edition, edition + 1):
                self.mirror.server.drop(one)
            self.files.remove(self.catalog.documents.hashes())
        postgres_schema.drop(self._database)

    def announce(self, about: Mapping[str, str]) -> None:
        """Nothing: every process writes by itself."""

    @contextmanager
    def writing(self, *, new: bool = True, check: bool = True) -> Iterator[None]:
        """Be a writer for the block, beside others; ``new``: make the library if there is none.

        Raises ``LibraryMissing``, ``LibraryBusy`` while all vectors are made anew, and other
        ``LibraryError``; with ``check`` also ``FingerprintMismatch`` if the library's vectors are another
        embedder's.
        """
        with self._writer(new=new, lock="pg_advisory_lock_shared"):
            if check:
                check_embedder(self)
            self.catalog.compare_all()
            yield

    @contextmanager
    def reindexing(self) -> Iterator[None]:
        """Let the block store every document anew as one being added; then these take the others' place.

        Nobody else writes meanwhile. Cut short, nothing has changed. Raises ``LibraryMissing`` and
        ``LibraryBusy``.
        """
        with self._writer(new=False, lock="pg_advisory_lock"):
            try:
                yield
                self.catalog.finish_all(self.fingerprint)
            except BaseException:
                self._give_up()
                raise
            if self.embedder is not None:
                self.mirror.refill()
            self.mirror.drop_last()
            self._clear_up()

    def add(self, documents: Sequence[tuple[Incoming, bytes | None]]) -> list[Outcome]:
        """Store documents and their files' bytes, in the place of those they replace; all or none of them.

        ``None`` stands for a file that is not kept. The vectors are added later, by :meth:`add_vectors`.

        Within :meth:`writing`. Raises ``LibraryError`` unless all of them is kept.
        """
        new = [document for document, _ in documents]
        try:
            self.catalog.start_adding(new, embeds=self.embedder is not None)
            self.files.keep({one.sha256: data for one, data in documents if data is not None})
            outcomes = self.catalog.finish_adding(new)
        except BaseException:
            self._give_up()
            raise
        self._clear_up()
        return outcomes

    def add_vectors(self, documents: Sequence[DocumentVectors]) -> None:
        """Store the vectors of documents that wait for them, all or none; those that are gone are left out.

        Within :meth:`writing`. Raises ``FingerprintMismatch``, and ``LibraryError`` if they are not kept.
        """
        check_length(self, len(documents[0][1][0].passage))
        self.mirror.add([(number, vector) for _, number, vector in passage_rows(documents)])
        self.catalog.add_vectors(documents)
        self._clear_up()

    def keep_file(self, sha256: str, data: bytes) -> None:
        """Keep the file of a document. Within :meth:`writing`."""
        self.files.keep({sha256: data})

    def move(self, id: str, path: str, replaced: Mapping[str, str]) -> None:
        """Change a document's address and remove those there, ids with hashes. Within :meth:`writing`."""
        self.catalog.move(id, path, list(replaced))
        self._clear_up()

    def remove(self, documents: Mapping[str, str]) -> None:
        """Remove documents, ids with the hashes of their files. Within :meth:`writing`."""
        self.catalog.remove(list(documents))
        self._clear_up()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read the state of one moment within the block: a document found can still be cited.

        Raises ``FingerprintMismatch`` if the library's vectors are another embedder's.
        """
        if not self.exists():
            yield
            return
        matching_embedder(self)
        with self._database.snapshot():
            yield

    def try_own(self) -> None:
        """Nothing: the server of Chroma serves all."""

    def nearest(self, vector: Vectors, limit: int) -> list[int] | None:
        """Find the nearest passages by Chroma; ``None`` if it does not have the vectors this thread reads.

        The catalog's vectors serve while Chroma does not answer.
        """
        return self.mirror.nearest(vector, limit)

    @contextmanager
    def _writer(self, *, new: bool, lock: str) -> Iterator[None]:
        """Be one of the writers, or the only one, as ``lock`` says; what dead writers left is cleared up."""
        if not new and not self.exists():
            raise missing_library(self)
        with self._turn:
            if self._closed:
                raise LibraryError(f"the library {self.name!r} was closed; open it again to write")
            if self._depth:
                yield
                return
            self._make()
            with self._database.session() as connection:
                self._take(connection, lock)
                self._depth += 1
                try:
                    self._recover()
                    yield
                finally:
                    self._depth -= 1
                    self.catalog.owner = 0

    def _make(self) -> None:
        if not self.exists():
            postgres_schema.create(self._database)
        if self.catalog.properties.get("fingerprint") is None:
            self.catalog.properties.set("fingerprint", self.fingerprint)

    def _take(self, connection: Connection, lock: str) -> None:
        """Take the locks of a writer, which last as long as its connection. Raises ``LibraryBusy``."""
        schema = self._database.schema
        with self._database.place.failures():
            connection.execute(f"SET lock_timeout = '{round(LOCK_WAIT)}s'")
            query = f"SELECT {lock}(hashtext(%s), {REINDEXING})"
            connection.execute(query, (schema,))
            (self.catalog.owner,) = connection.execute("SELECT nextval('owners')").fetchone() or (0,)
            connection.execute("SELECT pg_advisory_lock(hashtext(%s), %s)", (schema, self.catalog.owner))

    def _recover(self) -> None:
        """Take back what was cut short, and give Chroma what it lacks."""
        self.catalog.remove_unfinished()
        self.catalog.take_over()
        if self.embedder is not None:
            self.mirror.complete()
        self._clear_up()

    def _give_up(self) -> None:
        """Take back what this writer has begun; if that fails, the next one does it."""
        with suppress(LibraryError):
            self.catalog.remove_own()
            self._clear_up()

    def _clear_up(self) -> None:
        """Remove the vectors and files of removed documents; while a server is down the next writer does."""
        with suppress(StoreUnreachable):
            self.mirror.clear_up()
        with suppress(StoreUnreachable):
            self._clear_up_files()

    def _clear_up_files(self) -> None:
        if not self._database.rows("SELECT 1 FROM gone_files LIMIT 1"):
            return
        # Alone, so that nobody begins to add a document of the same bytes meanwhile.
        with self._database.writing() as db:
            gone = {row[0] for row in db.execute("DELETE FROM gone_files RETURNING sha256").fetchall()}
            query = "SELECT DISTINCT sha256 FROM documents WHERE sha256 = ANY(%s)"
            used = {row[0] for row in db.execute(query, (list(gone),)).fetchall()}
            self.files.remove(gone - used)
