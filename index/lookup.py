"""Reading a library: its documents, and the passages that answer a question."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

from index.copies.copies import Copies, Place
from index.copies.stretches import Stretch, common
from index.document import Document, Hit
from index.embedding.embedder import Vectors
from index.errors import AmbiguousDocument, DocumentNotFound
from index.search import search, word_weights
from index.store.rows import DocumentText, StoredPassage
from index.store.stores import Stores
from index.words import query_words

_MOST = 0.5  # the share of a passage from which it is said to stand in another document, too


class Lookup(Stores):
    """What can be read of a library."""

    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order added."""
        return self.catalog.documents() if self.exists() else ()

    def version(self) -> str:
        """What differs once a document has come, gone or been described anew; "" without a library."""
        return self.catalog.version() if self.exists() else ""

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

    def copies(self, documents: Sequence[str] = ()) -> Copies:
        """Which documents share text, and where; of some, by id: where one of these does."""
        return self.catalog.copies(documents) if self.exists() else Copies()

    def also_in(self, places: Sequence[Place], documents: Sequence[str] = ()) -> list[list[Place]]:
        """For each place, where most of it stands in other documents, or those named: whole sentences."""
        scope = {self.document(ref).id for ref in documents}
        copies = self.copies([id for id, _, _ in places])
        sentences = cache(self._sentences)
        return [
            [
                (other, *whole)
                for other in copies.partners(place[0])
                if (not scope or other in scope)
                and (found := copies.aligned(place, other))
                and copies.repeated(place, [(other, a, b) for a, b in found]) >= _MOST
                and (whole := _whole(found, sentences(other)))
            ]
            for place in places
        ]

    def _sentences(self, id: str) -> list[Stretch]:
        return [(s.start, s.end) for p in self.passages(id) for s in p.sentences]

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
        question = question.encode("utf-8", "replace").decode()
        if not self.catalog.in_snapshot:
            self._questions.begin()
        vector = self._vector_of(question)
        if vector is not None:
            self._try_own()
        return search(self.catalog, question, vector, self._nearest, scope, limit, reprints)

    def best_similarity(self, question: str, hits: Sequence[Hit]) -> float:
        """The cosine of ``question`` to the most similar sentence of ``hits``; 0 without vectors."""
        if not hits or (vector := self._vector_of(question)) is None:
            return 0.0
        found = self.catalog.passages([hit.number for hit in hits])
        return max(
            (float((p.sentence_vectors @ vector).max()) for p in found if p.sentence_vectors is not None),
            default=0.0,
        )

    def passages(self, ref: str) -> list[StoredPassage]:
        """All passages of a document in order, with their sentences and vectors."""
        numbers = self.catalog.passage_numbers(ref) if self.exists() else []
        return self.catalog.passages(numbers or self.catalog.passage_numbers(self.document(ref).id))

    def kept(self, key: str) -> str | None:
        """What is kept under ``key``; ``None`` where nothing is."""
        return self.catalog.kept(key)

    def keep(self, key: str, value: str, documents: Sequence[str]) -> bool:
        """Keeps ``value`` under ``key`` until one of ``documents`` (ids) is removed, replaced or described.

        ``False``, and nothing else, where that cannot be; within a snapshot it never can.
        """
        return self.catalog.keep(key, value, documents)

    def embedded(self, texts: Sequence[str]) -> Vectors | None:
        """One vector a text, a row each, zeros for a blank one; ``None`` where there are no vectors."""
        embedder = self._matching_embedder()
        distinct = list(dict.fromkeys(text for text in texts if text.strip()))
        if embedder is None or not distinct:
            return None
        vectors = self._questions.vectors(embedder, distinct)
        if vectors is None:
            return None
        self._check_length(vectors.shape[1])
        made = dict(zip(distinct, vectors, strict=True))
        nothing = np.zeros(vectors.shape[1], np.float32)
        return np.stack([made.get(text, nothing) for text in texts])

    def word_weights(self, question: str) -> dict[str, float]:
        """How much each word of ``question`` tells in this library."""
        return word_weights(self.catalog, query_words(question)) if self.exists() else {}

    def notes(self, documents: Sequence[str] = ()) -> tuple[str, ...]:
        """What a reader of results from these documents should know of how they were found.

        Ask in the snapshot, or the thread, of the search.
        """
        if not self.exists():
            return ()
        if (embedder := self._matching_embedder()) is None:
            hint = "`readback reindex` adds them" if self.embedder else "`readback doctor` says why"
            return (f"Search was by words alone: there are no vectors; {hint}.",)
        if failure := self._questions.failure:
            return (f"The embedding model's endpoint gave no vector ({failure}); search was by words alone.",)
        if not embedder.english:
            return ()
        ids = [self.document(ref).id for ref in documents] or [d.id for d in self.documents()]
        foreign = self.catalog.languages(ids) - {"en", ""}
        if foreign:
            names = ", ".join(sorted(foreign))
            return (f"The local embedder knows English; other languages ({names}) were searched by words.",)
        return ()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read within is of one moment, and the endpoint, once it fails, is asked no more."""
        self._questions.begin()
        try:
            with super().snapshot():
                yield
        finally:
            self._questions.begin()

    def _vector_of(self, question: str) -> Vectors | None:
        """The question's vector; ``None`` where search is by words alone, be it that the endpoint fails."""
        embedder = self._matching_embedder()
        if embedder is None or not question.strip():
            return None
        vector = self._questions.vector(embedder, question)
        if vector is not None:
            self._check_length(len(vector))
        return vector


def _whole(found: Sequence[Stretch], sentences: Sequence[Stretch]) -> Stretch | None:
    """From the first to the last sentence that is mostly in ``found``."""
    inside = [s for s in sentences if 2 * common(found, s) >= s[1] - s[0]]
    return (inside[0][0], inside[-1][1]) if inside else None
