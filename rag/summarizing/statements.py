"""The sentences of a document, in order, with what comparing them needs."""

from dataclasses import dataclass

from index.embedding.embedder import Vectors
from index.library import Library
from rag.checking.cite import Place


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence of a document: ``number`` counts from 0 within it, of ``total``.

    ``vector``, of shape (dimension,), knows what stands around the sentence; ``None`` in a library searched
    by words alone. ``words`` are the stems search goes by.
    """

    document: str
    number: int
    total: int
    start: int
    end: int
    text: str
    words: frozenset[str]
    vector: Vectors | None

    @property
    def place(self) -> Place:
        """Where it stands, as citations name places."""
        return self.document, self.start, self.end


def statements(library: Library, id: str) -> tuple[Statement, ...]:
    """Every sentence of a document, headings and lines of tables included."""
    sentences = [
        (s, words, None if p.sentence_vectors is None else p.sentence_vectors[n])
        for p in library.passages(id)
        for n, (s, words) in enumerate(zip(p.sentences, p.words, strict=True))
    ]
    return tuple(
        Statement(id, number, len(sentences), s.start, s.end, s.text, words, vector)
        for number, (s, words, vector) in enumerate(sentences)
    )
