"""A briefing in a model's words: it reads every document, takes notes, and writes from the notes.

Code decides which documents are of the event, verifies what the model claims, and has every sentence checked.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.library import Library
from rag.answering.checked_reply import CitedSentence
from rag.briefing.claimed_disputes import VerifiedDisputes, merged, verified
from rag.briefing.composition import PARTS, SCHEMA, CitedText, Composition, compose
from rag.briefing.disputes import Dispute
from rag.briefing.material import BriefingMaterial
from rag.briefing.note_merging import MergedNotes, NoteMerger
from rag.briefing.note_sheet import NoteSheet
from rag.briefing.placing_sentences import placed
from rag.briefing.weights import COMPOSING_TRIES
from rag.checking.checked_claims import CheckedClaims, Claim, check_claims
from rag.checking.missing_facts import missing_facts
from rag.checking.source_text import SourceText
from rag.english.text import read as read_words
from rag.model import tokens
from rag.model.citation_keys import CitationKeys
from rag.model.client import Usage
from rag.model.prompt import PromptDocument
from rag.model.writer import Writer
from rag.request_errors import ContextTooLong
from rag.shapes import AnswerSentence
from rag.summarizing.estimate import counted, prompt_size
from rag.summarizing.note_taking import TakenNotes, take_notes, texts_of

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True)
class WrittenBriefing:
    """A model's briefing: ``parts`` by the names of ``PARTS``, the timeline with its dates, the disputes.

    ``title`` is empty where the model's does not stand in the documents. ``notes`` are for the reader.
    """

    parts: Mapping[str, tuple[CitedSentence, ...]]
    timeline: tuple[tuple[str, CitedSentence], ...] = ()
    disputes: tuple[Dispute, ...] = ()
    title: str = ""
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if the model wrote no sentence."""
        return not (self.timeline or any(self.parts.values()))


@dataclass
class _Bill:
    requests: int = 0
    usage: Usage = field(default_factory=Usage)

    def add(self, spent: TakenNotes | MergedNotes | VerifiedDisputes | CheckedClaims) -> None:
        self.requests += spent.requests
        self.usage += spent.usage


@dataclass(frozen=True)
class BriefingWriter:
    """The means to write a briefing; ``documents`` are those that are read, copies of others left out."""

    library: Library
    writer: Writer
    evidence: BriefingMaterial
    documents: Sequence[PromptDocument]
    progress: Progress
    stop: threading.Event

    def write(self, disputed: Sequence[Dispute]) -> WrittenBriefing:
        """Write the briefing; ``disputed`` is what code found. Raises ``ModelError`` and ``Stopped``."""
        bill = _Bill()
        taken = take_notes(self.library, self.writer, self.documents, self._stage("taking notes"), self.stop)
        bill.add(taken)
        if not taken.notes:
            return WrittenBriefing({}, notes=(*taken.remarks(), self._billed(bill)))
        notes, composed = self._composed(taken, bill)
        self.progress("checking", 0, 1)
        composed = placed(self.evidence, composed)
        differ = verified(self.evidence, composed.differ, self._read, self.writer, self.stop)
        bill.add(differ)
        sentences = [*(one for part in PARTS for one in composed.parts[part]), *composed.timeline]
        checked = self._checked(sentences)
        bill.add(checked)
        self.progress("checking", 1, 1)
        told = iter(_cited(sentences, checked))
        parts = {part: tuple(next(told) for _ in composed.parts[part]) for part in PARTS}
        return WrittenBriefing(
            parts,
            tuple((one.date, sentence) for one, sentence in zip(composed.timeline, told, strict=True)),
            tuple(merged(disputed, differ.disputes)),
            self._title(composed, sentences),
            composed.questions,
            (*self._remarks(checked), *taken.remarks(), *notes, *_unconfirmed(differ), self._billed(bill)),
        )

    @property
    def _read(self) -> dict[str, PromptDocument]:
        """The documents by id, those of the event first."""
        order = sorted(self.documents, key=lambda one: one.document.id not in self.evidence.evident)
        return {one.document.id: one for one in order}

    def _stage(self, name: str) -> Callable[[int, int], None]:
        return lambda done, total: self.progress(name, done, total)

    def _composed(self, taken: TakenNotes, bill: _Bill) -> tuple[tuple[str, ...], Composition]:
        """The composition, from as many notes as the model can read; and remarks on what was left out."""
        read = self._read
        stage = self._stage("joining notes")
        merger = NoteMerger(self.library, self.writer, read, texts_of(self.documents), stage, self.stop)
        around = prompt_size("brief", SCHEMA) + tokens.count(self._words())
        room = self.writer.room(around, self.stop).parts
        for left in reversed(range(COMPOSING_TRIES)):
            joined = merger.merge(taken.notes, room)
            bill.add(joined)
            self.progress("writing", 0, 1)
            try:
                composed, usage = compose(self.writer, joined.sheet, self._task(joined.sheet), self.stop)
            except ContextTooLong:
                if not left:
                    raise
                room //= 2
            else:
                break
        bill.requests, bill.usage = bill.requests + 1, bill.usage + usage
        self.progress("writing", 1, 1)
        return tuple(joined.remarks()), composed

    def _words(self) -> str:
        topic = self.evidence.topic
        about = f" Write about this topic and leave out what is not about it: {topic}" if topic else ""
        return f"Write the briefing.{about}"

    def _task(self, sheet: NoteSheet) -> Callable[[CitationKeys], str]:
        ids = [note.places[0][0] for note in sheet.notes]
        first = next((n for n, id in enumerate(ids, 1) if id not in self.evidence.evident), None)

        def task(keys: CitationKeys) -> str:
            if first is None:
                return self._words()
            key = f"[{keys.key(first)}]"
            return f'{self._words()}\nThe notes from {key} on are of other events: for "background" alone.'

        return task

    def _checked(self, sentences: Sequence[CitedText]) -> CheckedClaims:
        cited = {id for one in sentences for id, _, _ in one.places}
        documents = [one for one in self.documents if one.document.id in cited]
        claims = [Claim(one.text, one.places) for one in sentences]
        return check_claims(self.writer, "", claims, documents or self.documents[:1], self.stop)

    def _title(self, composed: Composition, sentences: Sequence[CitedText]) -> str:
        """The model's title, unless it has a figure, a date or a name that no document cited has."""
        cited = {id for one in sentences for id, _, _ in one.places}
        read = [one for one in self.documents if one.document.id in cited]
        sources = [SourceText.of(one.document, one.sentences) for one in read]
        return "" if any(missing_facts(read_words(composed.title), (), sources)) else composed.title

    def _remarks(self, checked: CheckedClaims) -> Iterator[str]:
        if checked.is_doubtful:
            yield "More than half of this briefing is not in your documents; read the sources."
        yield from checked.remarks

    def _billed(self, bill: _Bill) -> str:
        return f"{self.writer.bill(bill.usage)} {counted(bill.requests)}."


def _cited(sentences: Sequence[CitedText], checked: CheckedClaims) -> Iterator[CitedSentence]:
    for one, ruling in zip(sentences, checked.rulings, strict=True):
        sentence = AnswerSentence(one.text, (), ruling.verdict, ruling.problems)
        yield CitedSentence(sentence, ruling.places)


def _unconfirmed(differ: VerifiedDisputes) -> Iterator[str]:
    """The disagreements that were claimed and do not stand, in words."""
    for claim in differ.rejected:
        values = "; ".join(value.text for value in claim.values)
        yield f"Not confirmed as a disagreement: {claim.topic}{f' ({values})' if values else ''}."
