"""Take a follow-up as it was asked, where a document just quoted answers it better so than rewritten.

The rules that rewrite a follow-up without a model guess, and may guess wrong ("And the alcohol?"). As it was
asked it may be answered by any document, so only one that was just quoted counts.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.library import Library
from index.sentences import sentence_spans
from rag.answering.retrieve import Retrieved, retrieve
from rag.answering.weights import SURER_AS_ASKED, TELLING_SENTENCE
from rag.asking.follow_up import StandaloneQuestion
from rag.model.reading.reader import Reader


def retrieve_follow_up(
    library: Library, standing: StandaloneQuestion, documents: Sequence[str], reader: Reader | None
) -> tuple[StandaloneQuestion, Retrieved]:
    """Retrieve for a question, rewritten or as it was asked; the question as it was taken.

    Raises what ``retrieve`` does.
    """
    found = retrieve(library, standing.question, documents, reader)
    if not standing.as_asked or standing.as_asked == standing.question:
        return standing, found
    other = retrieve(library, standing.as_asked, documents, reader)
    is_surer = other.confidence > found.confidence + SURER_AS_ASKED
    if is_surer and other.ranked and _is_quoted(library, other.ranked[0].hit.document, standing.answered):
        return replace(standing, question=standing.as_asked), other
    return standing, found


def _is_quoted(library: Library, document: str, answered: str) -> bool:
    """Return whether a sentence of what was answered stands in a document."""
    text = " ".join(library.text(document).text.split())
    quotes = (" ".join(answered[start:end].split()) for start, end in sentence_spans(answered))
    return any(quote in text for quote in quotes if len(quote) >= TELLING_SENTENCE)
