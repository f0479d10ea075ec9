"""A draft against the library: which of its sentences the documents support, contradict or do not hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from index.document import Document, Hit, ScoredSentence
from index.library import Library
from rag.answer import empty_library
from rag.cite import Place, cite
from rag.draft import DraftSentence
from rag.shapes import AnswerSentence, Report
from rag.verify import VERDICTS, Checked, verify

_PASSAGES = 6  # searched for each sentence
_CITED = 3  # sentences of one source cited for one of the draft
_SOURCES = 3  # documents cited for one sentence
_SHORT = 9  # words of a line that, without a full stop, is no sentence
_NEARLY = 0.8  # how near to the best passage one must be to speak for the claim


@dataclass(frozen=True)
class _Reading:
    """A sentence of the draft held against sentences of the library."""

    checked: Checked
    places: tuple[Place, ...]


_UNCHECKED = _Reading(Checked("unchecked", 1.0), ())


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
        reading = _UNCHECKED
        if sentence.claims:
            reading = _read_back(sentence.text, library.search(sentence.text, documents, _PASSAGES), known)
        cited = tuple(numbers.setdefault(place, len(numbers) + 1) for place in reading.places)
        checked = reading.checked
        sentences.append(AnswerSentence(sentence.text, cited, checked.verdict, checked.problems))
    notes = (*empty_library(library), *library.notes(documents))
    counts = {verdict: sum(s.verdict == verdict for s in sentences) for verdict in VERDICTS}
    return Report(tuple(sentences), tuple(cite(library, list(numbers))), counts, notes)


def _read_back(claim: str, hits: Sequence[Hit], known: dict[str, Document]) -> _Reading:
    """The claim as the passages most surely about it have it; what supports it goes before what does not."""
    readings = [_against(claim, group, known[group[0].document]) for group in _groups(hits)]
    best = max((reading.checked.strength for reading in readings), default=0.0)
    near = [
        reading
        for reading in sorted(readings, key=lambda r: r.checked.confidence, reverse=True)
        if reading.checked.strength >= _NEARLY * best and reading.checked.verdict != "unsupported"
    ]
    if good := [reading for reading in near if reading.checked.verdict == "supported"]:
        return _together(good)
    return near[0] if near else _Reading(Checked("unsupported", 0.0), ())


def _groups(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Each passage, and all those of a document together: a sentence may sum up several."""
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        by_document.setdefault(hit.document, []).append(hit)
    several = [sorted(group, key=lambda hit: hit.start) for group in by_document.values() if len(group) > 1]
    return [[hit] for hit in hits] + several


def _against(claim: str, hits: Sequence[Hit], document: Document) -> _Reading:
    sentences = [sentence for hit in hits for sentence in hit.sentences]
    checked = verify(
        claim,
        [sentence.text for sentence in sentences],
        date.fromisoformat(document.published) if document.published else None,
        about=f"{document.title}. {document.outlet or ''}",
        similarity=_similarity(sentences),
    )
    retold = [sentences[number] for number in checked.sentences]
    cited = ([sentence for sentence in retold if not _is_heading(sentence.text)] or retold)[:_CITED]
    return _Reading(checked, tuple((document.id, sentence.start, sentence.end) for sentence in cited))


def _together(readings: Sequence[_Reading]) -> _Reading:
    """The best reading, cited with those of other documents that bear the claim out too."""
    by_document = {reading.places[0][0]: reading.places for reading in reversed(readings)}
    first = readings[0].places[0][0]
    others = [places for document, places in by_document.items() if document != first]
    cited = [place for places in (readings[0].places, *others[: _SOURCES - 1]) for place in places]
    return _Reading(readings[0].checked, tuple(dict.fromkeys(cited)))


def _is_heading(text: str) -> bool:
    """Whether a line only names what follows it, as a title or a mail's "From:" does."""
    return text.startswith("#") or (
        len(text.split()) < _SHORT and text.rstrip("\"'”’»)")[-1:] not in ".!?…。"
    )


def _similarity(sentences: Sequence[ScoredSentence]) -> float | None:
    """The best cosine, or ``None`` where search was by words alone."""
    best = max((sentence.similarity for sentence in sentences), default=0.0)
    return best or None
