"""A draft against the library: which of its sentences the documents support, contradict or do not hold."""

from collections.abc import Callable, Sequence

from index.document import Hit
from index.library import Library
from rag.checking.cite import Place, cite
from rag.checking.draft import DraftSentence
from rag.checking.library_notes import empty_library
from rag.checking.passage_check import UNCHECKED, check_against
from rag.checking.verify import VERDICTS
from rag.shapes import AnswerSentence, Report

_PASSAGES = 6  # searched for each sentence


def check(
    library: Library,
    draft: Sequence[DraftSentence],
    documents: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Report:
    """Every sentence of a draft with its verdict, its sources, and the words that fail.

    ``documents`` narrows where to look; ``progress`` hears how many sentences are done, and of how many.
    Raises what searching raises.
    """
    known = {document.id: document for document in library.documents()}
    numbers: dict[Place, int] = {}
    sentences = []
    for done, sentence in enumerate(draft):
        progress(done, len(draft))
        reading = UNCHECKED
        if sentence.claims:
            hits = library.search(sentence.text, documents, _PASSAGES)
            reading = check_against(sentence.text, hits, known, _similarity)
        cited = tuple(numbers.setdefault(place, len(numbers) + 1) for place in reading.places)
        checked = reading.checked
        sentences.append(AnswerSentence(sentence.text, cited, checked.verdict, checked.problems))
    notes = (*empty_library(library), *library.notes(documents))
    counts: dict[str, int] = {verdict: sum(s.verdict == verdict for s in sentences) for verdict in VERDICTS}
    return Report(tuple(sentences), tuple(cite(library, list(numbers))), counts, notes)


def _similarity(hits: Sequence[Hit]) -> float | None:
    """The best cosine, or ``None`` where search was by words alone."""
    best = max((sentence.similarity for hit in hits for sentence in hit.sentences), default=0.0)
    return best or None
