"""The sentences of a document, in order, with the values needed to compare them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.document import Span
from index.embedding.embedder import Vectors
from index.library import Library
from rag.checking.cite import Place
from rag.english.layout_marks import is_heading, opening
from rag.summarizing.spoken_sentences import PlacedSentence, speakers_of


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence of a document: ``number`` counts from 0 to ``total`` - 1; offsets are in characters.

    It begins behind the bullet, the heading's mark or the dateline that stands before its words.
    ``before`` is what stands there. ``speaker``: the words that name who speaks, of a sentence in the first
    person or a bare quotation that does not do so itself.

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
        """Its place, and that of its speaker."""
        named = ((self.document, self.speaker.start, self.speaker.end),) if self.speaker else ()
        return (self.place, *named)


def statements(library: Library, id: str) -> tuple[Statement, ...]:
    """Every sentence of a document, headings and lines of tables included."""
    sentences = [
        (s, words, None if p.sentence_vectors is None else p.sentence_vectors[n])
        for p in library.passages(id)
        for n, (s, words) in enumerate(zip(p.sentences, p.words, strict=True))
    ]
    title = library.document(id).title
    placed = list(_placed(((s.start, s.text) for s, _, _ in sentences), title))
    return tuple(
        Statement(
            id,
            number,
            len(sentences),
            one.start,
            s.end,
            one.text,
            words,
            vector,
            speaker,
            s.text[: one.start - s.start],
        )
        for number, ((s, words, vector), one, speaker) in enumerate(
            zip(sentences, placed, speakers_of(placed), strict=True)
        )
    )


def _placed(sentences: Iterable[tuple[int, str]], title: str) -> Iterator[PlacedSentence]:
    for start, text in sentences:
        before = opening(text, title)
        yield PlacedSentence(start + before, text[before:], is_heading(text))
