"""A question to an answer whose every sentence is cited."""

from collections.abc import Sequence

from index.library import Library
from rag.cite import Place, cite
from rag.errors import EmptyQuestion
from rag.extract import Chosen, choose
from rag.ranker import Candidate, answer_signals, confidence, rank, without_names
from rag.shapes import Answer, AnswerSentence, Citation
from rag.verify import answer_sentence

FOUND = 0.4  # the confidence from which the documents are said to answer
_PASSAGES = 10
_NEAREST = 3


def answer(library: Library, question: str, documents: Sequence[str] = ()) -> Answer:
    """The answer of the extractive engine.

    Raises ``EmptyQuestion``, and what searching raises.
    """
    question = " ".join(question.split())
    if not any(character.isalnum() for character in question):
        raise EmptyQuestion("the question is empty; ask in words what you want to know")
    hits = library.search(question, documents, _PASSAGES, reprints=True)
    notes = library.notes(documents)
    weights = library.word_weights(question)
    ranked = rank(question, hits, weights)
    if not ranked:
        return Answer(question, False, 0.0, "extractive", notes=(*empty_library(library), *notes))
    nameless = library.best_similarity(without_names(question), hits)
    sure = confidence(answer_signals(question, ranked, weights, nameless))
    if sure < FOUND:
        nearest = tuple(cite(library, _nearest(ranked)))
        return Answer(question, False, round(sure, 3), "extractive", nearest=nearest, notes=notes)
    sentences, citations = _quote(library, choose(question, ranked))
    return Answer(question, True, round(sure, 3), "extractive", sentences, citations, notes=notes)


def _quote(
    library: Library, chosen: Sequence[Chosen]
) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    groups = [[_place(candidate) for candidate in (one.candidate, *one.copies)] for one in chosen]
    citations = cite(library, [place for group in groups for place in group])
    sentences = []
    at = 0
    for group in groups:
        cited = citations[at : at + len(group)]
        sentences.append(answer_sentence(cited[0].quote, cited))
        at += len(group)
    return tuple(sentences), tuple(citations)


def _nearest(ranked: Sequence[Candidate]) -> list[Place]:
    """The best sentence of each of the best passages."""
    best: dict[tuple[str, int], Candidate] = {}
    for candidate in ranked:
        best.setdefault((candidate.hit.document, candidate.hit.ordinal), candidate)
    return [_place(candidate) for candidate in list(best.values())[:_NEAREST]]


def _place(candidate: Candidate) -> Place:
    return candidate.hit.document, candidate.sentence.start, candidate.sentence.end


def empty_library(library: Library) -> tuple[str, ...]:
    """The note on a library that holds nothing; none on another."""
    if library.documents():
        return ()
    return ("The library is empty; add documents with: readback add PATH",)
