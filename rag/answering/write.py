"""An answer in a model's words, each sentence cited and checked as it comes."""

import re
import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace

from rag.answering.disagreements.compare import cited
from rag.answering.events import Answered, CheckedSentence, Event
from rag.answering.grounding import Grounding, Similarity
from rag.answering.retrieve import Retrieved, nearest
from rag.model import tokens
from rag.model.client import Usage
from rag.model.reply import DraftPiece, Reply, ReplySentence
from rag.model.writer import Writer
from rag.shapes import Answer, AnswerSentence, Verdict

_MOST = 12  # sentences; a model that goes on is going round
_IN_VAIN = 4  # claims after which a model none of whose is borne out is heard no longer
_ENOUGH = 1 / 3  # share of the claims that must be borne out, or the answer is not the model's
_BORNE = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.CONTRADICTED)
# A refusal in words of the model's own, where it does not write the key it was given for that.
_DECLINES = re.compile(
    r"\b(?:passages?|documents?|sources?|articles?|texts?|context|excerpts?)\b.{0,60}?"
    r"\b(?:(?:do|does|did)(?: not|n['’]t)|cannot|never)\s(?:\w+\s){0,2}?"
    r"(?:mention|sa[yi]|state|contain|provide|specif|include|give|answer|tell|address|discuss|indicate|describe)"
    r"|\b(?:no|not enough|insufficient) (?:\w+ )?(?:information|passages?|mention|evidence|answer)\b"
    r"|\bI (?:do not|don['’]t|cannot|can['’]t|could not|couldn['’]t|am unable to) (?:\w+ )?"
    r"(?:know|find|answer|tell|say)",
    re.IGNORECASE,
)


class Writing:
    """One answer being written: its checked sentences so far, and counts of those removed.

    At most ``most`` sentences are read.
    """

    def __init__(self, ground: Grounding, most: int = _MOST) -> None:
        self.ground = ground
        self.most = most
        self.sentences: list[AnswerSentence] = []
        self.removed = 0
        self.refused = False

    def hear(self, said: ReplySentence) -> CheckedSentence | None:
        """Check a sentence and keep it; return ``None`` for one that is not shown."""
        self.removed += said.unknown
        refusal = self.ground.shown.refusal
        if refusal in said.keys and (not said.text or len(said.keys) == 1):
            self.refused = True
            return None
        if not said.text or any(said.text == sentence.text for sentence in self.sentences):
            return None
        before = len(self.ground.citer.citations)
        sentence = self.ground.sentence(said)
        self.sentences.append(sentence)
        return CheckedSentence(sentence, self.ground.citer.citations[before:])

    @property
    def over(self) -> bool:
        """True if no more of the reply is read."""
        in_vain = len(self._claims()) >= _IN_VAIN and not self.checked_share
        return self.refused or in_vain or len(self.sentences) >= self.most

    @property
    def checked_share(self) -> float:
        """The share of the claims that a passage bears out or denies."""
        return self._share(_BORNE)

    @property
    def supported(self) -> float:
        """The share of the claims that a passage bears out in every word."""
        return self._share((Verdict.SUPPORTED,))

    @property
    def declines(self) -> bool:
        """True if it says, with the refusal key or in its first sentence, that the passages do not answer."""
        return self.refused or bool(self.sentences and _DECLINES.search(self.sentences[0].text))

    def _share(self, verdicts: tuple[str, ...]) -> float:
        claims = self._claims()
        return sum(sentence.verdict in verdicts for sentence in claims) / (len(claims) or 1)

    def _claims(self) -> list[AnswerSentence]:
        return [sentence for sentence in self.sentences if sentence.verdict != Verdict.UNCHECKED]


def write(
    found: Retrieved,
    quoted: Answer,
    writer: Writer,
    similarity: Similarity,
    spent: Usage,
    stop: threading.Event | None = None,
) -> Iterator[Event]:
    """Write an answer from the passages found; where that fails, it is ``quoted``, made without a model.

    ``spent`` on the question before. Raises ``ModelError`` and ``Stopped``.
    """
    shown, pieces = writer.reply(found.question, found.passages, found.citer.documents, stop)
    writing = Writing(Grounding(shown, found.citer, similarity))
    usage = yield from hear_out(writing, pieces)
    yield Answered(_answer(writing, found, quoted, writer, usage, spent))


def hear_out(writing: Writing, pieces: Iterator[str | Usage]) -> Generator[Event, None, Usage]:
    """Check a model's words as they come, until enough is read; returns the usage."""
    shown = writing.ground.shown
    reply = Reply(shown.hits, shown.refusal)
    text, usage = "", None
    with closing(pieces):  # type: ignore[type-var]  # a generator
        for piece in pieces:
            if isinstance(piece, Usage):
                usage = piece
                continue
            text += piece
            yield from _heard(writing, reply.feed(piece))
            if writing.over:
                break
    usage = usage or Usage(shown.size, tokens.count(text))
    if not writing.over and usage.finish == "stop":  # what was cut short is no sentence
        yield from _heard(writing, reply.close())
    return usage


def _heard(writing: Writing, events: Iterator[DraftPiece | ReplySentence]) -> Iterator[Event]:
    for event in events:
        if isinstance(event, DraftPiece):
            yield event
        elif checked := writing.hear(event):
            yield checked
        if writing.over:
            return


def _answer(
    writing: Writing, found: Retrieved, quoted: Answer, writer: Writer, usage: Usage, spent: Usage
) -> Answer:
    notes = (*_remarks(writing, usage), *found.notes, writer.bill(usage + spent))
    if writing.checked_share >= _ENOUGH and (writing.supported or not writing.declines):
        sure = round((found.confidence + writing.supported) / 2, 3)
        citer = writing.ground.citer
        differ = cited(found.compared.disputes, citer)
        said, made = tuple(writing.sentences), citer.citations
        return Answer(found.question, True, sure, writer.model.name, said, made, differ, notes=notes)
    if writing.declines or not quoted.found:
        sure = round(found.confidence / 2, 3)
        return Answer(found.question, False, sure, writer.model.name, nearest=nearest(found), notes=notes)
    little = "Little" if writing.checked_share else "Nothing"
    failed = f"{little} that {writer.model.name} wrote is borne out by your documents; these are quotations."
    return replace(quoted, notes=(failed, *notes))


def _remarks(writing: Writing, usage: Usage) -> Iterator[str]:
    if writing.removed:
        yield f"Citations that name no passage, removed: {writing.removed}."
    if usage.finish == "length":
        yield "The model reached the limit of what it may write; its answer may be incomplete."
    if usage.finish == "content_filter":
        yield "The endpoint's filter cut the answer short."
