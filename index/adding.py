"""How a document gets into a library: split, embedded, stored in both stores, and then made ready."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import chunk
from index.document import ParsedDocument, Passage
from index.embedding.embedder import PassageVectors, approximate_token_starts
from index.errors import LibraryError, ReadbackError
from index.language import language_of
from index.lookup import Lookup
from index.read import read
from index.results import Progress, ReportProgress
from index.store.identity import file_sha256, short_hash, text_sha256


@dataclass(frozen=True)
class Incoming:
    """A document on its way in: what it will be called, its file's hash and address, and what was read."""

    id: str
    sha256: str
    address: str
    reading: ParsedDocument

    @property
    def pending(self) -> str:
        """Its id until it is ready: re-indexing replaces a document by itself."""
        return f"{self.id}+"


class Adding(Lookup):
    """The steps from a file to a ready document."""

    _silent: str = ""  # why the embedder makes no vectors at all

    def _add_file(
        self, path: Path, address: str, place: Progress, report: ReportProgress
    ) -> tuple[str, list[str] | None]:
        """The document's id, and the ids it replaced: ``None`` where it was there already."""
        if path.is_file() and path.stat().st_size > self._max_bytes:
            read(path, max_bytes=self._max_bytes)  # says so, before anything is made of the file
        sha256 = file_sha256(path)
        there = self.catalog.at(address)
        if sha256 in there.values():
            return next(id for id, known in there.items() if known == sha256), None
        reading = read(path, max_bytes=self._max_bytes)
        # From content and name; the same content under the same name elsewhere takes its place in, too.
        id = short_hash(sha256, Path(address).name)
        if self.catalog.has(id) and id not in there:
            id = short_hash(sha256, address)
        self._index(Incoming(id, sha256, address, reading), list(there), place, report)
        return id, list(there)

    def _index(self, new: Incoming, replaced: Sequence[str], place: Progress, report: ReportProgress) -> None:
        passages, vectors = self._embedded(new.reading.text, place, report)
        if vectors:
            self._check_length(len(vectors[0].passage))
        self.catalog.set_meta("unfinished", "yes")
        try:
            self._start(new, passages, vectors)
            self._store_vectors(new.pending, [p.text for p in passages], vectors)
            old = [number for gone in replaced for number in self.catalog.passage_numbers(gone)]
            self.catalog.finish_adding(new.pending, new.id, replaced)
            if self._store and old:
                self._store.remove(old)
        except BaseException:
            self._recover()
            raise
        self.catalog.set_meta("unfinished", "no")

    def _embedded(
        self, text: str, place: Progress, report: ReportProgress
    ) -> tuple[list[Passage], list[PassageVectors] | None]:
        """The passages of ``text`` and, where there is an embedder, their vectors."""
        embedder = self.embedder
        passages = chunk.split(text, embedder.token_starts if embedder else approximate_token_starts)
        total = len(passages)
        report(replace(place, total=total))
        done = 0

        def heard(more: int) -> None:
            nonlocal done
            done += more
            report(replace(place, done=done, total=total))

        if embedder is None:
            return passages, None
        if self._silent:
            raise ReadbackError(self._silent)
        try:
            return passages, embedder.passages(passages, heard)
        except ReadbackError as error:
            if not embedder.answers():
                self._silent = str(error)
            raise

    def _start(
        self, new: Incoming, passages: Sequence[Passage], vectors: Sequence[PassageVectors] | None
    ) -> None:
        text = new.reading.text
        self.catalog.start_adding(
            new.pending,
            new.sha256,
            text_sha256(text),
            new.address,
            language_of(text),
            new.reading,
            passages,
            vectors,
        )

    def _store_vectors(self, id: str, texts: Sequence[str], vectors: Sequence[PassageVectors] | None) -> None:
        """Puts a document's vectors into Chroma and reads them back."""
        numbers = self.catalog.passage_numbers(id)
        if self._store and vectors:
            self._store.add(id, numbers, texts, [v.passage for v in vectors])
            if self._store.held(numbers) != len(numbers):
                raise LibraryError(
                    f"Chroma did not keep the passages of {id!r}; try again, and see `readback doctor`"
                )
        if self.catalog.words_held(numbers) != len(numbers):
            raise LibraryError(f"the words of {id!r} were not kept; try again, and see `readback doctor`")
