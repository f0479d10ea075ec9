"""The quantities a sentence states, and whether a claim's agrees with its source's."""

from collections.abc import Iterator, Sequence
from math import isfinite

from rag.claims.bounds import add_hedge, add_suffix
from rag.claims.number_digits import read_digits
from rag.claims.number_special import read_special
from rag.claims.number_spoken import read_spoken
from rag.claims.number_tokens import DIGIT, Reading, Sentence
from rag.claims.number_words import LETTERS_RUN, SPOKEN, TRIGGERS
from rag.claims.quantity import Quantity
from rag.claims.quantity_compare import compare
from rag.claims.quantity_joins import joined
from rag.claims.quantity_nouns import noun_after, read_age
from rag.claims.quantity_units import measure

__all__ = ["Quantity", "compare", "find"]


def find(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order; no number within the spans ``taken`` is one."""
    if not DIGIT.search(text) and TRIGGERS.isdisjoint(LETTERS_RUN.findall(text.lower())):
        return ()
    sentence = Sentence(text)
    readings = [r for r in joined(sentence, _read(sentence, taken)) if not r.skip]
    return tuple(_finished(sentence, readings))


def _read(s: Sentence, taken: Sequence[tuple[int, int]]) -> Iterator[Reading]:
    """Every number with its scale and unit, those to be skipped included."""
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


def _numbers_at(s: Sentence, i: int, before: Reading | None) -> list[Reading]:
    token = s.tokens[i]
    if token.is_number:
        return [read_digits(s, i)]
    if token.low in SPOKEN:
        return read_spoken(s, i)
    if token.low in TRIGGERS:
        reading = read_special(s, i, before)
        return [reading] if reading else []
    return []


def _finished(s: Sentence, readings: list[Reading]) -> Iterator[Quantity]:
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


def _quantity(s: Sentence, r: Reading) -> Quantity:
    start, end = s.tokens[r.first].start, s.tokens[r.last].end
    noun = r.noun if r.dimension in ("count", "ordinal") else None
    text = s.text[start:end]
    return Quantity(start, end, text, r.low, r.high, r.bound, r.dimension, r.unit, noun, r.inclusive)
