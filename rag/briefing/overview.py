"""Answer questions that need no search, without a model: an overview of the documents, a greeting."""

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace

from index.library import Library
from rag.answering.events import Answered, Event
from rag.answering.write import checked_sentences
from rag.asking.whole_question import WholeQuestion
from rag.briefing.brief import brief
from rag.briefing.weights import OVERVIEW_SENTENCES
from rag.checking.library_notes import empty_library
from rag.shapes import Answer, AnswerSentence, Citation, Engine, Section, SectionKind, Verdict
from rag.summarizing.summarize import summarize

_REPLIES = {
    WholeQuestion.GREETING: "Hello. Ask a question about your documents, or for the main points.",
    WholeQuestion.THANKS: "You are welcome.",
}
_MORE = "These are the first points of a briefing on {} documents; make one to read it whole."
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
    if len(scope) == 1:
        summary = summarize(library, scope[0], stop=stop)
        return _first(question, summary.sentences, summary.citations, _GUIDE)
    whole = brief(library, scope, stop=stop)
    points = [section for section in whole.sections if section.kind == SectionKind.KEY_POINTS]
    return _first(question, _sentences(points), whole.citations, _MORE.format(f"{len(scope):,}"))


def _sentences(sections: Sequence[Section]) -> list[AnswerSentence]:
    return [sentence for section in sections for sentence in section.sentences]


def _first(
    question: str, sentences: Sequence[AnswerSentence], citations: Sequence[Citation], note: str
) -> Answer:
    """The first sentences as an answer, with their citations numbered anew."""
    chosen = sentences[:OVERVIEW_SENTENCES]
    numbers: dict[int, int] = {}
    for n in (n for sentence in chosen for n in sentence.citations):
        numbers.setdefault(n, len(numbers) + 1)
    by_n = {citation.n: citation for citation in citations}
    said = tuple(replace(one, citations=tuple(numbers[n] for n in one.citations)) for one in chosen)
    cited = tuple(replace(by_n[old], n=new) for old, new in numbers.items())
    notes = (note,) if len(sentences) > len(chosen) else ()
    return Answer(question, bool(said), 1.0 if said else 0.0, Engine.EXTRACTIVE, said, cited, notes=notes)
