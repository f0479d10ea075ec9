"""The summary of one document: its own central sentences, or a model's that they support."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.copies.copies import Copies
from index.document import Document
from index.library import Library
from rag.answering.answer import instead_of
from rag.answering.prompt_material import whole_documents
from rag.checking.attribution import spoken
from rag.checking.cite import Citer
from rag.checking.verify import answer_sentence
from rag.model.prompt import PromptDocument
from rag.model.retries import go_on
from rag.model.writer import Writer
from rag.request_errors import ModelError
from rag.shapes import AnswerSentence, Engine, Summary
from rag.summarizing.central import Ranked
from rag.summarizing.estimate import counted
from rag.summarizing.key_facts import key_facts
from rag.summarizing.model_summary import ModelSummary, SummaryLength, SummaryWriter
from rag.summarizing.prospects import Prospect, prospects
from rag.summarizing.questions.answered_questions import questions
from rag.summarizing.selection import choose, ranked, wanted
from rag.summarizing.statements import statements
from rag.summarizing.summary_cache import from_kept, key_of, to_kept
from rag.summarizing.weights import MOST_QUESTIONS

Progress = Callable[[str, int, int], None]
"""Hears what is being done, in a few words, how much of it is done, and of how much."""

_EMPTY = "The document holds no sentence that could stand in a summary."


@dataclass(frozen=True)
class _Material:
    """A document, read once: its prospects, those chosen, its questions, and the citer."""

    document: Document
    shown: PromptDocument | None
    found: Ranked | None
    chosen: list[int]
    citer: Citer
    questions: tuple[str, ...]


def summarize(
    library: Library,
    ref: str,
    words: int | None = None,
    writer: Writer | None = None,
    progress: Progress = lambda _what, _done, _total: None,
    stop: threading.Event | None = None,
) -> Summary:
    """Summarize the document ``ref``, in at most ``words`` words if given; at least one sentence.

    The summary is cached in the library until anything that it depends on changes. Raises
    ``DocumentNotFound`` or ``AmbiguousDocument`` if ``ref`` fits no document or several, ``Stopped`` once
    ``stop`` is set, and the errors of a search.
    """
    stop = stop or threading.Event()
    key = key_of(library.document(ref), library.catalog, words, writer)
    if (kept := library.catalog.derived.get(key)) is not None:
        return from_kept(kept)
    with library.snapshot():
        material = _read(library, ref, words, progress, stop)
    failure, bill, written = "", "", None
    if writer and material.found and material.shown:
        progress("asking the model", 0, 1)
        length = SummaryLength(wanted(len(material.found.prospects)), words)
        asked = SummaryWriter(library, writer, lambda *done: progress("asking the model", *done), stop)
        try:
            written = asked.write(material.shown, length)
        except ModelError as error:
            failure = instead_of(error, "These are sentences of the document instead.")
        else:
            bill = f"{writer.bill(written.usage)} {counted(written.requests)}."
        progress("asking the model", 1, 1)
    summary = _summary(material, written, writer)
    if not failure and (written is None or written.complete):
        library.catalog.derived.keep(key, to_kept(summary), [material.document.id])
    return replace(summary, notes=tuple(note for note in (failure, *summary.notes, bill) if note))


def _read(
    library: Library, ref: str, words: int | None, progress: Progress, stop: threading.Event
) -> _Material:
    """Read all that is needed of the library, in one snapshot."""
    go_on(stop)
    document = library.document(ref)
    progress("reading", 0, 2)
    possible = prospects(statements(library, document.id))
    found = ranked(possible, document.title, words) if possible else None
    chosen = choose(found, words) if found else []
    progress("finding questions", 1, 2)
    asked: tuple[str, ...] = ()
    if found and library.catalog.documents.languages([document.id]) <= {"en", ""}:
        asked = questions(library, document.id, _likeliest(found, chosen), stop)
    progress("finding questions", 2, 2)
    shown = next(whole_documents(library, [document], Copies()), None)
    return _Material(document, shown, found, chosen, Citer(library, [document.id]), asked)


def _likeliest(found: Ranked, chosen: Sequence[int]) -> list[Prospect]:
    """The sentences of the summary, then the others, the most central first."""
    others = sorted(set(range(len(found.prospects))) - set(chosen), key=lambda n: -found.worth[n])
    return [found.prospects[n] for n in (*chosen, *others)]


def _summary(material: _Material, written: ModelSummary | None, writer: Writer | None) -> Summary:
    """Build the summary: of the model's sentences, if it wrote any."""
    citer, found = material.citer, material.found
    id = material.document.id
    if found is None:
        return Summary(id, Engine.EXTRACTIVE, (), (), notes=(_EMPTY,))
    notes = written.notes if written else ()
    questions = material.questions
    if written and writer and written.sentences:
        engine, sentences = writer.model.name, _cited(citer, written)
        questions = written.questions[:MOST_QUESTIONS] or questions
        cited = [(citation.start, citation.end) for citation in citer.citations]
        given = [
            n
            for n, p in enumerate(found.prospects)
            if any(a < p.place[2] and p.place[1] < b for a, b in cited)
        ]
    else:
        engine, given = Engine.EXTRACTIVE, material.chosen
        sentences = _quoted(citer, [found.prospects[n] for n in given])
        if written and writer:
            notes = (f"{writer.model.name} wrote no summary; these are sentences of the document.", *notes)
    published = material.document.published
    facts = key_facts(found, given, date.fromisoformat(published) if published else None)
    stated = _quoted(citer, [found.prospects[n] for n in facts])
    return Summary(id, engine, sentences, citer.citations, stated, questions, notes)


def _cited(citer: Citer, written: ModelSummary) -> tuple[AnswerSentence, ...]:
    """The model's sentences, each with its citations."""
    return tuple(
        replace(sentence, citations=tuple(citation.n for citation in citer.cite(places)))
        for sentence, places in written.sentences
    )


def _quoted(citer: Citer, chosen: Sequence[Prospect]) -> tuple[AnswerSentence, ...]:
    """Quote sentences of the document, each with its citation."""
    cited = (citer.cite(p.statement.places) for p in chosen)
    return tuple(answer_sentence(spoken(citations), citations) for citations in cited)
