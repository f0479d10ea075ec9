"""The sentences of a document, in order, with the values needed to compare them."""

from dataclasses import dataclass

from index.embedding.embedder import Vectors
from index.library import Library
from rag.checking.cite import Place


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence of a document: ``number`` counts from 0 to ``total`` - 1; offsets are in characters.

    ``vector``, of shape (dimension,), depends on the context of the sentence; ``None`` in a library without
    an embedder. ``words`` are the stems used in search.
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
        """Its place: document id, start and end in characters."""
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
