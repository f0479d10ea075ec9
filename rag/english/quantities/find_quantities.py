"""Find the quantities of a sentence."""

from collections.abc import Iterator, Sequence
from math import isfinite

from rag.english.quantities.bounds import add_hedge, add_suffix
from rag.english.quantities.number_digits import read_digits
from rag.english.quantities.number_special import read_special
from rag.english.quantities.number_spoken import read_spoken
from rag.english.quantities.number_tokens import DIGIT, NumberReading, TokenSentence
from rag.english.quantities.number_words import LETTERS_RUN, SPOKEN, TRIGGERS
from rag.english.quantities.partitives import with_nouns
from rag.english.quantities.quantity import Quantity
from rag.english.quantities.quantity_compare import compare
from rag.english.quantities.quantity_joins import joined
from rag.english.quantities.quantity_nouns import noun_after, read_age
from rag.english.quantities.quantity_units import measure

__all__ = ["Quantity", "compare", "find"]


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """Find the quantities of ``text``, in order; numbers within the spans ``taken`` (characters) are left
    out.
    """
    if not DIGIT.search(text) and TRIGGERS.isdisjoint(LETTERS_RUN.findall(text.lower())):
        return ()
    sentence = TokenSentence(text)
    readings = [r for r in joined(sentence, _read(sentence, taken)) if not r.skip]
    return with_nouns(text, tuple(_finished(sentence, readings)))


def _read(s: TokenSentence, taken: Sequence[tuple[int, int]]) -> Iterator[NumberReading]:
    """Read every number with its scale and unit, those to be skipped included."""
    i, before = 0, None
    while i < len(s.tokens):
        last = i
        for reading in _numbers_at(s, i, before):
            measure(s, reading)
            start, end = s.tokens[reading.first].start, s.tokens[reading.last].end
            if any(start < b and a < end for a, b in taken):
                reading.skip = "other"
            yield reading
            before, last = reading, max(last, reading.last)
            i = last + 1
        i = last + 1


def _numbers_at(s: TokenSentence, i: int, before: NumberReading | None) -> list[NumberReading]:
    token = s.tokens[i]
    if token.is_number:
        return [read_digits(s, i)]
    if token.low in SPOKEN:
        return read_spoken(s, i)
    if token.low in TRIGGERS:
        reading = read_special(s, i, before)
        return [reading] if reading else []
    return []


def _finished(s: TokenSentence, readings: list[NumberReading]) -> Iterator[Quantity]:
    floor = -1
    for number, r in enumerate(readings):
        ceiling = readings[number + 1].first if number + 1 < len(readings) else len(s.tokens)
        if r.first <= floor:
            continue
        noun_at = r.last
        if r.dimension in ("count", "ordinal"):
            r.noun, noun_at = noun_after(s, r.last, reach=4 if r.dimension == "count" else 1)
        read_age(s, r)
        if r.dimension not in ("ordinal", "score"):
            add_hedge(s, r, floor)
            add_suffix(s, r, noun_at, ceiling)
        floor = r.last
        if isfinite(r.low) and isfinite(r.high):
            yield _quantity(s, r)


def _quantity(s: TokenSentence, r: NumberReading) -> Quantity:
    start, end = s.tokens[r.first].start, s.tokens[r.last].end
    noun = r.noun if r.dimension in ("count", "ordinal") else None
    text = s.text[start:end]
    return Quantity(start, end, text, r.low, r.high, r.bound, r.dimension, r.unit, noun, r.inclusive)
