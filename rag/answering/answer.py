"""Answer a question, every sentence cited: with a model if there is one, else with quotations."""

import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from index.library import Library
from rag.answering.as_asked import retrieve_follow_up
from rag.answering.documents_on import documents_on, thing_mentioned
from rag.answering.events import Answered, Event
from rag.answering.named_things import is_spoken_of
from rag.answering.prompt_material import PromptMaterial, gather
from rag.answering.retrieve import quotations, retrieve
from rag.answering.search_queries import search_queries
from rag.answering.sentences_on import bare_topic, requested_topic, sentences_on
from rag.answering.weights import CHARACTERS_A_TOKEN, SURE_OF_TOPIC, TURN_PATIENCE
from rag.answering.write import Question, checked_sentences, write
from rag.asking.capitals import with_capitals
from rag.asking.follow_up import StandaloneQuestion, stand_alone
from rag.asking.spelling import mended
from rag.asking.wording import plainly
from rag.checking.cite import Citer
from rag.checking.library_notes import read_by_ocr
from rag.model.client import Message
from rag.model.reading.reader import Reader
from rag.model.writer import Room, Writer
from rag.request_errors import EmptyQuestion, ModelError
from rag.shapes import Answer

_QUOTATIONS = "These are quotations from your documents instead."
_TURN = threading.BoundedSemaphore()


def answer(
    library: Library,
    question: str,
    documents: Sequence[str] = (),
    history: Sequence[Message] = (),
    writer: Writer | None = None,
    stop: threading.Event | None = None,
    reader: Reader | None = None,
) -> Generator[Event]:
    """Yield the events until ``question`` is answered, the last of which is the answer.

    ``history`` tells what the question leans on, never what to answer. A model that cannot be asked leaves
    the answer to the extractive engine, with a note that says so. ``reader`` helps it to choose, and finds
    what each source says.

    Raises ``EmptyQuestion`` and ``DocumentNotFound`` at once; later ``Stopped`` and what search raises.
    """
    question = " ".join(question.split())
    if not any(character.isalnum() for character in question):
        raise EmptyQuestion("the question is empty; ask in words what you want to know")
    for ref in documents:
        library.document(ref)
    return _answered(library, question, documents, history, writer, stop, reader)


def _answered(
    library: Library,
    question: str,
    documents: Sequence[str],
    history: Sequence[Message],
    writer: Writer | None,
    stop: threading.Event | None,
    reader: Reader | None,
) -> Generator[Event]:
    standing, failed = _standing(library, question, history, writer, stop)
    if failed:
        writer = None
    if writer is None and (thing := thing_mentioned(standing.question)):
        with _turn(), library.snapshot():
            found = documents_on(library, standing.question, thing, documents)
        yield from checked_sentences(found)
        yield _told(library, question, standing, Answered(found))
        return
    if writer:
        asked = _look_up(library, standing, documents, writer, stop, reader)
    else:
        standing, asked = _quoted(library, standing, documents, reader)
    if writer and asked.material:
        try:
            for event in write(asked, writer, stop):
                yield _told(library, question, standing, event)
        except ModelError as error:
            failed = error
        else:
            return
    quoted = asked.quoted
    if failed:
        given = _QUOTATIONS if quoted.found else "Without it, nothing was found."
        quoted = replace(quoted, notes=(instead_of(failed, given), *quoted.notes))
    else:
        yield from checked_sentences(quoted)
    if writer and standing.usage.prompt_tokens:
        quoted = replace(quoted, notes=(*quoted.notes, writer.bill(standing.usage)))
    yield _told(library, question, standing, Answered(quoted))


def _standing(
    library: Library,
    question: str,
    history: Sequence[Message],
    writer: Writer | None,
    stop: threading.Event | None,
) -> tuple[StandaloneQuestion, ModelError | None]:
    """The question standing alone, without a model in plain words; and how the model failed."""
    failed = None
    if writer:
        try:
            return stand_alone(question, history, writer, stop, library.searcher.embedded), None
        except ModelError as error:
            failed = error
    searcher = library.searcher

    def spelled(text: str) -> str:
        return with_capitals(mended(text, searcher), searcher)

    # What is mistyped must be mended first: "they" stands for names that the last question may misspell.
    turns = [
        replace(turn, content=spelled(turn.content)) if turn.role == "user" else turn for turn in history
    ]
    standing = stand_alone(spelled(question), turns, embed=searcher.embedded)
    as_asked = plainly(standing.as_asked) if standing.as_asked else ""
    return replace(standing, question=plainly(standing.question), as_asked=as_asked), failed


def _look_up(
    library: Library,
    standing: StandaloneQuestion,
    documents: Sequence[str],
    writer: Writer,
    stop: threading.Event | None,
    reader: Reader | None,
) -> Question:
    """All that is read from the library for a question, and the documents that the model is to be shown."""
    queries, spent = [standing.question], standing.usage
    room = writer.room(stop=stop)
    if not _may_fit(library, documents, room):
        more, usage = search_queries(standing.question, writer, stop)
        queries, spent = [*queries, *more], spent + usage
    with _turn(), library.snapshot():
        found = retrieve(library, standing.question, documents, reader)
        quoted = quotations(found)
        material = gather(library, queries, documents, room)
        shown = {document.id for document in material.documents.values()}
        found = replace(found, citer=Citer(library, shown | set(found.citer.documents)))
        return Question(found, material, quoted, spent)


def _quoted(
    library: Library, standing: StandaloneQuestion, documents: Sequence[str], reader: Reader | None
) -> tuple[StandaloneQuestion, Question]:
    """The quotations that answer; else what is said of a thing that is only named; and the question taken."""
    with _turn(), library.snapshot():
        standing, found = retrieve_follow_up(library, standing, documents, reader)
        if standing.thing and not is_spoken_of(standing.thing, found.ranked, library.searcher.embedded):
            found = replace(found, confidence=0.0)
        quoted = quotations(found)
        told = _told_of(library, standing.question, documents, quoted)
        return standing, Question(found, PromptMaterial(), told or quoted, standing.usage)


def _told_of(library: Library, question: str, documents: Sequence[str], quoted: Answer) -> Answer | None:
    """The answer on a thing that is only named; ``None`` if ``quoted`` answers, or nothing is said of it."""
    is_surer = quoted.confidence >= SURE_OF_TOPIC or not requested_topic(question)
    thing = bare_topic(question)
    if not thing or (quoted.found and is_surer):
        return None
    told = sentences_on(library, question, thing, documents)
    return told if told.found else None


def _may_fit(library: Library, documents: Sequence[str], room: Room) -> bool:
    """Return whether the documents may be shown whole, by their size alone."""
    wanted = {library.document(ref).id for ref in documents}
    size = sum(d.characters for d in library.documents() if not wanted or d.id in wanted)
    return size <= room.whole * CHARACTERS_A_TOKEN


@contextmanager
def _turn() -> Iterator[None]:
    """One question looks up at a time: each uses all processors, and threads of Python slow each other down.

    Where one is held up, by an endpoint that gives vectors say, the others do not wait for it.
    """
    mine = _TURN.acquire(timeout=TURN_PATIENCE)
    try:
        yield
    finally:
        if mine:
            _TURN.release()


def _told(library: Library, question: str, standing: StandaloneQuestion, event: Event) -> Event:
    """An answer under the question as the reader asked it, with how it was understood and what OCR read."""
    if not isinstance(event, Answered):
        return event
    answer = event.answer
    notes = (*answer.notes, *read_by_ocr(library, answer.citations))
    if standing.question.casefold() != question.casefold():  # capitals on names are no news
        notes = (f"Understood as: {standing.question}", *notes)
    return Answered(replace(answer, question=question, notes=notes))


def instead_of(error: ModelError, given: str) -> str:
    """Return the note that a model failed, followed by ``given``: the replacement for its answer."""
    said = str(error).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}. {given}"
