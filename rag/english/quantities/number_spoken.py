"""Read numbers in words that text2num knows."""

from itertools import pairwise

from rag.english.quantities import units
from rag.english.quantities.bounds import hedge_before
from rag.english.quantities.number_digits import is_clock_suffix
from rag.english.quantities.number_tokens import NumberReading, TokenSentence, share_of
from rag.english.quantities.number_words import (
    CARDINALS,
    FRACTIONS,
    LABELS,
    NOT_ONE_AFTER,
    ORDINALS,
    PARTS,
    SCALES,
    SPOKEN,
    TENS,
    word_set,
)

_NOT_ONE_BEFORE = word_set(
    "the this that no any every each which another some such only last next new old big good first second "
    "by what"
)
_AFTER_ORDINAL = word_set("class hand rate time degree party ever")  # "first-class" counts nothing


def read_spoken(s: TokenSentence, i: int) -> list[NumberReading]:
    """Read the run of number words that begins at token ``i``."""
    from text_to_num import find_numbers  # type: ignore[import-untyped]

    run = _run(s, i)
    found = find_numbers([s.tokens[j] for j in run], "en", threshold=0.0)
    readings: list[NumberReading] = []
    for number in found:
        first, last = run[number.start], run[number.end - 1]
        dimension = "ordinal" if number.is_ordinal else "count"
        reading = NumberReading(first, last, number.value, number.value, dimension)
        if last > first and s.low(last) in SCALES:  # "two or three hundred"
            reading.scale = SCALES[s.low(last)]
        if number.is_ordinal and readings and _is_part(s, readings[-1], reading):
            top = readings.pop()
            reading = share_of(top.first, last, top.low / reading.low)
        readings.append(reading)
    readings = _without_years(s, readings)
    for reading in readings:
        _check_spoken(s, reading)
    return readings


def _run(s: TokenSentence, i: int) -> list[int]:
    """The indices of the number words from ``i`` on, without hyphens, with "and" where it may join them."""
    run, cut = [i], 0
    while True:
        j = s.after(run[-1])
        word = s.low(j)
        if word in SPOKEN and not (word == "second" and _is_unit_second(s, run)):
            run.append(j)
        elif word in ("and", "point") and s.low(j + 1) in SPOKEN and s.low(j - 1) in CARDINALS:
            if word == "and" and not (s.low(j - 1) in SCALES and s.low(j + 1) in CARDINALS):
                break
            cut = len(run) if word == "and" else cut
            run.append(j)
        else:
            break
    if cut and s.low(i - 1) == "between":  # "between one hundred and two hundred" has two
        run = run[:cut]
    return run


def _is_unit_second(s: TokenSentence, run: list[int]) -> bool:
    return s.low(run[-1]) not in TENS or s.low(run[0] - 1) in ("a", "an", "every")


def _is_part(s: TokenSentence, top: NumberReading, bottom: NumberReading) -> bool:
    """Return whether two numbers are a fraction: "two thirds", "one fifth"; not "two second", "one
    third-party".
    """
    return (
        top.dimension == "count"
        and 1 <= top.low < bottom.low
        and s.after(top.last) == bottom.first
        and (s.low(bottom.last) in PARTS or (top.low == 1 and bottom.low > 2))
    )


def _without_years(s: TokenSentence, readings: list[NumberReading]) -> list[NumberReading]:
    """Mark "nineteen eighty-four" and "twenty twenty" as skipped. Changes ``readings`` and returns it."""
    for one, two in pairwise(readings):
        pair = one.dimension == two.dimension == "count" and s.after(one.last) == two.first
        if pair and 15 <= one.low <= 20 and 10 <= two.low <= 99 and one.low == int(one.low):
            one.skip = two.skip = "other"
    return readings


def _check_spoken(s: TokenSentence, r: NumberReading) -> None:
    """Skip a number in a name, a label or a clock time; add the "a" of "a hundred". Changes ``r``."""
    i, word = r.first, s.low(r.first)
    if r.dimension == "ordinal":
        _check_ordinal(s, r)
    elif word == "one" and r.last == i:
        r.skip = "one" if _is_pronoun(s, i) else r.skip
    elif word in SCALES and s.low(i - 1) in ("a", "an"):
        r.first -= 1
    if s.low(i - 1) in LABELS and s.low(i - 1) not in ("no", "day", "part", "type", "step"):
        r.skip = "label"
    elif s.low(i - 1) == "minus":
        r.first, r.low, r.high = i - 1, -r.low, -r.high
    elif _is_name(s, i) or is_clock_suffix(s, r.last + 1):
        r.skip = "other"


def _is_name(s: TokenSentence, i: int) -> bool:
    """Return whether a capital within a sentence makes it a name: "the Big Four", "the Second World War"."""
    if not s.written(i)[0].isupper() or not s.low(i - 1)[:1].isalpha():
        return False
    return s.low(i) in ORDINALS or not s.written(i + 1)[:1].isupper()


def _check_ordinal(s: TokenSentence, r: NumberReading) -> None:
    word, before, after = s.low(r.last), s.low(r.first - 1), s.low(r.last + 1)
    if r.low > 2 and before in ("a", "an") and is_share(s, r.first - 1, r.last):
        r.first, r.dimension, r.unit = r.first - 1, "percent", "share"
        r.low = r.high = 100 / r.low
    elif (
        word in PARTS
        or (after == "-" and s.low(r.last + 2) in _AFTER_ORDINAL)
        or (word == "first" and (before in ("at", ",") or after in ("of", "aid", "and")))
        or (word == "second" and before in ("per", "split", "each", "every"))
        or (word == "second" and before == "a" and after in ("ago", "later", "long", "after", "before", "."))
    ):
        r.skip = "other"


def is_share(s: TokenSentence, first: int, last: int) -> bool:
    """Return whether "a third" at these tokens is a part of something, not the third of several."""
    after = s.low(last + 1)
    if (
        after in word_set("of fewer more less higher lower larger smaller bigger longer off as to from")
        or not after
    ):
        return True
    led = s.low(first - 1) in ("by", "up", "down", "to", "than", "as")
    return not after.isalnum() or led or hedge_before(s, first, -1) is not None


def _is_pronoun(s: TokenSentence, i: int) -> bool:
    """Return whether "one" is a pronoun, or no number: "one of the", "no one", "one-sided"."""
    j = s.after(i)
    after = s.low(j)
    if s.low(i - 1) in _NOT_ONE_BEFORE or not after[:1].isalpha() or after in NOT_ONE_AFTER:
        return True
    if j == i + 2 and after not in FRACTIONS:
        return not units.may_start(after)
    return after in ("off", "day") and s.low(j + 1) not in ("of", "later", "before", "after", "")
