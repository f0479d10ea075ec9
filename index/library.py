"""A library: documents in, passages out."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.copies.copies import Copies, Place
from index.copies.counterparts import counterparts
from index.copies.stretches import Stretch
from index.document import Document, Hit, OcrPage
from index.embedding.embedder import Embedder, open_embedder
from index.errors import FileNotKept, ReadbackError, UsageError
from index.results import Added, Failure, Progress, Removed, RemoveFailure, ReportProgress, Synced
from index.searching.references import find_document, find_documents, find_id
from index.searching.searcher import Searcher
from index.store.identity import utf8
from index.store.interfaces import CatalogTables
from index.store.rows import DocumentText, StoredPassage
from index.store.shared.open_stores import open_stores
from index.store.shared.shared_places import SharedPlaces

if TYPE_CHECKING:
    from index.syncing.folder_files import FolderFiles


class Library:
    """The documents of one folder: add, remove, read, search. Safe to use from several threads.

    ``quantisation`` ("int8" or "fp32") and ``cache``, a folder, are the local embedder's, in whose place
    ``embedder`` is used if given; ``max_bytes`` limits the size of a file. ``owner``: keep the writer's lock
    from the first search or write until :meth:`close`, as :class:`Stores` says. ``shared``: the stores are
    these servers, and the folder holds settings alone.
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
        shared: SharedPlaces | None = None,
    ) -> None:
        self.folder = folder

        def embeds() -> Embedder | None:
            return embedder or open_embedder(quantisation, cache)

        self.stores = open_stores(folder, embeds, owner=owner, shared=shared)
        self.searcher = Searcher(self.stores)
        self._max_bytes = max_bytes

    @property
    def place(self) -> str:
        """Where the library is, for messages: its folder, or its name on a server."""
        return self.stores.place

    @property
    def catalog(self) -> CatalogTables:
        """The catalog. Raises ``LibraryMissing`` if there is no library yet."""
        return self.stores.catalog

    def close(self) -> None:
        """Release the stores and the writer's lock."""
        self.stores.close()

    # Read

    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order added; none if there is no library."""
        return self.stores.documents()

    def some(self, ids: Collection[str]) -> tuple[Document, ...]:
        """The documents with these ids, in the order added; none if there is no library."""
        return self.catalog.documents.some(ids) if ids and self.stores.exists() else ()

    def count(self) -> int:
        """Number of documents; 0 if there is no library."""
        return self.catalog.documents.count() if self.stores.exists() else 0

    def version(self) -> str:
        """A hash that differs once a document comes, goes or changes; "" without a library."""
        return self.catalog.documents.version() if self.stores.exists() else ""

    def unembedded(self) -> int:
        """Number of documents that wait for their vectors; 0 if there is no library."""
        return self.catalog.unembedded.count() if self.stores.exists() else 0

    def document(self, ref: str) -> Document:
        """The document with this id, this unique beginning of an id, or this file name.

        Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
        """
        return find_document(self.stores, ref)

    def text(self, ref: str) -> DocumentText:
        """A document's exact text. Raises ``DocumentNotFound`` and ``AmbiguousDocument``."""
        return self.catalog.documents.text(find_id(self.stores, ref))

    def file(self, ref: str) -> bytes:
        """The file that a document was made of, byte for byte.

        Raises ``FileNotKept``, ``DocumentNotFound`` and ``AmbiguousDocument``.
        """
        document = self.document(ref)
        data = self.stores.files.read(document.sha256)
        if data is None:
            raise FileNotKept(f"The original of {document.title!r} was not kept; add the file again.")
        return data

    def ocr(self, ref: str) -> tuple[OcrPage, ...]:
        """The pages of a document that OCR read, with the places of their words.

        Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
        """
        return self.catalog.documents.ocr(find_id(self.stores, ref))

    def has_file(self, document: Document) -> bool:
        """Return whether the file that a document was made of is kept."""
        return self.stores.files.has(document.sha256)

    def passages(self, ref: str) -> list[StoredPassage]:
        """All passages of a document in order, with their sentences and vectors.

        Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
        """
        numbers = self.catalog.passages.numbers_of(ref) if self.stores.exists() else []
        return self.catalog.passages.get(
            numbers or self.catalog.passages.numbers_of(find_id(self.stores, ref))
        )

    def copies(self, documents: Sequence[str] = ()) -> Copies:
        """The pairs of documents that share text; with ids given, the pairs in which one of them is."""
        return self.catalog.copies.of(documents) if self.stores.exists() else Copies()

    def also_in(self, places: Sequence[Place], documents: Sequence[str] = ()) -> list[list[Place]]:
        """For each place, where most of it stands in other documents, or in those named: whole sentences.

        Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
        """
        scope = {find_id(self.stores, ref) for ref in documents}
        return counterparts(places, self.copies([id for id, _, _ in places]), self._sentences, scope)

    # Search

    def search(
        self,
        question: str,
        documents: Sequence[str] = (),
        limit: int = 10,
        *,
        reprints: bool = False,
        near: bool = False,
    ) -> list[Hit]:
        """The passages that fit best, as :meth:`Searcher.search` finds them; none without a library."""
        return self.searcher.search(question, documents, limit, reprints=reprints, near=near)

    def notes(self, documents: Sequence[str] = ()) -> tuple[str, ...]:
        """Notes on how ``documents`` were searched, as :meth:`Searcher.notes` gives them."""
        return self.searcher.notes(documents)

    def snapshot(self) -> AbstractContextManager[None]:
        """Let this thread read the state of one moment within the block; raises ``FingerprintMismatch``."""
        return self.searcher.snapshot()

    # Write

    def add(
        self,
        paths: Iterable[Path],
        report: ReportProgress = lambda _: None,
        address: Callable[[Path], str] = lambda path: utf8(str(path.resolve())),
        remark: Callable[[str], None] = lambda _: None,
    ) -> Added:
        """Add files, and the readable files of folders; each wholly or not at all, some at a time.

        Each is found by its words as soon as it is read. The vectors follow, also those that an earlier run
        did not make; it returns once they are there.

        ``address`` names the place a file is known by: the same place with other content replaces. The files
        in archives, and what is attached to mails, are documents of their own; those that are no longer there
        are removed, and are among the replaced.
        ``remark`` is called with a line on what of a file was not read, such as a scanned page. A file
        that cannot be read, or embedded, is among the result's failures. Raises ``LibraryError``.
        """
        from index.adding import Adder  # with all readers of files: a question needs none
        from index.read import find_files

        files, refused = find_files(paths)
        failed = tuple(Failure(str(path), str(error)) for path, error in refused)
        if not files and not self.unembedded():
            return Added((), (), (), failed)
        with self.stores.writing(), closing(Adder(self.stores, report, remark)) as adder:
            for number, path in enumerate(files):
                place = Progress(str(path), number + 1, len(files), 0, 0)
                report(place)
                adder.take(path, address(path), place, self._max_bytes)
            added = adder.finish()
        return replace(added, failed=failed + added.failed)

    def sync(
        self,
        folder: Path,
        *,
        remove: bool = False,
        dry_run: bool = False,
        busy: Collection[str] | None = None,
        report: ReportProgress = lambda _: None,
        remark: Callable[[str], None] = lambda _: None,
    ) -> Synced:
        """Add what is new in ``folder``, and follow what has moved, as :func:`folder_sync.sync` does."""
        from index.syncing.folder_sync import sync

        return sync(
            self, self._folder_files, folder,
            remove=remove, dry_run=dry_run, busy=busy, report=report, remark=remark,
        )  # fmt: skip

    def set(
        self, ref: str, *, title: str | None = None, outlet: str | None = None, published: str | None = None
    ) -> Document:
        """Correct a document's title, outlet or date (YYYY-MM-DD); an empty outlet or date means unknown.

        Raises ``UsageError`` for an empty title or another form of date, ``DocumentNotFound``,
        ``AmbiguousDocument`` and ``LibraryError``.
        """
        if title is not None and not title.strip():
            raise UsageError("a title cannot be empty")
        with self.stores.writing(new=False):
            old = self.document(ref)
            evidence = old.published_evidence
            if published is not None and published != (old.published or ""):
                evidence = None  # what the reader says need not stand in the text
            self.catalog.describe(
                old.id,
                old.title if title is None else title.strip(),
                old.outlet if outlet is None else outlet.strip() or None,
                old.published if published is None else _iso_date(published),
                evidence,
            )
            return self.document(old.id)

    def remove(self, refs: Iterable[str]) -> Removed:
        """Remove documents with their files; an archive's name removes all that came out of it.

        One not found is among the failures. Raises ``LibraryError``.
        """
        removed: list[str] = []
        failed: list[RemoveFailure] = []
        with self.stores.writing(new=False):
            for ref in refs:
                try:
                    found = find_documents(self.stores, ref)
                except ReadbackError as error:
                    failed.append(RemoveFailure(ref, str(error)))
                    continue
                self.stores.remove({document.id: document.sha256 for document in found})
                removed += (document.id for document in found)
        return Removed(tuple(removed), tuple(failed))

    def reindex(self, report: ReportProgress = lambda _: None) -> int:
        """Split and embed every document anew with today's embedder; return the number of documents.

        The old vectors serve until all new ones are made, and are then exchanged in one step; cut short,
        nothing has changed, and it starts from the beginning when it is run again. Raises ``LibraryError``
        and what the embedder raises.
        """
        from index.syncing.reindexing import store_again

        with self.stores.reindexing():
            documents = self.documents()
            store_again(self.stores, documents, report)
        return len(documents)

    @cached_property
    def _folder_files(self) -> "FolderFiles":
        from index.syncing.folder_files import FolderFiles

        return FolderFiles(self._max_bytes)

    def _sentences(self, id: str) -> list[Stretch]:
        return [(s.start, s.end) for p in self.passages(id) for s in p.sentences]


def _iso_date(value: str) -> str | None:
    """A date of the form YYYY-MM-DD; ``None`` for a blank one. Raises ``UsageError``."""
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is not a date of the form YYYY-MM-DD") from None
