"""Have a model read documents whole and take notes, part by part, several parts at once.

Notes are kept as they come, so that a later run goes on where this one ended.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from index.library import Library
from rag.model import tokens
from rag.model.client import Usage
from rag.model.prompt import PromptDocument, show
from rag.model.retries import go_on
from rag.model.writer import Writer
from rag.request_errors import (
    ContextTooLong,
    JsonMissing,
    ModelBroken,
    ModelBrokeOff,
    ModelError,
    ThoughtTooLong,
)
from rag.summarizing.document_notes import DocumentNote, KeptNotes
from rag.summarizing.estimate import prompt_size
from rag.summarizing.note_reading import SCHEMA, NoteTexts, read_notes
from rag.summarizing.parallel_requests import in_parallel
from rag.summarizing.weights import KEY_TOKENS, LABEL_TOKENS, NOTED_TOKENS, SPLITS, SPLITS_UNREAD

Parts = tuple[PromptDocument, ...]
"""What is read in one request: parts of documents, each whole where it fits."""


@dataclass(frozen=True)
class TakenNotes:
    """The notes on documents, in their order, and what they cost.

    ``dropped`` counts notes that name no sentence. ``unread``: the ids of documents that the model failed to
    read, wholly or in part, with the last ``failure``.
    """

    notes: tuple[DocumentNote, ...] = ()
    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    dropped: int = 0
    unread: tuple[str, ...] = ()
    failure: ModelError | None = None

    def remarks(self) -> Iterator[str]:
        """Yield what a reader is to know of them."""
        if self.dropped:
            yield f"Notes that name no sentence, dropped: {self.dropped}."
        if self.unread:
            yield f"Documents that the model could not read to their end: {len(self.unread)}. {self.failure}"


@dataclass(frozen=True)
class _Read:
    """The result of one request: the notes on each part, the cost, and what is left to be read again."""

    notes: tuple[tuple[DocumentNote, ...], ...] = ()
    requests: int = 1
    usage: Usage = field(default_factory=Usage)
    dropped: int = 0
    failure: ModelError | None = None


def take_notes(
    library: Library,
    writer: Writer,
    documents: Sequence[PromptDocument],
    progress: Callable[[int, int], None],
    stop: threading.Event,
) -> TakenNotes:
    """Have every document read; those that the library has notes on are not read again.

    ``progress`` gets the requests done and their number. Raises ``ModelError`` where nothing can be read, and
    ``Stopped`` once ``stop`` is set; notes taken until then are kept.
    """
    kept = KeptNotes(library.catalog, writer, "notes")
    most = min(NOTED_TOKENS, writer.room(prompt_size("notes", SCHEMA), stop).whole)
    parts = [part for document in documents for part in cut(document, most)]
    found = {n: notes for n, part in enumerate(parts) if (notes := kept.get([part])) is not None}
    packs = list(_packed([n for n in range(len(parts)) if n not in found], parts, most))
    jobs = [_Reading(writer, tuple(parts[n] for n in numbers)) for numbers in packs]
    taken = TakenNotes()
    with closing(in_parallel(writer, jobs, progress, stop)) as results:
        for job, read in results:
            for n, notes in zip(packs[job], read.notes, strict=False):
                found[n] = notes
                if not read.failure:
                    kept.keep([parts[n]], notes)
            taken = _with(taken, read, [parts[n].document.id for n in packs[job]])
            if read.failure and not found:
                raise read.failure
    return replace(
        taken,
        notes=tuple(note for n in sorted(found) for note in found[n]),
        unread=tuple(dict.fromkeys(taken.unread)),
    )


def _with(taken: TakenNotes, read: _Read, ids: Sequence[str]) -> TakenNotes:
    return replace(
        taken,
        requests=taken.requests + read.requests,
        usage=taken.usage + read.usage,
        dropped=taken.dropped + read.dropped,
        unread=(*taken.unread, *(ids if read.failure else ())),
        failure=read.failure or taken.failure,
    )


def cut(shown: PromptDocument, most: int) -> Iterator[PromptDocument]:
    """Cut a document into parts of whole sentences, each of at most ``most`` tokens, about."""
    room, at = most - LABEL_TOKENS, 0
    left = room
    for n, sentence in enumerate(shown.sentences):
        size = tokens.count(sentence.text) + KEY_TOKENS
        if size > left and n > at:
            yield replace(shown, sentences=shown.sentences[at:n])
            left, at = room, n
        left -= size
    if shown.sentences[at:]:
        yield replace(shown, sentences=shown.sentences[at:])


def _packed(numbers: Sequence[int], parts: Sequence[PromptDocument], most: int) -> Iterator[tuple[int, ...]]:
    """Numbers of parts that are read together: as many as fit ``most`` tokens, in order."""
    pack: list[int] = []
    left = most
    for n in numbers:
        size = sum(tokens.count(s.text) + KEY_TOKENS for s in parts[n].sentences) + LABEL_TOKENS
        if pack and size > left:
            yield tuple(pack)
            pack, left = [], most
        pack.append(n)
        left -= size
    if pack:
        yield tuple(pack)


@dataclass(frozen=True)
class _Reading:
    """A request for notes; where it fails, it is made in two."""

    writer: Writer
    parts: Parts

    def __call__(self, stop: threading.Event) -> _Read:
        return self._read(self.parts, 0, stop)

    def _read(self, parts: Parts, depth: int, stop: threading.Event) -> _Read:
        go_on(stop)
        try:
            return self._asked(parts, stop)
        except (ContextTooLong, ModelBroken) as error:
            halves = _halves(parts)
            if not halves or depth >= _splits(error):
                return _Read(failure=error)
        return _joined(parts, [self._read(half, depth + 1, stop) for half in halves])

    def _asked(self, parts: Parts, stop: threading.Event) -> _Read:
        prompt = show("Take notes.", parts, "notes")
        tokens_left = self.writer.answer_tokens(stop)
        value, usage = self.writer.model.structured(prompt.messages, SCHEMA, tokens_left, stop)
        places = [[(one.document, one.start, one.end)] for one in prompt.sentences]
        notes, dropped = read_notes(value, prompt.keys, places, texts_of(parts))
        return _Read(tuple(_on(part, notes) for part in parts), 1, usage, dropped)


def _splits(error: ModelError) -> int:
    """The number of times that what could not be read is split in two and read again."""
    if isinstance(error, ContextTooLong):
        return SPLITS
    return SPLITS_UNREAD if isinstance(error, JsonMissing | ModelBrokeOff | ThoughtTooLong) else 0


def texts_of(parts: Sequence[PromptDocument]) -> NoteTexts:
    """The texts of documents, to verify notes against."""
    return NoteTexts(
        {part.document.id: part.text for part in parts},
        {part.document.id: part.document.published for part in parts},
    )


def _on(part: PromptDocument, notes: Sequence[DocumentNote]) -> tuple[DocumentNote, ...]:
    """The notes whose first sentence is in a part."""
    mine = {(part.document.id, sentence.start) for sentence in part.sentences}
    return tuple(note for note in notes if note.places[0][:2] in mine)


def _halves(parts: Parts) -> list[Parts]:
    """The same in two; none where it is a single sentence."""
    if len(parts) > 1:
        return [parts[: len(parts) // 2], parts[len(parts) // 2 :]]
    (part,) = parts
    middle = len(part.sentences) // 2
    if not middle:
        return []
    return [
        (replace(part, sentences=part.sentences[:middle]),),
        (replace(part, sentences=part.sentences[middle:]),),
    ]


def _joined(parts: Parts, reads: Sequence[_Read]) -> _Read:
    """Join the results of two halves as those of the whole."""
    notes = [note for read in reads for found in read.notes for note in found]
    failure = next((read.failure for read in reads if read.failure), None)
    spent = sum((read.usage for read in reads), Usage())
    whole = tuple(_on(part, notes) for part in parts)
    return _Read(
        () if failure and not notes else whole,
        1 + sum(read.requests for read in reads),
        spent,
        sum(read.dropped for read in reads),
        failure,
    )
