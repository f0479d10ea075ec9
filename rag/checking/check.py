"""Check a draft against the library: a verdict, the sources and the problems of each sentence."""

from collections.abc import Callable, Sequence

from index.document import Hit
from index.library import Library
from rag.checking.cite import Place, cite
from rag.checking.draft import DraftSentence
from rag.checking.library_notes import empty_library
from rag.checking.passage_check import UNCHECKED, check_against
from rag.checking.verify import VERDICTS
from rag.checking.weights import PASSAGES
from rag.shapes import AnswerSentence, Report


def check(
    library: Library,
    draft: Sequence[DraftSentence],
    documents: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Report:
    """Check every sentence of a draft that makes a claim.

    ``documents``: ids of the documents to search, empty for all; ``progress`` is called with the number of
    sentences done and the number in all. Raises ``DocumentNotFound`` if ``documents`` names one that is not
    in the library, ``EmbeddingFailed`` if an endpoint for vectors fails, ``LibraryError`` if the library
    cannot be read.
    """
    known = {document.id: document for document in library.documents()}
    numbers: dict[Place, int] = {}
    sentences = []
    for done, sentence in enumerate(draft):
        progress(done, len(draft))
        reading = UNCHECKED
        if sentence.claims:
            hits = library.search(sentence.text, documents, PASSAGES)
            reading = check_against(sentence.text, hits, known, _similarity)
        cited = tuple(numbers.setdefault(place, len(numbers) + 1) for place in reading.places)
        checked = reading.checked
        sentences.append(AnswerSentence(sentence.text, cited, checked.verdict, checked.problems))
    notes = (*empty_library(library), *library.notes(documents))
    counts: dict[str, int] = {verdict: sum(s.verdict == verdict for s in sentences) for verdict in VERDICTS}
    return Report(tuple(sentences), tuple(cite(library, list(numbers))), counts, notes)


def _similarity(hits: Sequence[Hit]) -> float | None:
    """The best cosine of the sentences of ``hits``; ``None`` where the search was by words alone."""
    best = max((sentence.similarity for hit in hits for sentence in hit.sentences), default=0.0)
    return best or None
