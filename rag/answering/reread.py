"""Rank sentences again once a reader has read their passages together with the question."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.ranker import SENTENCE_WEIGHTS_READ, Candidate, by_chance
from rag.answering.weights import FARTHEST_READ, READ_PASSAGES
from rag.model.reading.reader import Reader, Reading


def reread(question: str, ranked: Sequence[Candidate], reader: Reader) -> list[Candidate]:
    """``ranked``, likeliest first, in the order that a reader gives, which reads the best passages."""
    hits = list({one.hit.number: one.hit for one in ranked}.values())[:READ_PASSAGES]
    readings = reader.read(question, [hit.text for hit in hits])
    read = {hit.number: reading for hit, reading in zip(hits, readings, strict=True)}
    lowest = min((_clipped(reading.answered) for reading in readings), default=0.0)
    seen = [
        _with_reading(one, read[one.hit.number]) if one.hit.number in read else _unread(one, lowest)
        for one in ranked
    ]
    return by_chance(seen, SENTENCE_WEIGHTS_READ)


def _with_reading(one: Candidate, reading: Reading) -> Candidate:
    start = one.hit.start
    span = reading.best_span(one.sentence.start - start, one.sentence.end - start)
    score = _clipped(span.score) if span else -FARTHEST_READ
    signals = replace(one.signals, span=score, answered=_clipped(reading.answered))
    return replace(one, signals=signals, words=one.hit.text[span.start : span.end] if span else "")


def _unread(one: Candidate, lowest: float) -> Candidate:
    return replace(one, signals=replace(one.signals, span=-FARTHEST_READ, answered=lowest))


def _clipped(log_odds: float) -> float:
    return max(-FARTHEST_READ, min(log_odds, FARTHEST_READ))
