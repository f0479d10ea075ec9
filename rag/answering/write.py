"""An answer in a model's words: cited as it comes, checked when it is whole."""

import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from rag.answering.checked_reply import CheckedReply, check_reply
from rag.answering.disagreements.compare import cited
from rag.answering.events import Answered, CheckedSentence, Event, WrittenSentence
from rag.answering.prompt_material import PromptMaterial
from rag.answering.retrieve import Retrieved, nearest
from rag.answering.weights import MOST_FOLLOW_UPS
from rag.answering.written import Written
from rag.checking.checked_claims import CheckedClaims
from rag.checking.cite import Citer
from rag.model import tokens
from rag.model.client import Usage
from rag.model.reply import FurtherQuestion, Reply, ReplyEvent, ReplySentence
from rag.model.writer import Writer
from rag.shapes import NOT_FOUND, Answer, AnswerSentence, ShortAnswer, Verdict


@dataclass(frozen=True)
class Question:
    """A question with all that was found for it, and the usage of the model before its answer."""

    found: Retrieved
    material: PromptMaterial
    quoted: Answer
    spent: Usage


def write(asked: Question, writer: Writer, stop: threading.Event | None = None) -> Iterator[Event]:
    """Write an answer from the documents shown, and have it checked; the last event is the answer.

    Raises ``ModelError`` and ``Stopped``.
    """
    found = asked.found
    shown, pieces = writer.reply(found.question, asked.material.choose, stop)
    written = Written(shown)
    usage = yield from hear_out(written, pieces, found.citer.again())
    if written.is_refusal or not written.sentences:
        yield Answered(_without_answer(asked, written, writer, usage))
        return
    checked = check_reply(found.question, written, writer, stop)
    answer = _answer(asked, written, checked, writer, usage)
    yield from checked_sentences(answer)
    yield Answered(answer)


def hear_out(written: Written, pieces: Iterator[str | Usage], citer: Citer) -> Generator[Event, None, Usage]:
    """Read a model's words as they come, until enough is read; returns the usage.

    ``citer`` is mutated: it numbers the citations of the sentences yielded.
    """
    reply = Reply(written.shown.keys)
    text, usage = "", None
    with closing(pieces):  # type: ignore[type-var]  # a generator
        for piece in pieces:
            if isinstance(piece, Usage):
                usage = piece
                continue
            text += piece
            yield from _heard(written, reply.feed(piece), citer)
            if written.is_over:
                break
    usage = usage or Usage(written.shown.size, tokens.count(text))
    yield from _heard(written, reply.close(), citer)
    return usage


def _heard(written: Written, events: Iterator[ReplyEvent], citer: Citer) -> Iterator[Event]:
    for event in events:
        if not isinstance(event, ReplySentence | FurtherQuestion):
            if not written.is_refusal:
                yield event
        elif written.add(event) and isinstance(event, ReplySentence) and not written.is_refusal:
            before = len(citer.citations)
            numbers = tuple(dict.fromkeys(c.n for c in citer.cite(written.places(event))))
            sentence = AnswerSentence(event.text, numbers, Verdict.UNCLEAR, block=event.block)
            yield WrittenSentence(sentence, citer.citations[before:])


def checked_sentences(answer: Answer) -> Iterator[CheckedSentence]:
    """The sentences of a finished answer, each with the citations that are new with it."""
    known = 0
    for sentence in answer.sentences:
        last = max((known, *sentence.citations))
        yield CheckedSentence(sentence, answer.citations[known:last])
        known = last


def _answer(asked: Question, written: Written, reply: CheckedReply, writer: Writer, usage: Usage) -> Answer:
    found, claims = asked.found, reply.checked
    notes = (
        *_remarks(written, usage),
        *((f"The answer was not read a second time: {claims.failure}",) if claims.failure else ()),
        *found.notes,
        writer.bill(asked.spent + usage + claims.usage),
    )
    if reply.is_refusal:
        said = " ".join(sentence.text for sentence in written.sentences)
        return _not_found(found, writer, (f"{writer.model.name}: {said}", *notes))
    citer = found.citer.again()
    sentences = tuple(
        replace(one.sentence, citations=tuple(c.n for c in citer.cite(one.places))) for one in reply.sentences
    )
    differ = cited(found.compared.disputes, citer)
    if claims.is_doubtful:
        notes = (
            "More than half of this answer is not in your documents; read the passages beside it.",
            *notes,
        )
    return Answer(
        found.question,
        True,
        round((found.confidence + claims.supported_share) / 2, 3),
        writer.model.name,
        sentences,
        citer.citations,
        differ,
        nearest=nearest(found) if claims.is_doubtful else (),
        notes=notes,
        checked_by=claims.checked_by,
        short=_short(claims, sentences, citer),
        follow_ups=tuple(dict.fromkeys(written.follow_ups))[:MOST_FOLLOW_UPS],
    )


def _short(claims: CheckedClaims, said: Sequence[AnswerSentence], citer: Citer) -> ShortAnswer | None:
    """The answer in a few words, if a sentence cites what bears it out."""
    known = {n for sentence in said for n in sentence.citations}
    found = {c.n for c in citer.citations if (c.document, c.start, c.end) in claims.short_places}
    return ShortAnswer(claims.short, tuple(sorted(known & found))) if claims.short and known & found else None


def _without_answer(asked: Question, written: Written, writer: Writer, usage: Usage) -> Answer:
    """That there is no answer, with the model's reason; quotations where it said nothing at all."""
    found = asked.found
    notes = (*_remarks(written, usage), *found.notes, writer.bill(asked.spent + usage))
    if not written.is_refusal:
        failed = f"{writer.model.name} wrote nothing that can be read as an answer; these are quotations."
        return replace(asked.quoted, notes=(failed, *notes))
    reason = " ".join(sentence.text for sentence in written.sentences)
    told = (
        ()
        if not reason or reason.rstrip(".") == NOT_FOUND.rstrip(".")
        else (f"{writer.model.name}: {reason}",)
    )
    return _not_found(found, writer, (*told, *notes))


def _not_found(found: Retrieved, writer: Writer, notes: tuple[str, ...]) -> Answer:
    sure = round(found.confidence / 2, 3)
    return Answer(found.question, False, sure, writer.model.name, nearest=nearest(found), notes=notes)


def _remarks(written: Written, usage: Usage) -> Iterator[str]:
    if written.removed:
        yield f"Citations that name no sentence, removed: {written.removed}."
    if usage.finish == "length":
        yield "The model reached the limit of what it may write; its answer may be incomplete."
    if usage.finish == "content_filter":
        yield "The endpoint's filter cut the answer short."
