"""Answer questions that need no search, without a model: an overview of the documents, their timeline, what
they differ on, a greeting.
"""

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from index.library import Library
from rag.answering.events import Answered, Event
from rag.answering.write import checked_sentences
from rag.asking.whole_question import WholeQuestion
from rag.briefing.brief import brief
from rag.briefing.documents_answer import documents_answer
from rag.briefing.weights import OVERVIEW_SENTENCES, TIMELINE_LINES
from rag.checking.library_notes import empty_library
from rag.english.dates.readable_date import readable_date
from rag.shapes import (
    Answer,
    AnswerSentence,
    Block,
    Briefing,
    Citation,
    Disagreement,
    Engine,
    SectionKind,
    Value,
    Verdict,
)
from rag.summarizing.summarize import summarize

_Cited = TypeVar("_Cited", AnswerSentence, Value)
_REPLIES = {
    WholeQuestion.GREETING: "Hello. Ask a question about your documents, or for the main points.",
    WholeQuestion.THANKS: "You are welcome.",
}
_MORE = "These are the first points of a briefing on {} documents; make one to read it whole."
_TIMES = "This is the timeline of a briefing on {} documents; make one to read it whole."
_DIFFER = {0: "No contradictions were found between these documents.", 1: "Your sources differ on one point."}
_DIFFER_MORE = "Your sources differ on {} points."
_ONE_SOURCE = "There is only one document here; a second is needed to compare."
_GUIDE = "This is the beginning of the document's summary; its guide has all of it."


def stream_overview(
    library: Library,
    question: str,
    kind: WholeQuestion,
    documents: Sequence[str] = (),
    stop: threading.Event | None = None,
) -> Generator[Event]:
    """Yield the events of the answer to a question about no single thing.

    Raises ``DocumentNotFound`` at once, later what a summary and a briefing raise.
    """
    wanted = {library.document(ref).id for ref in documents}
    return _events(lambda: overview(library, " ".join(question.split()), kind, wanted, stop))


def _events(answered: Callable[[], Answer]) -> Generator[Event]:
    answer = answered()
    yield from checked_sentences(answer)
    yield Answered(answer)


def overview(
    library: Library, question: str, kind: WholeQuestion, wanted: set[str], stop: threading.Event | None
) -> Answer:
    """The answer from the documents with the ids ``wanted``, all where there are none.

    Not found, with the library's notes, where there is no document.
    """
    if kind in _REPLIES:
        said = AnswerSentence(_REPLIES[kind], (), Verdict.UNCHECKED)
        return Answer(question, True, 1.0, Engine.EXTRACTIVE, (said,))
    scope = [one.id for one in library.documents() if not wanted or one.id in wanted]
    if not scope:
        return Answer(question, False, 0.0, Engine.EXTRACTIVE, notes=empty_library(library))
    if kind is WholeQuestion.DOCUMENTS:
        return documents_answer(library, question, scope)
    if len(scope) == 1 and kind is WholeQuestion.OVERVIEW:
        summary = summarize(library, scope[0], stop=stop)
        return _first(question, summary.sentences, summary.citations, _GUIDE)
    whole = brief(library, scope, stop=stop, whole_timeline=kind is WholeQuestion.TIMELINE)
    return _OF_A_BRIEFING[kind](question, whole)


def _main_points(question: str, whole: Briefing) -> Answer:
    points = [section for section in whole.sections if section.kind == SectionKind.KEY_POINTS]
    more = _MORE.format(f"{len(whole.documents):,}")
    listed = [replace(sentence, block=Block.ITEM) for section in points for sentence in section.sentences]
    return _first(question, listed, whole.citations, more)


def _timeline(question: str, whole: Briefing) -> Answer:
    """The dated statements of a briefing, each date a heading; not found, where it has none."""
    said: list[AnswerSentence] = []
    for date, entries in groupby(whole.timeline[:TIMELINE_LINES], key=lambda entry: entry.date):
        said.append(AnswerSentence(readable_date(date), (), Verdict.UNCHECKED, block=Block.HEADING))
        said += [replace(entry.sentence, block=Block.PARAGRAPH) for entry in entries]
    more = [_TIMES.format(len(whole.documents))] if len(whole.timeline) > TIMELINE_LINES else []
    return _answer(question, said, whole.citations, more)


def _differences(question: str, whole: Briefing) -> Answer:
    """The disagreements of a briefing; where there are none, that none were found."""
    count = len(whole.disagreements)
    one_source = len(whole.documents) == 1
    told = _ONE_SOURCE if one_source else _DIFFER.get(count, _DIFFER_MORE.format(count))
    said = [AnswerSentence(told, (), Verdict.UNCHECKED)]
    return _answer(question, said, whole.citations, [], whole.disagreements)


_OF_A_BRIEFING = {
    WholeQuestion.OVERVIEW: _main_points,
    WholeQuestion.TIMELINE: _timeline,
    WholeQuestion.DIFFERENCES: _differences,
}


def _first(
    question: str, sentences: Sequence[AnswerSentence], citations: Sequence[Citation], note: str
) -> Answer:
    """The first sentences as an answer, with their citations numbered anew."""
    chosen = sentences[:OVERVIEW_SENTENCES]
    return _answer(question, chosen, citations, [note] if len(sentences) > len(chosen) else [])


def _answer(
    question: str,
    said: Sequence[AnswerSentence],
    citations: Sequence[Citation],
    notes: Sequence[str],
    disagreements: Sequence[Disagreement] = (),
) -> Answer:
    """The answer of these sentences and disagreements, with their citations numbered anew."""
    numbers: dict[int, int] = {}
    values = [value for one in disagreements for value in one.values]
    for cited in [*(s.citations for s in said), *(value.citations for value in values)]:
        for n in cited:
            numbers.setdefault(n, len(numbers) + 1)
    by_n = {citation.n: citation for citation in citations}

    def anew(cited: _Cited) -> _Cited:
        return replace(cited, citations=tuple(numbers[n] for n in cited.citations))

    return Answer(
        question,
        bool(said),
        1.0 if said else 0.0,
        Engine.EXTRACTIVE,
        tuple(map(anew, said)),
        tuple(replace(by_n[old], n=new) for old, new in numbers.items()),
        tuple(replace(one, values=tuple(map(anew, one.values))) for one in disagreements),
        notes=tuple(notes),
    )
