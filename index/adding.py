"""The steps from a file to a ready document: read, split, embed, store in both stores, make ready.

Documents are read one by one, and embedded and stored some at a time: while a batch is embedded, the next is
read and the one before is stored.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import accumulate, chain, count, starmap
from pathlib import Path

from index import chunk
from index.document import Document, ParsedDocument
from index.embedding.batch import BatchEmbedder, UnderWay
from index.embedding.embedder import approximate_token_starts
from index.errors import LibraryError, ReadbackError
from index.language.guess import language_of
from index.readers.apart.reading_process import parse_apart
from index.readers.containers.source_files import CONTAINERS, BadFile, SourceFile, name_of, source_files
from index.results import Added, Failure, Progress, ReportProgress
from index.store.identity import bytes_sha256, short_hash
from index.store.incoming import Incoming
from index.store.interfaces import LibraryStores
from index.weights import BATCH_BYTES, BATCH_PASSAGES, BATCHES_AHEAD, MAX_BYTES


@dataclass(frozen=True)
class Waiting:
    """A document that waits to be embedded and stored, its file's bytes, and the file's progress.

    ``note`` says who brought it.
    """

    document: Incoming
    data: bytes
    place: Progress
    note: str = ""


class Batches:
    """Documents that are embedded and stored together, once there are enough of them.

    ``store`` stores those that could be embedded, ``fail`` hears of the others, both in the caller's thread.
    """

    def __init__(
        self,
        stores: LibraryStores,
        report: ReportProgress,
        store: Callable[[Sequence[Waiting]], None],
        fail: Callable[[Waiting, ReadbackError], None],
    ) -> None:
        self._report, self._store, self._fail = report, store, fail
        self._embedder = BatchEmbedder(stores.embedder) if stores.embedder else None
        self._token_starts = stores.embedder.token_starts if stores.embedder else approximate_token_starts
        self._waiting: list[Waiting] = []
        self._sent: deque[tuple[list[Waiting], UnderWay]] = deque()

    def close(self) -> None:
        """Drop the documents that are not stored yet."""
        if self._embedder:
            self._embedder.close()

    def put(self, one: Waiting) -> None:
        """Split a document into passages; embed it with those that wait, if they are enough."""
        passages = chunk.split(one.document.reading.text, self._token_starts)
        place = replace(one.place, total=len(passages))
        self._report(place)
        self._waiting.append(replace(one, document=replace(one.document, passages=passages), place=place))
        size = sum(max(1, len(one.document.passages)) for one in self._waiting)
        if size >= BATCH_PASSAGES or sum(len(one.data) for one in self._waiting) >= BATCH_BYTES:
            self._send()

    def waits(self, sha256: str, address: str) -> bool:
        """Return whether a document of this address, or of this content and name, is not stored yet."""
        return any(
            one.document.address == address
            or (one.document.sha256 == sha256 and Path(one.document.address).name == Path(address).name)
            for batch in (self._waiting, *(sent for sent, _ in self._sent))
            for one in batch
        )

    def flush(self) -> None:
        """Embed and store all documents put so far."""
        self._send()
        while self._sent:
            self._store_first()

    def _send(self) -> None:
        """Have the documents that wait embedded; store those sent before, but for the last batch."""
        waiting, self._waiting = self._waiting, []
        if self._embedder is None:
            self._keep(waiting, waiting)
        elif waiting:
            self._sent.append((waiting, self._embedder.start([one.document.passages for one in waiting])))
            while len(self._sent) > BATCHES_AHEAD:
                self._store_first()

    def _store_first(self) -> None:
        """Wait for the batch sent first, and store it without the documents that failed."""
        waiting, under_way = self._sent.popleft()
        done = [0] * len(waiting)

        def count(number: int, more: int) -> None:
            done[number] += more
            self._report(replace(waiting[number].place, done=done[number]))

        embedded = []
        for one, vectors in zip(waiting, under_way.wait(count), strict=True):
            if isinstance(vectors, ReadbackError):
                self._fail(one, vectors)
            else:
                embedded.append(replace(one, document=replace(one.document, vectors=vectors)))
        self._keep(waiting, embedded)

    def _keep(self, waiting: Sequence[Waiting], embedded: Sequence[Waiting]) -> None:
        if embedded:
            self._store(embedded)
        for one in waiting:
            self._report(replace(one.place, done=one.place.total, ended=True))


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
        self._batches = Batches(
            stores, report, self._store, lambda one, error: self._fail(one.place, str(error))
        )
        self._added: list[tuple[int, str, Sequence[str]]] = []  # the file's number, the id, those replaced
        self._unchanged: list[str] = []
        self._failed: list[tuple[int, Failure]] = []
        self._containers: list[tuple[str, AbstractSet[str], AbstractSet[str]]] = []

    def close(self) -> None:
        """Drop what is not stored yet."""
        self._batches.close()

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
        """Store the documents that are left, and remove the parts of containers that are gone.

        The result of the run. Raises ``LibraryError``.
        """
        self._batches.flush()
        gone = [id for container in self._containers for id in self._remove_gone(*container)]
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
            self._report(replace(place, ended=True))
            return
        reading = parse_apart(source.path, data)
        id = self._free_id(sha256, address, there)
        new = Incoming(id, sha256, address, language_of(reading.text), reading, (), replaced=there)
        self._batches.put(Waiting(new, data, place, source.note))

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
            if outcome.unchanged:
                self._unchanged.append(outcome.id)
                continue
            self._added.append((one.place.file, outcome.id, outcome.replaced))
            for note in filter(None, (one.note, *one.document.reading.notes)):
                self._remark(note)

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


def store_again(stores: LibraryStores, documents: Sequence[Document], report: ReportProgress) -> None:
    """Split and embed stored documents anew, and store each as one being added.

    Raises what the embedder raises.
    """

    def fail(_: Waiting, error: ReadbackError) -> None:
        raise error

    def store(waiting: Sequence[Waiting]) -> None:
        stores.catalog.start_adding([one.document for one in waiting])

    with closing(Batches(stores, report, store, fail)) as batches:
        for number, document in enumerate(documents):
            place = Progress(document.path, number + 1, len(documents), 0, 0)
            batches.put(Waiting(as_incoming(stores, document), b"", place))
        batches.flush()


def as_incoming(stores: LibraryStores, document: Document) -> Incoming:
    """A stored document as one to be added, without passages."""
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
    return Incoming(document.id, document.sha256, document.path, language_of(stored.text), reading, ())
