"""A library: a folder with a catalog, vectors in Chroma, and one writer at a time.

``catalog.sqlite3`` holds everything; ``chroma/`` holds the passages' vectors again, for fast search. Chroma
is opened only under the writer's lock; a process without it compares the catalog's vectors itself, so that
reading goes on whoever writes.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from index import chunk
from index.catalog import Catalog, DocumentText
from index.document import Document, Hit, Reading
from index.embed import WORDS_ONLY, Embedder, PassageVectors, approximate_token_starts, open_embedder
from index.errors import (
    AmbiguousDocument,
    DocumentNotFound,
    FingerprintMismatch,
    LibraryError,
    LibraryMissing,
    LibraryReadOnly,
    ReadbackError,
    ReadError,
    UsageError,
)
from index.language import language_of
from index.lock import WriterLock
from index.read import find_files, read
from index.search import search, word_weights
from index.vectors import VectorStore
from index.words import query_words

_LOCK_WAIT = 5.0  # seconds: longer than another command's small write, shorter than patience


@dataclass(frozen=True)
class Progress:
    """How far an add or a re-indexing is: passages ``done`` of the ``total`` of file ``path``."""

    path: str
    file: int
    files: int
    done: int
    total: int


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Failure:
    """A file that was not added, and why."""

    path: str
    error: str


@dataclass(frozen=True)
class Added:
    """What ``add`` did, by document id."""

    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    replaced: tuple[str, ...]
    failed: tuple[Failure, ...]


@dataclass(frozen=True)
class RemoveFailure:
    """A document that was not removed, and why."""

    document: str
    error: str


@dataclass(frozen=True)
class Removed:
    """What ``remove`` did, by document id."""

    removed: tuple[str, ...]
    failed: tuple[RemoveFailure, ...]


class Library:
    """The library in ``folder``. Safe to use from several threads.

    ``owner``: take the writer's lock at the first search or write and keep it until :meth:`close`, so that
    searches go through Chroma; otherwise it is held only while writing.
    """

    def __init__(
        self, folder: Path, *, quantisation: str, cache: Path, max_bytes: int, owner: bool = False
    ) -> None:
        self.folder = folder
        self._quantisation, self._cache, self._max_bytes, self._owner = quantisation, cache, max_bytes, owner
        self._lock = WriterLock(folder)
        self._store: VectorStore | None = None
        self._closed = False
        self._turn = threading.RLock()  # one writer at a time within this process, too

    @cached_property
    def embedder(self) -> Embedder | None:
        """The embedder of this machine; ``None`` where there is none."""
        return open_embedder(self._quantisation, self._cache)

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
        address: Callable[[Path], str] = lambda path: _utf8(str(path.resolve())),
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
        sha256 = _sha256(path)
        there = self.catalog.at(address)
        if sha256 in there.values():
            return next(id for id, known in there.items() if known == sha256), None
        reading = read(path, max_bytes=self._max_bytes)
        # From content and name; the same content under the same name elsewhere takes its place in, too.
        id = _short_hash(sha256, Path(address).name)
        if self.catalog.has(id) and id not in there:
            id = _short_hash(sha256, address)
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
                _sha256_text(reading.text),
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

    # Who may write, and with which vectors

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
        if not self._owner or self._lock.held:
            return
        with self._turn:
            try:
                self._own(wait=0)
            except (LibraryError, OSError):
                return  # The catalog's vectors serve.

    def _close_store(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        self._lock.release()

    def _recover_if_needed(self) -> None:
        whole = self._store is None or self._store.count() == self.catalog.count()
        if self.catalog.meta("unfinished") == "yes" or not whole:
            self._recover()

    def _recover(self) -> None:
        """Takes back what was cut short and makes Chroma hold what the catalog holds."""
        self.catalog.remove(self.catalog.unfinished())
        if self._store is not None:
            numbers, vectors = self.catalog.vectors()
            wanted, there = set(numbers.tolist()), self._store.numbers()
            self._store.remove(sorted(there - wanted))
            for number, vector in zip(numbers.tolist(), vectors, strict=True):
                if number not in there:
                    passage = self.catalog.passages([number])[0]
                    self._store.add(passage.document, [number], [passage.text], [vector])
        self.catalog.set_meta("unfinished", "no")

    def _fingerprint(self) -> str:
        return self.embedder.fingerprint if self.embedder else WORDS_ONLY

    def _check_fingerprint(self) -> None:
        made, now = self.catalog.meta("fingerprint") or WORDS_ONLY, self._fingerprint()
        if made != now and now == WORDS_ONLY:
            raise FingerprintMismatch(
                f"this library's vectors are of {made!r}, which is not installed here: `readback doctor` says"
                " how to get it; searching goes on by words alone, and `readback reindex` drops the vectors"
            )
        if made != now:
            raise FingerprintMismatch(
                f"this library's vectors are of {made!r}, and Readback now makes {now!r}; "
                f"make them anew with: readback reindex --library {self.folder}"
            )

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


def _iso_date(value: str) -> str | None:
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is not a date of the form YYYY-MM-DD") from None


def _utf8(name: str) -> str:
    """A file name with the bytes that are no UTF-8 written out: SQLite takes no others."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _sha256(path: Path) -> str:
    if not path.is_file():  # a pipe would be waited for
        raise ReadError(f"{path.name!r} is not a regular file; copy its content to one")
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"{path.name!r} cannot be read: {error.strerror}; check who may read it") from error


def _sha256_text(text: str) -> str:
    """The same for texts that differ in white space only."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _short_hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
