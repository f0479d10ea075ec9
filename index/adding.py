"""The steps from a file to a document that can be found: read, split, store; then embed.

Documents are read one by one, and stored some at a time, with all of their text and words. Their vectors
follow in batches across documents, made while the next are read.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import accumulate, chain, count, starmap
from pathlib import Path

from index import chunk
from index.document import Document, ParsedDocument, Passage
from index.embedding.embedder import approximate_token_starts
from index.embedding.missing_vectors import MissingVectors, VectorSteps
from index.embedding.unembedded import DocumentVectors, Unembedded
from index.errors import LibraryError, ReadbackError
from index.language.guess import language_of
from index.readers.apart.reading_process import parse_apart
from index.readers.containers.source_files import CONTAINERS, BadFile, SourceFile, name_of, source_files
from index.results import Added, Failure, Progress, ReportProgress
from index.store.identity import bytes_sha256, short_hash
from index.store.incoming import Incoming
from index.store.interfaces import LibraryStores
from index.weights import BATCH_BYTES, BATCH_PASSAGES, MAX_BYTES, STORE_PAUSE, STORED_PASSAGES


@dataclass(frozen=True)
class Waiting:
    """A document that waits to be stored, its file's bytes, and the file's progress.

    ``note`` says who brought it.
    """

    document: Incoming
    data: bytes
    place: Progress
    note: str = ""


class Batches:
    """Documents that ``store`` stores together: at once if none was for a while, else some at a time.

    These become more from one time to the next: the embedder waits for the first.
    """

    def __init__(self, store: Callable[[Sequence[Waiting]], None]) -> None:
        self._store = store
        self._waiting: list[Waiting] = []
        self._passages = self._bytes = 0  # of those that wait
        self._enough = BATCH_PASSAGES
        self._stored: float | None = None  # seconds of the clock when documents were last stored

    def put(self, one: Waiting) -> None:
        """Let a document wait, and store all that do, if they are enough."""
        self._waiting.append(one)
        self._passages += max(1, len(one.document.passages))
        self._bytes += len(one.data)
        is_late = self._stored is None or time.monotonic() - self._stored >= STORE_PAUSE
        if self._passages >= self._enough:
            self._enough = min(2 * self._enough, STORED_PASSAGES)
            self.flush()
        elif is_late or self._bytes >= BATCH_BYTES:
            self.flush()

    def waits(self, sha256: str, address: str) -> bool:
        """Return whether a document of this address, or of this content and name, is not stored yet."""
        return any(
            one.document.address == address
            or (one.document.sha256 == sha256 and Path(one.document.address).name == Path(address).name)
            for one in self._waiting
        )

    def flush(self) -> None:
        """Store all documents put so far."""
        waiting, self._waiting = self._waiting, []
        self._passages = self._bytes = 0
        if waiting:
            self._store(waiting)
            self._stored = time.monotonic()


class Adder:
    """One run of adding, within ``stores.writing()``: :meth:`take` each file, then :meth:`finish`.

    ``report`` is called with the progress, ``remark`` with a line on what of a file was not read, or on who
    brought it.
    """

    def __init__(
        self, stores: LibraryStores, report: ReportProgress, remark: Callable[[str], None] = lambda _: None
    ) -> None:
        self._stores, self._catalog = stores, stores.catalog
        self._report, self._remark = report, remark
        self._batches = Batches(self._store)
        self._vectors: MissingVectors | None = None
        self._token_starts = approximate_token_starts
        if stores.embedder:
            self._vectors = MissingVectors(stores.embedder, self._steps())
            self._token_starts = stores.embedder.token_starts
        self._places: dict[str, Progress] = {}  # of the documents that wait for their vectors, by id
        self._silent: set[str] = set()  # why documents of earlier runs have no vectors, once each
        self._added: list[tuple[int, str, Sequence[str]]] = []  # the file's number, the id, those replaced
        self._unchanged: list[str] = []
        self._failed: list[tuple[int, Failure]] = []
        self._containers: list[tuple[str, AbstractSet[str], AbstractSet[str]]] = []

    def close(self) -> None:
        """Drop what is not stored yet."""
        if self._vectors:
            self._vectors.close()

    def take(self, path: Path, address: str, place: Progress, max_bytes: int = MAX_BYTES) -> None:
        """Read the documents of a file known by ``address``; they are stored with the next ones.

        ``max_bytes`` limits the file, and each document in it. Raises ``LibraryError``.
        """
        there, unread = set[str](), set[str]()
        for source in source_files(path, address, max_bytes):
            here = replace(place, path=str(source.path))
            if isinstance(source, BadFile):
                unread.add(source.address)
                self._fail(here, source.error)
                continue
            there.add(source.address)
            try:
                self._take(source, here)
            except LibraryError:
                raise
            except ReadbackError as error:
                self._fail(here, str(error))
        if path.suffix.lower() in CONTAINERS:
            self._containers.append((address, there, unread))
        if address not in there | unread:  # an archive is no document
            self._report(replace(place, ended=True))

    def finish(self) -> Added:
        """Store the documents that are left, remove the parts of containers that are gone, make all vectors.

        Vectors are also made for documents of earlier runs that have none yet. The result of the run. Raises
        ``LibraryError``.
        """
        self._batches.flush()
        gone = [id for container in self._containers for id in self._remove_gone(*container)]
        if self._vectors:
            self._vectors.finish()
        added = sorted(self._added, key=lambda one: one[0])
        return Added(
            tuple(id for _, id, _ in added),
            tuple(self._unchanged),
            (*(old for _, _, replaced in added for old in replaced), *gone),
            tuple(failure for _, failure in sorted(self._failed, key=lambda one: one[0])),
        )

    def _fail(self, place: Progress, error: str) -> None:
        """Note that a document is not added."""
        self._failed.append((place.file, Failure(place.path, error)))
        self._report(replace(place, ended=True))

    def _take(self, source: SourceFile, place: Progress) -> None:
        address, data = source.address, source.data
        sha256 = bytes_sha256(data)
        if self._batches.waits(sha256, address):  # it may be the same document, or take its place
            self._batches.flush()
        there = self._catalog.documents.at(address)
        known = next((id for id, of in there.items() if of == sha256), None) or self._sent(sha256, address)
        if known is not None:
            self._keep(data, sha256)
            self._unchanged.append(known)
            self._expect(known, place, embeds=self._catalog.unembedded.count([known]) > 0)
            return
        reading = parse_apart(source.path, data)
        id = self._free_id(sha256, address, there)
        passages = chunk.split(reading.text, self._token_starts)
        place = replace(place, total=len(passages))
        self._report(place)
        new = Incoming(id, sha256, address, language_of(reading.text), reading, passages, there)
        self._batches.put(Waiting(new, data, place, source.note))
        if self._vectors:
            self._vectors.go_on()

    def _free_id(self, sha256: str, address: str, there: Mapping[str, str]) -> str:
        """An id made of content and name; of the place, too, where another document has it.

        A document keeps its id when its file is moved, so that the id of a place may be taken as well.
        """
        numbered = ((sha256, address, str(number)) for number in count(2))
        ids = starmap(short_hash, chain([(sha256, Path(address).name), (sha256, address)], numbered))
        return next(id for id in ids if id in there or not self._catalog.documents.has(id))

    def _sent(self, sha256: str, address: str) -> str | None:
        """The id of the document of this content and name, if ``address`` is a name alone, as of an upload.

        Nobody knows where an upload lay: the same bytes under the same name are the same file. A part of an
        upload is known by its name with those of what it is in.
        """
        of = self._catalog.documents.of(sha256)
        return next((id for id, path in of.items() if name_of(path) == address), None)

    def _keep(self, data: bytes, sha256: str) -> None:
        """Keep the file of a document that was added before files were kept."""
        if not self._stores.files.has(sha256):
            self._stores.keep_file(sha256, data)

    def _store(self, waiting: Sequence[Waiting]) -> None:
        """Store documents and their files, in the place of those that they replace."""
        outcomes = self._stores.add([(one.document, one.data) for one in waiting])
        for one, outcome in zip(waiting, outcomes, strict=True):
            self._expect(outcome.id, one.place, embeds=not outcome.unchanged and one.place.total > 0)
            if outcome.unchanged:
                self._unchanged.append(outcome.id)
                continue
            self._added.append((one.place.file, outcome.id, outcome.replaced))
            for note in filter(None, (one.note, *one.document.reading.notes)):
                self._remark(note)
        if self._vectors:
            self._vectors.go_on(fresh=True)

    def _expect(self, id: str, place: Progress, *, embeds: bool) -> None:
        """Follow the file of a document until its vectors are there, if it waits for any."""
        if embeds and self._vectors:
            self._places[id] = place
        else:
            self._report(replace(place, done=place.total, ended=True))

    def _steps(self) -> VectorSteps:
        return VectorSteps(
            self._catalog.unembedded.after, self._store_vectors, self._report_vectors, self._fail_vectors
        )

    def _report_vectors(self, document: Unembedded, done: int, *, ended: bool = False) -> None:
        total = len(document.passages)
        place = self._places.get(document.id) or Progress(document.address, 0, 0, 0, 0)
        self._report(replace(place, done=done, total=total, ended=ended))

    def _store_vectors(self, documents: Sequence[DocumentVectors]) -> None:
        self._stores.add_vectors(documents)
        for document, vectors in documents:
            self._report_vectors(document, len(vectors), ended=True)

    def _fail_vectors(self, document: Unembedded, error: ReadbackError) -> None:
        """Note that a document goes on without vectors; one of an earlier run is no failure of this one."""
        self._catalog.keep_error(document, str(error))
        place = self._places.get(document.id)
        if place:
            self._fail(place, f"{error}; until it is added again, it is found by its words only")
        elif str(error) not in self._silent:
            self._silent.add(str(error))
            self._remark(f"Documents added before are still found by their words only: {error}")

    def _remove_gone(self, container: str, there: AbstractSet[str], unread: AbstractSet[str]) -> list[str]:
        """Remove the parts of a container that are not ``there`` any more; return their ids.

        All are addresses. What belongs to a part that could not be read stays.
        """
        gone = {
            id: sha256
            for id, sha256, address in self._catalog.documents.within(container)
            if address not in there and unread.isdisjoint(accumulate(address.split("/"), "{}/{}".format))
        }
        if gone:
            self._stores.remove(gone)
        return list(gone)


def as_incoming(stores: LibraryStores, document: Document, passages: Sequence[Passage]) -> Incoming:
    """A stored document as one to be added, with these passages."""
    stored = stores.catalog.documents.text(document.id)
    reading = ParsedDocument(
        stored.text,
        document.media_type,
        document.title,
        document.outlet,
        document.published,
        document.published_evidence,
        stored.pages,
        ocr=stores.catalog.documents.ocr(document.id),
    )
    return Incoming(document.id, document.sha256, document.path, language_of(stored.text), reading, passages)
