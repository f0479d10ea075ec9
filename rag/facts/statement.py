"""A sentence of a document with the values needed to compare it."""

from dataclasses import dataclass

from index.document import Span
from index.embedding.embedder import Vectors
from rag.checking.cite import Place


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence of a document: ``number`` counts from 0 to ``total`` - 1; offsets are in characters.

    It begins behind the bullet, the heading's mark or the dateline that stands before its words.
    ``before`` is what stands there. ``speaker``: the words that name who speaks, of a sentence in the first
    person or a bare quotation that does not do so itself. ``question``: the one that it answers, in a text of
    questions and answers.

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
    speaker: Span | None = None
    before: str = ""
    question: Span | None = None

    @property
    def place(self) -> Place:
        """Its place: document id, start and end in characters."""
        return self.document, self.start, self.end

    @property
    def whole(self) -> str:
        """The sentence with what stands before its words, as the place in a dateline."""
        return self.before + self.text

    @property
    def places(self) -> tuple[Place, ...]:
        """Its place, and those of its speaker and of the question that it answers."""
        named = (span for span in (self.speaker, self.question) if span)
        return (self.place, *((self.document, span.start, span.end) for span in named))
