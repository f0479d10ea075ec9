"""Rank sentences again once a reader has read their passages together with the question."""

import re
from collections.abc import Sequence

from rag.answering.asked_column import asked_column
from rag.answering.asked_part import asked_part
from rag.answering.ranker import SENTENCE_WEIGHTS_READ, Candidate, SentenceSignals, by_chance
from rag.answering.readings import Readings
from rag.answering.weights import CLOSE_SPAN, FARTHEST_READ, READ_CLOSELY, READ_PASSAGES
from rag.model.reading.reader import AnswerSpan, Reading

_WORD = re.compile(r"\w+(?:[.,]\d+)*")


def reread(ranked: Sequence[Candidate], readings: Readings) -> list[Candidate]:
    """``ranked``, likeliest first, in the order that a reader gives, which reads the best passages."""
    hits = list({one.hit.number: one.hit for one in ranked}.values())[:READ_PASSAGES]
    readings.read(hits)
    read = [reading for hit in hits if (reading := readings.of(hit))]
    lowest = min((clipped(reading.answered) for reading in read), default=0.0)
    seen = [_with_reading(readings.question, one, readings.of(one.hit), lowest) for one in ranked]
    return _read_closely(by_chance(seen, SENTENCE_WEIGHTS_READ), readings)


def _read_closely(ranked: Sequence[Candidate], readings: Readings) -> list[Candidate]:
    """``ranked`` once the likeliest are read again, each with the sentence before it alone.

    A small reader misses in a long passage what it finds in two sentences, and the other way round: the mean
    of both counts.
    """
    near, others = ranked[:READ_CLOSELY], ranked[READ_CLOSELY:]
    parts = [_with_the_one_before(one) for one in near]
    read = zip(near, readings.short([text for text, _ in parts]), parts, strict=True)
    seen = [_closer(readings.question, one, reading, at) for one, reading, (_, at) in read]
    return by_chance([*seen, *others], SENTENCE_WEIGHTS_READ)


def _with_the_one_before(one: Candidate) -> tuple[str, int]:
    """A sentence with the one before it in its passage, and the character where it begins there."""
    before = [other for other in one.hit.sentences if other.start < one.sentence.start]
    begin = before[-1].start if before else one.sentence.start
    offset = one.sentence.start - begin
    return one.hit.text[begin - one.hit.start : one.sentence.end - one.hit.start], offset


def _closer(question: str, one: Candidate, reading: Reading, at: int) -> Candidate:
    """A sentence with a closer reading, in which it begins at a character."""
    span = reading.best_span(at)
    if span is None:
        return one
    found = _asked(question, one, AnswerSpan(span.start - at, span.end - at, span.score))
    score, before = clipped(span.score), one.signals
    words = one.sentence.text[found.start : found.end] if score > before.span else one.words
    return _read_so(
        one,
        before.span + CLOSE_SPAN * (score - before.span),
        (before.answered + clipped(reading.answered)) / 2,
        words,
    )


def likeliest_words(question: str, one: Candidate, reading: Reading) -> AnswerSpan | None:
    """The likeliest words of a sentence for ``question``, as characters of it; ``None`` of a reader that
    gives no spans.
    """
    start = one.sentence.start - one.hit.start
    span = reading.best_span(start, one.sentence.end - one.hit.start)
    if span is None:
        return None
    return _asked(question, one, AnswerSpan(span.start - start, span.end - start, span.score))


def clipped(log_odds: float) -> float:
    """Log-odds as they count: a reader is sure of too much."""
    return max(-FARTHEST_READ, min(log_odds, FARTHEST_READ))


def _asked(question: str, one: Candidate, span: AnswerSpan) -> AnswerSpan:
    """A reader's words as a whole: of a table those of the year asked about, of a whole its part."""
    span = _whole(one.sentence.text, span)
    return asked_part(question, one.sentence.text, asked_column(question, one, span))


def _whole(text: str, span: AnswerSpan) -> AnswerSpan:
    """A span with the rest of the words and figures that it cuts: "1,354", not "354"."""
    start, end = span.start, span.end
    for word in _WORD.finditer(text, text.rfind(" ", 0, start) + 1):
        if word.start() >= span.end:
            break
        if span.start < word.end():
            start, end = min(start, word.start()), max(end, word.end())
    return AnswerSpan(start, end, span.score)


def _with_reading(question: str, one: Candidate, reading: Reading | None, lowest: float) -> Candidate:
    if reading is None:
        return _read_so(one, -FARTHEST_READ, lowest, "")
    span = likeliest_words(question, one, reading)
    score = clipped(span.score) if span else -FARTHEST_READ
    words = one.sentence.text[span.start : span.end] if span else ""
    return _read_so(one, score, clipped(reading.answered), words)


def _read_so(one: Candidate, span: float, answered: float, words: str) -> Candidate:
    signals = [*vars(one.signals).values()]
    signals[-2:] = span, answered
    return Candidate(one.hit, one.sentence, SentenceSignals(*signals), one.score, words)
