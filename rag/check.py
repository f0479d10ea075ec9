"""A draft against the library: which of its sentences the documents support, contradict or do not hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.document import Document, Hit, ScoredSentence
from index.library import Library
from rag.cite import Place, cite
from rag.draft import DraftSentence
from rag.shapes import AnswerSentence, Report
from rag.verify import VERDICTS, Checked, verify

_PASSAGES = 6  # searched for each sentence
_CITED = 3  # sentences of one source cited for one of the draft
_SOURCES = 3  # documents cited for one sentence
_OF_EACH = 2  # sentences of each passage, where a claim is put together from several
_NEARLY = 0.8  # how near to the best passage one must be to speak for the claim


@dataclass(frozen=True)
class _Reading:
    """A sentence of the draft held against sentences of the library."""

    checked: Checked
    places: tuple[Place, ...]


_UNCHECKED = _Reading(Checked("unchecked", 1.0), ())


def check(library: Library, draft: Sequence[DraftSentence], documents: Sequence[str] = ()) -> Report:
    """Every sentence of a draft with its verdict, its sources, and the words that fail.

    ``documents`` narrows where to look. Raises what searching raises.
    """
    known = {document.id: document for document in library.documents()}
    numbers: dict[Place, int] = {}
    sentences = []
    for sentence in draft:
        reading = _UNCHECKED
        if sentence.claims:
            reading = _read_back(sentence.text, library.search(sentence.text, documents, _PASSAGES), known)
        cited = tuple(numbers.setdefault(place, len(numbers) + 1) for place in reading.places)
        checked = reading.checked
        sentences.append(AnswerSentence(sentence.text, cited, checked.verdict, checked.problems))
    counts = {verdict: sum(s.verdict == verdict for s in sentences) for verdict in VERDICTS}
    return Report(tuple(sentences), tuple(cite(library, list(numbers))), counts, library.notes(documents))


def _read_back(claim: str, hits: Sequence[Hit], known: dict[str, Document]) -> _Reading:
    """The claim as the passage most surely about it has it, or as one nearly as sure supports it."""
    readings = [_against(claim, hit, known[hit.document]) for hit in hits]
    best = max((reading.checked.strength for reading in readings), default=0.0)
    good = [
        r for r in readings if r.checked.verdict == "supported" and r.checked.strength >= _NEARLY * best
    ] or [r for r in [_against_all(claim, hits)] if r.checked.verdict == "supported"]
    if good:
        return _together(sorted(good, key=lambda r: r.checked.confidence, reverse=True))
    nearest = max(
        readings, key=lambda r: r.checked.strength, default=_Reading(Checked("unsupported", 0.0), ())
    )
    if nearest.checked.verdict == "unsupported":
        return _Reading(Checked("unsupported", nearest.checked.confidence), ())
    return nearest


def _against(claim: str, hit: Hit, document: Document) -> _Reading:
    published = date.fromisoformat(document.published) if document.published else None
    about = f"{document.title}. {document.outlet or ''}"
    texts = [sentence.text for sentence in hit.sentences]
    checked = verify(claim, texts, published, about=about, similarity=_similarity(hit.sentences))
    places = [(hit.document, s.start, s.end) for s in (hit.sentences[n] for n in checked.sentences[:_CITED])]
    return _Reading(checked, tuple(places))


def _against_all(claim: str, hits: Sequence[Hit]) -> _Reading:
    """The claim against the best sentences of every passage: one sentence may sum up several sources."""
    chosen = [(hit.document, s) for hit in hits for s in sorted(hit.sentences, key=_fit)[-_OF_EACH:]]
    checked = verify(claim, [s.text for _, s in chosen], similarity=_similarity([s for _, s in chosen]))
    places = [(document, s.start, s.end) for document, s in (chosen[n] for n in checked.sentences[:_CITED])]
    return _Reading(checked, tuple(places))


def _together(readings: Sequence[_Reading]) -> _Reading:
    """The best reading, cited with those of other documents that bear the claim out too."""
    by_document = {reading.places[0][0]: reading.places for reading in reversed(readings)}
    first = readings[0].places[0][0]
    others = [places for document, places in by_document.items() if document != first]
    cited = [place for places in (readings[0].places, *others[: _SOURCES - 1]) for place in places]
    return _Reading(readings[0].checked, tuple(dict.fromkeys(cited)))


def _fit(sentence: ScoredSentence) -> float:
    return sentence.similarity + sentence.coverage


def _similarity(sentences: Sequence[ScoredSentence]) -> float | None:
    """The best cosine, or ``None`` where search was by words alone."""
    best = max((sentence.similarity for sentence in sentences), default=0.0)
    return best or None
