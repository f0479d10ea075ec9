"""A library: documents in, passages out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from index import chunk
from index.document import Document, Hit, Reading
from index.embed import PassageVectors, approximate_token_starts
from index.errors import (
    AmbiguousDocument,
    DocumentNotFound,
    LibraryError,
    ReadbackError,
    UsageError,
)
from index.identity import file_sha256, short_hash, text_sha256, utf8
from index.language import language_of
from index.read import find_files, read
from index.results import Added, Failure, Progress, Removed, RemoveFailure, Report
from index.rows import DocumentText
from index.search import search, word_weights
from index.stores import Stores
from index.words import query_words


class Library(Stores):
    """The documents of one folder: add, remove, read, search. Safe to use from several threads."""

    # Reading

    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order added."""
        return self.catalog.documents() if self.exists() else ()

    def document(self, ref: str) -> Document:
        """The document with this id, this unique beginning of an id, or this file name.

        Raises ``DocumentNotFound`` and ``AmbiguousDocument``.
        """
        documents = self.documents()
        exact = [d for d in documents if d.id == ref]
        found = exact or [
            d for d in documents if ref and (d.id.startswith(ref) or ref in (d.path, Path(d.path).name))
        ]
        if not found:
            raise DocumentNotFound(f"no document {ref!r} in this library; `readback list` shows them")
        if len(found) > 1:
            ids = ", ".join(d.id for d in found[:5])
            raise AmbiguousDocument(f"{ref!r} could be {len(found)} documents: {ids}; give one of these ids")
        return found[0]

    def text(self, ref: str) -> DocumentText:
        """A document's exact text."""
        return self.catalog.text(self.document(ref).id)

    def search(
        self, question: str, documents: Sequence[str] = (), limit: int = 10, *, reprints: bool = False
    ) -> list[Hit]:
        """The passages that fit best; ``documents`` are references to those that may be searched.

        ``reprints``: also those that repeat a better one of another document, not counted in ``limit``.

        Raises ``FingerprintMismatch`` where the library's vectors come from another embedder.
        """
        scope = [self.document(ref).id for ref in documents]
        if not self.documents():
            return []
        vector = None
        question = question.encode("utf-8", "replace").decode()
        if (embedder := self._matching_embedder()) is not None:
            vector = embedder.question(question)
            self._try_own()
        store = self._store if self._owner else None  # else it closes when another thread has written
        return search(
            self.catalog, question, vector, store.nearest if store else None, scope, limit, reprints
        )

    def best_similarity(self, question: str, hits: Sequence[Hit]) -> float:
        """The cosine of ``question`` to the most similar sentence of ``hits``; 0 without vectors."""
        if not hits or (embedder := self._matching_embedder()) is None:
            return 0.0
        vector = embedder.question(question)
        found = self.catalog.passages([hit.number for hit in hits])
        return max(
            (float((p.sentence_vectors @ vector).max()) for p in found if p.sentence_vectors is not None),
            default=0.0,
        )

    def word_weights(self, question: str) -> dict[str, float]:
        """How much each word of ``question`` tells in this library."""
        return word_weights(self.catalog, query_words(question)) if self.exists() else {}

    def notes(self, documents: Sequence[str] = ()) -> tuple[str, ...]:
        """What a reader of results from these documents should know of how they were found."""
        if not self.exists():
            return ()
        if self._matching_embedder() is None:
            hint = "`readback reindex` adds them" if self.embedder else "`readback doctor` says why"
            return (f"Search was by words alone: there are no vectors; {hint}.",)
        ids = [self.document(ref).id for ref in documents] or [d.id for d in self.documents()]
        foreign = self.catalog.languages(ids) - {"en", ""}
        if foreign:
            names = ", ".join(sorted(foreign))
            return (f"The local embedder knows English; other languages ({names}) were searched by words.",)
        return ()

    # Writing

    def add(
        self,
        paths: Iterable[Path],
        report: Report = lambda _: None,
        address: Callable[[Path], str] = lambda path: utf8(str(path.resolve())),
    ) -> Added:
        """Adds files, and the readable files of folders; each wholly or not at all.

        ``address`` names the place a file is known by: the same place with other content replaces.
        """
        files, refused = find_files(paths)
        failed = [Failure(str(path), str(error)) for path, error in refused]
        added: list[str] = []
        unchanged: list[str] = []
        replaced: list[str] = []
        if not files:
            return Added((), (), (), tuple(failed))
        with self._writing():
            for number, path in enumerate(files):
                place = Progress(str(path), number + 1, len(files), 0, 0)
                try:
                    id, olds = self._add_file(path, address(path), place, report)
                except LibraryError:
                    raise
                except ReadbackError as error:
                    failed.append(Failure(str(path), str(error)))
                    continue
                (added if olds is not None else unchanged).append(id)
                replaced.extend(olds or ())
        return Added(tuple(added), tuple(unchanged), tuple(replaced), tuple(failed))

    def set(
        self, ref: str, *, title: str | None = None, outlet: str | None = None, published: str | None = None
    ) -> Document:
        """Corrects what is said of a document; an empty outlet or date means unknown."""
        if title is not None and not title.strip():
            raise UsageError("a title cannot be empty")
        with self._writing(new=False):
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
        """Removes documents from both stores."""
        removed: list[str] = []
        failed: list[RemoveFailure] = []
        with self._writing(new=False):
            for ref in refs:
                try:
                    id = self.document(ref).id
                except ReadbackError as error:
                    failed.append(RemoveFailure(ref, str(error)))
                    continue
                self._forget([id])
                removed.append(id)
        return Removed(tuple(removed), tuple(failed))

    def reindex(self, report: Report = lambda _: None) -> int:
        """Splits and embeds every document anew with today's embedder; returns how many there are.

        One document at a time, each in one step; cut short, it can be run again.
        """
        with self._writing(new=False, check=False):
            documents = self.documents()
            self.catalog.set_meta("fingerprint", "an unfinished re-indexing")
            for number, document in enumerate(documents):
                self._index_again(document, Progress(document.path, number + 1, len(documents), 0, 0), report)
            self.catalog.set_meta("fingerprint", self._fingerprint())
        return len(documents)

    # How adding goes

    def _add_file(
        self, path: Path, address: str, place: Progress, report: Report
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
        self._index(id, sha256, address, reading, list(there), place, report)
        return id, list(there)

    def _index(
        self,
        id: str,
        sha256: str,
        address: str,
        reading: Reading,
        replaced: Sequence[str],
        place: Progress,
        report: Report,
    ) -> None:
        embedder = self.embedder
        passages = chunk.split(reading.text, embedder.token_starts if embedder else approximate_token_starts)
        total = len(passages)
        report(replace(place, total=total))
        done = 0

        def heard(more: int) -> None:
            nonlocal done
            done += more
            report(replace(place, done=done, total=total))

        vectors = embedder.passages(passages, heard) if embedder else None
        pending = f"{id}+"  # re-indexing replaces a document by itself
        self.catalog.set_meta("unfinished", "yes")
        try:
            self.catalog.start_adding(
                pending,
                sha256,
                text_sha256(reading.text),
                address,
                language_of(reading.text),
                reading,
                passages,
                vectors,
            )
            self._store_vectors(pending, [p.text for p in passages], vectors)
            old = [number for gone in replaced for number in self.catalog.passage_numbers(gone)]
            self.catalog.finish_adding(pending, id, replaced)
            if self._store and old:
                self._store.remove(old)
        except BaseException:
            self._recover()
            raise
        self.catalog.set_meta("unfinished", "no")

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

    def _forget(self, ids: Sequence[str]) -> None:
        numbers = [number for id in ids for number in self.catalog.passage_numbers(id)]
        self.catalog.set_meta("unfinished", "yes")
        try:
            self.catalog.remove(ids)
            if self._store and numbers:
                self._store.remove(numbers)
        except BaseException:
            self._recover()
            raise
        self.catalog.set_meta("unfinished", "no")

    def _index_again(self, document: Document, place: Progress, report: Report) -> None:
        stored = self.catalog.text(document.id)
        reading = Reading(
            stored.text,
            document.media_type,
            document.title,
            document.outlet,
            document.published,
            document.published_evidence,
            stored.pages,
        )
        self._index(document.id, document.sha256, document.path, reading, [document.id], place, report)


def _iso_date(value: str) -> str | None:
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is not a date of the form YYYY-MM-DD") from None
