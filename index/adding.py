"""The steps from a file to a ready document: split, embed, store in both stores, make ready."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, starmap
from pathlib import Path

from index import chunk
from index.document import Document, ParsedDocument, Passage
from index.embedding.embedder import PassageVectors, approximate_token_starts
from index.errors import LibraryError, ReadbackError
from index.language.guess import language_of
from index.read import parse
from index.readers.containers.source_files import SourceFile, name_of
from index.results import Progress, ReportProgress
from index.store.identity import bytes_sha256, short_hash, text_sha256
from index.store.stores import Stores


@dataclass(frozen=True)
class Incoming:
    """A document on its way in: its id to be, its file's hash and address, and its parsed text."""

    id: str
    sha256: str
    address: str
    reading: ParsedDocument

    @property
    def pending(self) -> str:
        """Its id until it is ready: re-indexing replaces a document by itself."""
        return f"{self.id}+"


class Adder:
    """One run of adding or re-indexing, within ``stores.writing()``.

    ``report`` is called with the progress, ``remark`` with a line on what of a file was not read, or on who
    brought it. An embedder that makes no vectors at all is not asked again for the rest of the run.
    """

    def __init__(
        self,
        stores: Stores,
        report: ReportProgress,
        remark: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._stores, self._catalog = stores, stores.catalog
        self._report, self._remark = report, remark
        self._silent = ""  # why the embedder makes no vectors at all

    def add(self, source: SourceFile, place: Progress) -> tuple[str, list[str] | None]:
        """Add a document; return its id and the ids it replaced, ``None`` if it was there already.

        Raises ``ReadError``, ``LibraryError``, and what the embedder raises.
        """
        address, data = source.address, source.data
        sha256 = bytes_sha256(data)
        there = self._catalog.documents.at(address)
        known = next((id for id, of in there.items() if of == sha256), None) or self._sent(sha256, address)
        if known is not None:
            self._keep(data, sha256)
            return known, None
        reading = parse(source.path, data)
        id = self._free_id(sha256, address, there)
        self._index(Incoming(id, sha256, address, reading), data, there, place)
        for note in filter(None, (source.note, *reading.notes)):
            self._remark(note)
        return id, list(there)

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

    def start_again(self, document: Document, place: Progress) -> None:
        """Split and embed a stored document anew, and store it as one being added."""
        stored = self._catalog.documents.text(document.id)
        reading = ParsedDocument(
            stored.text,
            document.media_type,
            document.title,
            document.outlet,
            document.published,
            document.published_evidence,
            stored.pages,
            ocr=self._catalog.documents.ocr(document.id),
        )
        again = Incoming(document.id, document.sha256, document.path, reading)
        self._start(again, *self._embed(stored.text, place))

    def _keep(self, data: bytes, sha256: str) -> None:
        """Keep the file of a document that was added before files were kept."""
        if not self._stores.files.has(sha256):
            with self._stores.changing():
                self._stores.files.keep(data, sha256)

    def _index(self, new: Incoming, data: bytes, replaced: Mapping[str, str], place: Progress) -> None:
        """Store a document and its file's bytes; ``replaced`` are the others' ids and content hashes."""
        passages, vectors = self._embed(new.reading.text, place)
        if vectors:
            self._stores.check_length(len(vectors[0].passage))
        with self._stores.changing():
            self._stores.files.keep(data, new.sha256)
            self._start(new, passages, vectors)
            self._store_vectors(new.pending, vectors)
            old = [number for gone in replaced for number in self._catalog.passages.numbers_of(gone)]
            self._catalog.finish_adding(new.pending, new.id, list(replaced))
            self._stores.mirror.remove(old)
            self._stores.forget_files(replaced.values())

    def _embed(self, text: str, place: Progress) -> tuple[list[Passage], list[PassageVectors] | None]:
        """The passages of ``text`` and, if there is an embedder, their vectors."""
        embedder = self._stores.embedder
        passages = chunk.split(text, embedder.token_starts if embedder else approximate_token_starts)
        total = len(passages)
        self._report(replace(place, total=total))
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            self._report(replace(place, done=done, total=total))

        if embedder is None:
            return passages, None
        if self._silent:
            raise ReadbackError(self._silent)
        try:
            return passages, embedder.passages(passages, count)
        except ReadbackError as error:
            if not embedder.answers():
                self._silent = str(error)
            raise

    def _start(
        self, new: Incoming, passages: Sequence[Passage], vectors: Sequence[PassageVectors] | None
    ) -> None:
        text = new.reading.text
        self._catalog.start_adding(
            new.pending,
            new.sha256,
            text_sha256(text),
            new.address,
            language_of(text),
            new.reading,
            passages,
            vectors,
        )

    def _store_vectors(self, id: str, vectors: Sequence[PassageVectors] | None) -> None:
        """Put a document's vectors into Chroma; raise ``LibraryError`` unless they and its words are kept."""
        numbers = self._catalog.passages.numbers_of(id)
        if vectors:
            self._stores.mirror.add(id, numbers, vectors)
        if self._catalog.words.count(numbers) != len(numbers):
            raise LibraryError(f"the words of {id!r} were not kept; try again, and see `readback doctor`")
