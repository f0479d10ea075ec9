"""A summary in a model's words, every sentence checked against the document.

A document that fits the model's window is shown whole. Of a longer one the model takes notes part by part,
and is then shown the document's own sentences that these rest on: nothing invented is summed up again.
"""

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from index.library import Library
from rag.answering.write import hear_out
from rag.answering.written import Written
from rag.checking.checked_claims import Claim, check_claims
from rag.checking.cite import Citer, Place
from rag.model.client import Usage
from rag.model.prompt import PromptDocument, block_size
from rag.model.writer import Room, Writer
from rag.request_errors import ContextTooLong, ModelBrokeOff
from rag.shapes import AnswerSentence
from rag.summarizing.note_taking import TakenNotes, take_notes
from rag.summarizing.prospects import word_count
from rag.summarizing.weights import TOO_MANY


@dataclass(frozen=True)
class SummaryLength:
    """The length of a summary: about ``sentences`` sentences, or at most ``words`` words if given."""

    sentences: int
    words: int | None = None

    def task(self) -> str:
        """The length in words to a model."""
        if self.words is not None:
            return f"Write at most {self.words} words in all."
        return f"Write {self.sentences} sentences." if self.sentences > 1 else "Write one sentence."


@dataclass(frozen=True)
class ModelSummary:
    """A model's sentences with the places to cite for each, and the questions it says are answered.

    ``requests`` and ``usage`` are what all of it took; ``notes`` are for the reader. ``complete``: all was
    read and checked, so that it is worth keeping.
    """

    sentences: tuple[tuple[AnswerSentence, tuple[Place, ...]], ...]
    questions: tuple[str, ...]
    requests: int
    usage: Usage
    notes: tuple[str, ...] = ()
    complete: bool = True


@dataclass(frozen=True)
class SummaryWriter:
    """The means to write a summary; ``progress`` gets the requests done and their number, about."""

    library: Library
    writer: Writer
    progress: Callable[[int, int], None]
    stop: threading.Event = field(default_factory=threading.Event)

    def write(self, document: PromptDocument, length: SummaryLength) -> ModelSummary:
        """Write the summary of a document. Raises ``ModelError`` and ``Stopped``."""
        taken = TakenNotes()
        try:
            written, usage = self._written(length, lambda room: _whole(document, room), 1)
        except (ContextTooLong, ModelBrokeOff):
            taken = take_notes(self.library, self.writer, [document], self.progress, self.stop)
            noted = _in_turn(taken)
            written, usage = self._written(length, lambda room: _excerpt(document, noted, room), 4)
        spent = replace(taken, requests=taken.requests + 1, usage=taken.usage + usage)
        return self._checked(document, length, written, spent)

    def _written(
        self, length: SummaryLength, choose: Callable[[Room], Sequence[PromptDocument]], tries: int
    ) -> tuple[Written, Usage]:
        shown, pieces = self.writer.reply(length.task(), choose, self.stop, tries=tries, prompt="summary")
        written = Written(shown)
        citer = Citer(self.library, [document.document.id for document in shown.documents])
        return written, heard_out(hear_out(written, pieces, citer))

    def _checked(
        self, document: PromptDocument, length: SummaryLength, written: Written, spent: TakenNotes
    ) -> ModelSummary:
        written_all = [] if written.is_refusal else written.sentences
        kept = _short_enough([sentence.text for sentence in written_all], length)
        claims = [Claim(written_all[n].text, written.places(written_all[n])) for n in kept]
        checked = check_claims(self.writer, "", claims, [document], self.stop)
        notes = [*spent.remarks(), *checked.remarks]
        if checked.is_doubtful:
            notes.insert(0, "More than half of this summary is not in the document; read the document.")
        if left := len(written_all) - len(kept):
            notes.append(f"Sentences beyond the length asked for, left out: {left}.")
        if written.removed:
            notes.append(f"Citations that name no sentence, removed: {written.removed}.")
        if spent.usage.finish == "length":
            notes.append("The model reached the limit of what it may write; the summary may be incomplete.")
        return ModelSummary(
            tuple(
                (AnswerSentence(claim.text, (), one.verdict, one.problems), one.places)
                for claim, one in zip(claims, checked.rulings, strict=True)
            ),
            tuple(dict.fromkeys(written.follow_ups)),
            spent.requests + checked.requests,
            spent.usage + checked.usage,
            tuple(notes),
            not (checked.failure or spent.unread),
        )


def _whole(document: PromptDocument, room: Room) -> Sequence[PromptDocument]:
    """The document, if there is room for it whole."""
    return [document] if block_size(document) <= room.whole else []


def _in_turn(taken: TakenNotes) -> list[Place]:
    """The places of notes: one of each tenth of the document, then a second of each, and so on."""
    places = list(dict.fromkeys(place for note in taken.notes for place in note.places))
    size = max(1, len(places) // 10)
    rows = [places[at : at + size] for at in range(0, len(places), size)]
    return [place for row in zip_longest(*rows) for place in row if place is not None]


def _excerpt(document: PromptDocument, places: Sequence[Place], room: Room) -> Sequence[PromptDocument]:
    """As many of the sentences at ``places`` as there is room for, in reading order."""
    most = len(places)
    while most:
        wanted = {start for _, start, _ in places[:most]}
        kept = tuple(sentence for sentence in document.sentences if sentence.start in wanted)
        shown = replace(document, sentences=kept)
        if (size := block_size(shown)) <= room.parts:
            return [shown]
        most = min(most - 1, most * room.parts // size)
    return []


def _short_enough(texts: Sequence[str], length: SummaryLength) -> list[int]:
    """The indices of the sentences that fit the length, in order."""
    if length.words is None:
        return list(range(len(texts)))[: TOO_MANY * max(1, length.sentences)]
    kept, left = [], length.words
    for n, text in enumerate(texts):
        if (size := word_count(text)) <= left:
            kept.append(n)
            left -= size
    return kept


def heard_out(events: Generator[object, None, Usage]) -> Usage:
    """The value that a generator returns at its end."""
    while True:
        try:
            next(events)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]  # the value of a generator is of its type
