"""The sentences of a document, in order, with the values needed to compare them."""

from collections.abc import Iterable, Iterator

from index.library import Library
from rag.english.layout_marks import is_heading, opening
from rag.facts.statement import Statement
from rag.summarizing.answered_sentences import questions_of
from rag.summarizing.spoken_sentences import PlacedSentence, speakers_of


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
            question,
        )
        for number, ((s, words, vector), one, speaker, question) in enumerate(
            zip(sentences, placed, speakers_of(placed), questions_of(placed), strict=True)
        )
    )


def _placed(sentences: Iterable[tuple[int, str]], title: str) -> Iterator[PlacedSentence]:
    for start, text in sentences:
        before = opening(text, title)
        yield PlacedSentence(start + before, text[before:], is_heading(text))
