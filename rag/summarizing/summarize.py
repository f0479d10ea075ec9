"""The summary of one document: its own central sentences, or a model's that they support."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.document import Document, Hit
from index.library import Library
from index.store.rows import StoredPassage
from rag.answering.answer import instead_of
from rag.checking.cite import Citer, Place
from rag.checking.verify import answer_sentence
from rag.model.retries import go_on
from rag.model.writer import Writer
from rag.request_errors import ModelError
from rag.shapes import AnswerSentence, Engine, Summary
from rag.summarizing.central import Ranked
from rag.summarizing.key_facts import key_facts
from rag.summarizing.model_summary import ModelSentences, SummaryWriter, write_summary
from rag.summarizing.prospects import Prospect, prospects
from rag.summarizing.questions.answered_questions import questions
from rag.summarizing.selection import choose, ranked, wanted
from rag.summarizing.statements import statements
from rag.summarizing.summary_cache import from_kept, key_of, to_kept
from rag.summarizing.weights import OF_PART_INSTEAD

Progress = Callable[[str, int, int], None]
"""Hears what is being done, in a few words, how much of it is done, and of how much."""

_EMPTY = "The document holds no sentence that could stand in a summary."


@dataclass(frozen=True)
class _Material:
    """A document, read once: its prospects, those chosen, its questions, and the citer."""

    document: Document
    passages: list[StoredPassage]
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
    failure, bill, told = "", "", None
    if writer and material.found:
        progress("asking the model", 0, 1)
        try:
            told = _told(library, material, material.found, words, writer, progress, stop)
        except ModelError as error:
            failure = instead_of(error, "These are sentences of the document instead.")
        else:
            bill = writer.bill(told.usage)
    summary = _summary(material, told, writer)
    if not failure:
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
    return _Material(
        document, library.passages(document.id), found, chosen, Citer(library, [document.id]), asked
    )


def _likeliest(found: Ranked, chosen: Sequence[int]) -> list[Prospect]:
    """The sentences of the summary, then the others, the most central first."""
    others = sorted(set(range(len(found.prospects))) - set(chosen), key=lambda n: -found.worth[n])
    return [found.prospects[n] for n in (*chosen, *others)]


def _told(
    library: Library,
    material: _Material,
    found: Ranked,
    words: int | None,
    writer: Writer,
    progress: Progress,
    stop: threading.Event,
) -> ModelSentences:
    """Have the model summarize the document. Raises ``ModelError`` and ``Stopped``."""

    def instead(hits: Sequence[Hit]) -> list[Place]:
        inside = [n for n, p in enumerate(found.prospects) if hits[0].start <= p.start < hits[-1].end]
        best = sorted(inside, key=lambda n: -found.worth[n])[:OF_PART_INSTEAD]
        return [found.prospects[n].statement.place for n in best]

    def heard(done: int, total: int) -> None:
        progress("asking the model", done, total)

    reading = SummaryWriter(writer, material.citer, library.searcher.best_similarity, heard, stop)
    return write_summary(reading, material.passages, wanted(len(found.prospects)), words, instead)


def _summary(material: _Material, told: ModelSentences | None, writer: Writer | None) -> Summary:
    """Build the summary, with the model's sentences if enough of them are supported."""
    citer, found = material.citer, material.found
    id = material.document.id
    if found is None:
        return Summary(id, Engine.EXTRACTIVE, (), (), notes=(_EMPTY,))
    notes: list[str] = []
    if told and writer and told.enough:
        engine, sentences = writer.model.name, told.sentences
        cited = [(citation.start, citation.end) for citation in citer.citations]
        given = [
            n for n, p in enumerate(found.prospects) if any(a < p.place[2] and p.start < b for a, b in cited)
        ]
    else:
        engine, given = Engine.EXTRACTIVE, material.chosen
        sentences = _quoted(citer, [found.prospects[n] for n in given])
        if told and writer:
            notes.append(
                f"Too little that {writer.model.name} wrote is borne out by the document;"
                " these are sentences of its own."
            )
    if told and told.removed:
        notes.append(f"Citations that name no passage, removed: {told.removed}.")
    published = material.document.published
    facts = key_facts(found, given, date.fromisoformat(published) if published else None)
    stated = _quoted(citer, [found.prospects[n] for n in facts])
    return Summary(id, engine, sentences, citer.citations, stated, material.questions, tuple(notes))


def _quoted(citer: Citer, chosen: Sequence[Prospect]) -> tuple[AnswerSentence, ...]:
    """Quote sentences of the document, each with its citation."""
    return tuple(answer_sentence(p.text, citer.cite([p.place])) for p in chosen)
