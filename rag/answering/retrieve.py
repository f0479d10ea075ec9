"""Retrieve the passages for a question, and quote them as an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from index.document import Document, Hit
from index.language.guess import other_language
from index.library import Library
from rag.answering.across_rows import NOTE, asks_across_rows, rows_of
from rag.answering.asked_rows import is_of_another, of_asked_rows
from rag.answering.asked_years import age_note, of_asked_years
from rag.answering.behind_questions import behind_questions
from rag.answering.disagreements.compare import Comparison, cited, compare
from rag.answering.disagreements.matched_facts import matched_facts
from rag.answering.disagreements.question_sources import of_one_time
from rag.answering.echoes import without_echoes
from rag.answering.named_things import about_the_named
from rag.answering.newest_event import of_newest_event
from rag.answering.numbered_part import of_numbered_part
from rag.answering.of_person import of_person
from rag.answering.quote import Chosen, choose
from rag.answering.ranker import (
    Candidate,
    among,
    answer_signals,
    confidence,
    rank,
    without_names,
)
from rag.answering.readings import Readings
from rag.answering.reread import reread
from rag.answering.short_words import short_words
from rag.answering.weights import (
    FOUND,
    GATE,
    LIKELY_WORDS,
    NO_SINGLE_ROW,
    SAME_PASSAGE,
    SURE_ANSWER,
    SURE_WORDS,
)
from rag.checking.cite import Citer, Place
from rag.checking.library_notes import empty_library
from rag.checking.verify import answer_sentence
from rag.checking.weights import SHORTEST_ANSWER
from rag.model.reading.reader import Reader
from rag.shapes import Answer, AnswerSentence, Block, Citation, Engine, ShortAnswer, UnsureAnswer

_PASSAGES = 10
_COMPARED = 30  # passages whose values are compared: each source should have its say
_NEAREST = 3


@dataclass(frozen=True)
class Retrieved:
    """The sentences retrieved for a question, likeliest first; ``confidence`` that they answer it, 0 to 1.

    ``compared``: the values its sources give, and the disputes between them; ``language``: that of the
    question, where no document is in it; asked for only where they do not answer. ``is_across_rows``: several
    rows of a table would have to be added up or compared.
    """

    question: str
    ranked: tuple[Candidate, ...]
    confidence: float
    compared: Comparison
    citer: Citer
    notes: tuple[str, ...]
    language: str = ""
    is_across_rows: bool = False

    @property
    def passages(self) -> list[Hit]:
        """The passages, by their likeliest sentence; without those that repeat a better one."""
        hits = list({candidate.hit.number: candidate.hit for candidate in self.ranked}.values())
        return [
            hit
            for n, hit in enumerate(hits)
            if not any(fuzz.ratio(hit.text, other.text, score_cutoff=SAME_PASSAGE) for other in hits[:n])
        ]


@dataclass(frozen=True)
class _Best:
    """The sentences that answer, likeliest first, how surely (0 to 1), and what is to be noted.

    ``is_told``: they are all that is told of what was asked; ``is_across_rows``: as in ``Retrieved``.
    """

    ranked: list[Candidate]
    confidence: float = 0.0
    notes: tuple[str, ...] = ()
    is_told: bool = False
    is_across_rows: bool = False


def retrieve(
    library: Library, question: str, documents: Sequence[str] = (), reader: Reader | None = None
) -> Retrieved:
    """Retrieve and rank for ``question``. Raises ``DocumentNotFound`` and the other errors of search."""
    found = library.search(question, documents, _COMPARED, reprints=True)
    weights = library.searcher.word_weights(question)
    plain = rank(question, found, weights)
    readings = Readings(question, reader) if reader else None
    read = reread(plain, readings) if readings else plain
    everything = without_echoes(question, behind_questions(question, read))
    hits = _first(found, _PASSAGES)
    known = {document.id: document for document in library.some({hit.document for hit in found})}
    about = about_the_named(question, everything, known)
    named = of_asked_rows(question, of_asked_years(question, about, known))

    def sure_of(best: Candidate) -> float:
        nameless = library.searcher.best_similarity(without_names(question), hits)
        signals = answer_signals(question, [best, *among(everything, hits)], weights, nameless)
        return round(confidence(signals, is_read=reader is not None), 3)

    best = _best(question, everything, among(named, hits), known, sure_of)
    if (
        best.ranked
        and not best.is_told
        and is_of_another(question, best.ranked[0], library.searcher.embedded)
    ):
        best = replace(best, confidence=min(best.confidence, NO_SINGLE_ROW))
    notes = (*best.notes, *(() if best.ranked else empty_library(library)), *library.notes(documents))
    compared = Comparison()
    if best.confidence >= GATE and not best.is_told:  # what one says has no other values
        alike = of_one_time(best.ranked[0], named, known)
        compared = _compared(library, question, best.ranked[0], alike, known, readings)
    ranked = best.ranked or among(everything, hits)  # nearest, though not about what is named
    citer = Citer(library, {hit.document for hit in hits} | compared.documents)
    language = ""
    if best.confidence < FOUND:  # the table of languages takes half a second to load
        language = other_language(question, library.searcher.languages(documents))
    sure, across = best.confidence, best.is_across_rows
    return Retrieved(question, tuple(ranked), sure, compared, citer, notes, language, across)


def _best(
    question: str,
    everything: Sequence[Candidate],
    named: Sequence[Candidate],
    documents: Mapping[str, Document],
    sure_of: Callable[[Candidate], float],
) -> _Best:
    """The sentences of ``named`` that answer: of the newest event, of one part or person, of one row."""
    event = of_newest_event(question, named, documents)
    sure = sure_of(event.ranked[0]) if event.ranked else 0.0
    told = of_numbered_part(question, everything, documents) or of_person(question, event.ranked)
    if told:
        return _Best(_before(told, event.ranked), max(sure, FOUND), is_told=True)
    if sure >= FOUND and asks_across_rows(question, event.ranked[0]):
        return _Best(event.ranked, NO_SINGLE_ROW, (NOTE,), is_across_rows=True)
    return _Best(event.ranked, sure, (event.note,) if event.note else ())


def _before(told: Sequence[Candidate], ranked: Sequence[Candidate]) -> list[Candidate]:
    """Those that tell it first; the others, however likely by other signals, add nothing to them."""
    places = {one.place for one in told}
    return [*told, *(replace(one, score=0.0) for one in ranked if one.place not in places)]


def _first(hits: Sequence[Hit], count: int) -> list[Hit]:
    """As many hits as are not repeated by a better one, and those among them that are."""
    distinct = [at for at, hit in enumerate(hits) if not hit.repeats]
    return list(hits[: distinct[count - 1] + 1] if len(distinct) >= count else hits)


def _compared(
    library: Library,
    question: str,
    best: Candidate,
    ranked: Sequence[Candidate],
    documents: Mapping[str, Document],
    readings: Readings | None,
) -> Comparison:
    """Compare the sources of more passages than those that answer."""
    copies = library.copies(list({candidate.hit.document for candidate in ranked}))
    matched = matched_facts(library.searcher, question, best, ranked, documents)
    return compare(question, best, ranked, copies, readings, matched)


def quotations(found: Retrieved) -> Answer:
    """The answer of the extractive engine: sentences word for word, or that there is none."""
    if found.confidence < FOUND:
        return UnsureAnswer(
            found.question,
            False,
            found.confidence,
            Engine.EXTRACTIVE,
            nearest=nearest(found),
            notes=(*_language_note(found.language), *found.notes),
            likely=tuple(map(_likely, _best_each(found))),
            language=found.language,
        )
    citer = found.citer.again()
    chosen = choose(found.question, found.ranked, (*found.compared.rivals, *found.compared.told))
    quoted = _quote(citer, chosen)
    differ = cited(found.compared.disputes, citer)
    short = None if differ or found.confidence < SURE_ANSWER else _short(found.question, quoted)
    return Answer(
        found.question,
        True,
        found.confidence,
        Engine.EXTRACTIVE,
        tuple(sentence for _, sentence in quoted),
        citer.citations,
        differ,
        notes=(
            *_fitting(found.compared, citer),
            *age_note(found.question, citer.citations, citer.documents.values()),
            *found.notes,
        ),
        short=short,
    )


def _language_note(language: str) -> tuple[str, ...]:
    """The note on a question that is in another language than the documents."""
    ask = "Ask in the language of your documents: others are searched by names and figures alone."
    return (f"The question seems to be in another language ({language}). {ask}",) if language else ()


def _fitting(compared: Comparison, citer: Citer) -> tuple[str, ...]:
    """A note for two values that are cited, differ and may both be right; at most one."""
    documents = {citation.document for citation in citer.citations}
    for pair in compared.fitting:
        if all(any(id in documents for id, _, _ in value.places) for value in pair):
            return (f"“{pair[0].value}” fits “{pair[1].value}”: both can be right.",)
    return ()


def _short(question: str, quoted: Sequence[tuple[Chosen | None, AnswerSentence]]) -> ShortAnswer | None:
    """The words that answer, where a reader is sure of them."""
    pairs = [(one, sentence) for one, sentence in quoted if one is not None]
    best, sentence = max(pairs, key=lambda pair: pair[0].candidate.score)
    words = short_words(question, best.candidate.words, sentence.text)
    is_sure = best.candidate.signals.span >= SURE_WORDS and len(words) <= SHORTEST_ANSWER
    return ShortAnswer(words, sentence.citations) if words and is_sure else None


def nearest(found: Retrieved) -> tuple[Citation, ...]:
    """The best sentence of each of the best passages; the rows that together may answer."""
    return tuple(found.citer.again().cite([candidate.place for candidate in _best_each(found)]))


def _best_each(found: Retrieved) -> list[Candidate]:
    if found.is_across_rows:
        return rows_of(found.ranked)
    best: dict[tuple[str, int], Candidate] = {}
    for candidate in found.ranked:
        best.setdefault((candidate.hit.document, candidate.hit.ordinal), candidate)
    return list(best.values())[:_NEAREST]


def _likely(candidate: Candidate) -> str:
    """The words of a sentence that a reader takes for the answer, though not surely."""
    return candidate.words.strip(" .,;:") if candidate.signals.span >= LIKELY_WORDS else ""


def _quote(citer: Citer, chosen: Sequence[Chosen]) -> list[tuple[Chosen | None, AnswerSentence]]:
    """The chosen, cited; before the first row of a table its head, which says what its cells are."""
    sentences: list[tuple[Chosen | None, AnswerSentence]] = []
    heads: list[Place] = []
    for one in chosen:
        places = [citer.row(candidate.place) for candidate in (one.candidate, *one.copies)]
        head = citer.head(one.candidate.place)
        if head is not None and head not in heads:
            heads.append(head)
            quoted = citer.cite([head])
            sentences.append((None, replace(answer_sentence(quoted[0].quote, quoted), block=Block.ROW)))
        quoted = citer.cite(places)
        block = Block.ROW if head is not None else Block.PARAGRAPH if heads else None
        sentences.append((one, replace(answer_sentence(quoted[0].quote, quoted), block=block)))
    return sentences
