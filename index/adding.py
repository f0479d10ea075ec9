"""The steps from a file to a ready document: read, split, embed, store in both stores, make ready.

Documents are read one by one, and embedded and stored some at a time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import chunk
from index.document import Document, ParsedDocument
from index.embedding.batch import BatchEmbedder
from index.embedding.embedder import approximate_token_starts
from index.errors import LibraryError, ReadbackError
from index.language import language_of
from index.readers.apart.reading_process import parse_apart
from index.results import Added, Failure, Progress, ReportProgress
from index.store.identity import bytes_sha256, short_hash
from index.store.incoming import Incoming
from index.store.stores import Stores
from index.weights import BATCH_BYTES, BATCH_PASSAGES


@dataclass(frozen=True)
class Waiting:
    """A document that waits to be embedded and stored, its file's bytes, and the file's progress."""

    document: Incoming
    data: bytes
    place: Progress


class Batch:
    """Documents that are embedded and stored together, once there are enough of them.

    ``store`` stores those that could be embedded, ``fail`` hears of the others.
    """

    def __init__(
        self,
        stores: Stores,
        report: ReportProgress,
        store: Callable[[Sequence[Waiting]], None],
        fail: Callable[[Waiting, ReadbackError], None],
    ) -> None:
        self._report, self._store, self._fail = report, store, fail
        self._embedder = BatchEmbedder(stores.embedder) if stores.embedder else None
        self._token_starts = stores.embedder.token_starts if stores.embedder else approximate_token_starts
        self._waiting: list[Waiting] = []

    def put(self, document: Incoming, data: bytes, place: Progress) -> None:
        """Split a document into passages; embed and store it with those that wait, if they are enough."""
        passages = chunk.split(document.reading.text, self._token_starts)
        place = replace(place, total=len(passages))
        self._report(place)
        self._waiting.append(Waiting(replace(document, passages=passages), data, place))
        size = sum(max(1, len(one.document.passages)) for one in self._waiting)
        if size >= BATCH_PASSAGES or sum(len(one.data) for one in self._waiting) >= BATCH_BYTES:
            self.flush()

    def waits(self, sha256: str, address: str) -> bool:
        """Return whether a document of this address, or of this content and file name, waits."""
        alike = (sha256, Path(address).name)
        return any(
            one.document.address == address or (one.document.sha256, Path(one.document.address).name) == alike
            for one in self._waiting
        )

    def flush(self) -> None:
        """Embed and store the documents that wait."""
        waiting, self._waiting = self._waiting, []
        done = self._embed(waiting)
        if done:
            self._store(done)
        for one in waiting:
            self._report(replace(one.place, done=one.place.total, ended=True))

    def _embed(self, waiting: Sequence[Waiting]) -> Sequence[Waiting]:
        """The documents with their vectors, if there is an embedder, without those that failed."""
        if self._embedder is None:
            return waiting
        done = [0] * len(waiting)

        def count(number: int, more: int) -> None:
            done[number] += more
            self._report(replace(waiting[number].place, done=done[number]))

        embedded = []
        made = self._embedder.embed([one.document.passages for one in waiting], count)
        for one, vectors in zip(waiting, made, strict=True):
            if isinstance(vectors, ReadbackError):
                self._fail(one, vectors)
            else:
                embedded.append(replace(one, document=replace(one.document, vectors=vectors)))
        return embedded


class Adder:
    """One run of adding, within ``stores.writing()``: :meth:`take` each file, then :meth:`finish`.

    ``report`` is called with the progress, ``remark`` with a line on what of a file was not read.
    """

    def __init__(
        self, stores: Stores, report: ReportProgress, remark: Callable[[str], None] = lambda _: None
    ) -> None:
        self._stores, self._catalog = stores, stores.catalog
        self._report, self._remark = report, remark
        self._batch = Batch(stores, report, self._store, lambda one, error: self.fail(one.place, error))
        self._added: list[tuple[int, str, Sequence[str]]] = []  # the file's number, the id, those replaced
        self._unchanged: list[str] = []
        self._failed: list[tuple[int, Failure]] = []

    def take(self, path: Path, address: str, data: bytes, place: Progress) -> None:
        """Read the bytes of a file known by ``address``; its document is stored with the next ones.

        Of ``path`` only the name is used. Raises ``LibraryError``.
        """
        try:
            self._take(path, address, data, place)
        except LibraryError:
            raise
        except ReadbackError as error:
            self.fail(place, error)

    def fail(self, place: Progress, error: ReadbackError) -> None:
        """Note that a file is not added."""
        self._failed.append((place.file, Failure(place.path, str(error))))
        self._report(replace(place, ended=True))

    def finish(self) -> Added:
        """Store the documents that are left; the result of the run. Raises ``LibraryError``."""
        self._batch.flush()
        added = sorted(self._added, key=lambda one: one[0])
        return Added(
            tuple(id for _, id, _ in added),
            tuple(self._unchanged),
            tuple(old for _, _, replaced in added for old in replaced),
            tuple(failure for _, failure in sorted(self._failed, key=lambda one: one[0])),
        )

    def _take(self, path: Path, address: str, data: bytes, place: Progress) -> None:
        sha256 = bytes_sha256(data)
        if self._batch.waits(sha256, address):  # it may be the same document, or take its place
            self._batch.flush()
        there = self._catalog.documents.at(address)
        known = next((id for id, of in there.items() if of == sha256), None) or self._sent(sha256, address)
        if known is not None:
            self._keep(data, sha256)
            self._unchanged.append(known)
            self._report(replace(place, ended=True))
            return
        reading = parse_apart(path, data)
        # From content and name; the same content under the same name elsewhere takes its place in, too.
        id = short_hash(sha256, Path(address).name)
        if self._catalog.documents.has(id) and id not in there:
            id = short_hash(sha256, address)
        language = language_of(reading.text)
        self._batch.put(Incoming(id, sha256, address, language, reading, (), replaced=there), data, place)

    def _sent(self, sha256: str, address: str) -> str | None:
        """The id of the document of this content and name, if ``address`` is a name alone, as of an upload.

        Nobody knows where an upload lay: the same bytes under the same name are the same file.
        """
        of = self._catalog.documents.of(sha256)
        return next((id for id, path in of.items() if Path(path).name == address), None)

    def _keep(self, data: bytes, sha256: str) -> None:
        """Keep the file of a document that was added before files were kept."""
        if not self._stores.files.has(sha256):
            with self._stores.changing():
                self._stores.files.keep(data, sha256)

    def _store(self, waiting: Sequence[Waiting]) -> None:
        """Store documents and their files, in the place of those that they replace."""
        self._stores.add([(one.document, one.data) for one in waiting])
        for one in waiting:
            self._added.append((one.place.file, one.document.id, list(one.document.replaced)))
            for note in one.document.reading.notes:
                self._remark(note)


def store_again(stores: Stores, documents: Sequence[Document], report: ReportProgress) -> None:
    """Split and embed stored documents anew, and store each as one being added.

    Raises what the embedder raises.
    """

    def fail(_: Waiting, error: ReadbackError) -> None:
        raise error

    def store(waiting: Sequence[Waiting]) -> None:
        stores.catalog.start_adding([one.document for one in waiting])

    batch = Batch(stores, report, store, fail)
    for number, document in enumerate(documents):
        stored = stores.catalog.documents.text(document.id)
        reading = ParsedDocument(
            stored.text,
            document.media_type,
            document.title,
            document.outlet,
            document.published,
            document.published_evidence,
            stored.pages,
        )
        new = Incoming(document.id, document.sha256, document.path, language_of(stored.text), reading, ())
        batch.put(new, b"", Progress(document.path, number + 1, len(documents), 0, 0))
    batch.flush()
