"""Documents as what a sentence is checked against, made of texts alone."""

from datetime import date

from index.document import Sentence
from index.sentences import sentence_spans
from rag.checking.cite import Place
from rag.checking.source_text import SourceText


def source(text: str, id: str = "d1", about: str = "", published: str | None = None) -> SourceText:
    """A document with this text."""
    sentences = tuple(Sentence(start, end, text[start:end]) for start, end in sentence_spans(text))
    return SourceText(id, sentences, about, date.fromisoformat(published) if published else None)


def places(sources: list[SourceText], *words: str) -> tuple[Place, ...]:
    """The places of the sentences that have these words."""
    return tuple(
        next((one.id, s.start, s.end) for one in sources for s in one.sentences if part in s.text)
        for part in words
    )
