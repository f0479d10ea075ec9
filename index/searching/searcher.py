"""Questions to the passages of a library that answer them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from index.document import Hit
from index.embedding.embedder import Vectors
from index.embedding.question_cache import Questions
from index.language.words import query_words, words, written_words
from index.results import words_only_note
from index.searching.references import find_id
from index.searching.search import is_near, search, word_weights
from index.store.fingerprint import check_length, matching_embedder
from index.store.interfaces import LibraryStores

_SPELLED = 5  # passages looked at for the spellings of a word


class Searcher:
    """The search of one library's stores. Safe to use from several threads.

    An embedder that fails, as an endpoint may, is not asked again for the same question or snapshot;
    search is then by words alone.
    """

    def __init__(self, stores: LibraryStores) -> None:
        self._stores, self._questions = stores, Questions()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read the state of one moment within the block.

        Raises ``FingerprintMismatch`` if the library's vectors are another embedder's.
        """
        self._questions.begin()
        try:
            with self._stores.snapshot():
                yield
        finally:
            self._questions.begin()

    def search(
        self,
        question: str,
        documents: Sequence[str] = (),
        limit: int = 10,
        *,
        reprints: bool = False,
        near: bool = False,
    ) -> list[Hit]:
        """The ``limit`` passages that fit best, best first; ``documents`` are references to those to search.

        ``reprints``: also those that repeat a better one of another document, not counted in ``limit``.
        ``near``: only those that have a word of the question or are near in meaning, maybe none.
        Raises ``DocumentNotFound``, ``AmbiguousDocument``, and ``FingerprintMismatch`` if the library's
        vectors are another embedder's.
        """
        scope = [find_id(self._stores, ref) for ref in documents]
        if not self._stores.exists():
            return []
        catalog = self._stores.catalog
        question = question.encode("utf-8", "replace").decode()
        if not catalog.database.in_snapshot:
            self._questions.begin()
        vector = self._vector_of(question)
        if vector is not None:
            self._stores.try_own()
        hits = search(catalog, question, vector, self._stores.nearest, scope, limit, reprints)
        return [hit for hit in hits if is_near(question, hit)] if near else hits

    def best_similarity(self, question: str, hits: Sequence[Hit]) -> float:
        """The cosine of ``question`` to the most similar sentence of ``hits``, -1 to 1; 0 without vectors."""
        if not hits or (vector := self._vector_of(question)) is None:
            return 0.0
        found = self._stores.catalog.passages.sentence_vectors([hit.number for hit in hits])
        return max((float((vectors @ vector).max()) for _, _, vectors in found), default=0.0)

    def sentence_vectors(self, numbers: Sequence[int]) -> dict[tuple[str, int], Vectors]:
        """The vector of each sentence of these passages, by its document and where it starts."""
        found = self._stores.catalog.passages.sentence_vectors(list(dict.fromkeys(numbers)))
        return {
            (document, start): vector
            for document, starts, vectors in found
            for start, vector in zip(starts, vectors, strict=True)
        }

    def embedded(self, texts: Sequence[str]) -> Vectors | None:
        """The vectors of texts, of shape (texts, dimension), zeros for a blank one; ``None`` without vectors.

        Raises ``LibraryMissing`` and ``FingerprintMismatch``.
        """
        embedder = matching_embedder(self._stores)
        distinct = list(dict.fromkeys(text for text in texts if text.strip()))
        if embedder is None or not distinct:
            return None
        vectors = self._questions.vectors(embedder, distinct)
        if vectors is None:
            return None
        check_length(self._stores, vectors.shape[1])
        by_text = dict(zip(distinct, vectors, strict=True))
        nothing = np.zeros(vectors.shape[1], np.float32)
        return np.stack([by_text.get(text, nothing) for text in texts])

    def word_weights(self, question: str) -> dict[str, float]:
        """The weight of each word of ``question`` in this library: its inverse document frequency."""
        return word_weights(self._stores.catalog, query_words(question)) if self._stores.exists() else {}

    def vocabulary(self) -> Mapping[str, int]:
        """The words of the library in their searched form, by the number of passages that hold them."""
        return self._stores.catalog.words.vocabulary() if self._stores.exists() else {}

    def spellings(self, term: str) -> list[str]:
        """The words of the library whose searched form is ``term``, as a few passages write them."""
        texts = self.passages_with(term)
        return list(dict.fromkeys(w for text in texts for w in written_words(text) if words(w) == [term]))

    def passages_with(self, term: str) -> list[str]:
        """The texts of a few passages that hold a word whose searched form is ``term``."""
        if not self._stores.exists():
            return []
        catalog = self._stores.catalog
        found = catalog.passages.get(list(catalog.words.search([term], (), _SPELLED)))
        return [passage.text for passage in found]

    def languages(self, documents: Sequence[str] = ()) -> set[str]:
        """The languages of ``documents`` (references; empty for all): two-letter codes, "" for unknown."""
        if not self._stores.exists():
            return set()
        ids = [find_id(self._stores, ref) for ref in documents]
        return self._stores.catalog.documents.languages(ids)

    def notes(self, documents: Sequence[str] = ()) -> tuple[str, ...]:
        """Notes for the reader of results from ``documents`` (references): how they were searched.

        Ask in the snapshot, or the thread, of the search. Raises ``FingerprintMismatch``,
        ``DocumentNotFound`` and ``AmbiguousDocument``.
        """
        if not self._stores.exists():
            return ()
        if (embedder := matching_embedder(self._stores)) is None:
            hint = "`readback reindex` adds them" if self._stores.embedder else "`readback doctor` says why"
            return (f"Search was by words alone: there are no vectors; {hint}.",)
        if failure := self._questions.failure:
            return (f"The embedding model's endpoint gave no vector ({failure}); search was by words alone.",)
        foreign = self.languages(documents) - {"en", ""} if embedder.english else ()
        names = ", ".join(sorted(foreign))
        note = f"The local embedder knows English; other languages ({names}) were searched by words."
        return (*self._unembedded_note(documents), *([note] if names else ()))

    def _unembedded_note(self, documents: Sequence[str]) -> tuple[str, ...]:
        count = self._stores.catalog.unembedded.count([find_id(self._stores, ref) for ref in documents])
        return (words_only_note(count),) if count else ()

    def _vector_of(self, question: str) -> Vectors | None:
        """The question's vector; ``None`` if search is by words alone, also because the endpoint fails."""
        embedder = matching_embedder(self._stores)
        if embedder is None or not question.strip():
            return None
        vector = self._questions.vector(embedder, question)
        if vector is not None:
            check_length(self._stores, len(vector))
        return vector
