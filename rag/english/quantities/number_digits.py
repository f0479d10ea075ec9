"""Read numbers in digits, except those that are part of a name, a label or a time of day."""

import re

from rag.english.quantities import units
from rag.english.quantities.number_tokens import DASHES, NumberReading, TokenSentence, share_of
from rag.english.quantities.number_words import LABELS, LETTER_SCALES, ORDINAL_ENDINGS, SCALES
from rag.english.quantities.quantity_nouns import is_plural, noun_after
from rag.english.quantities.weights import LONGEST_NUMBER

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}")
_GROUPED_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_GROUPED_BY_SPACES = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?")


def read_digits(s: TokenSentence, i: int) -> NumberReading:
    """Read token ``i``, a number in digits: a count, an ordinal, a fraction, or one to be skipped."""
    value = number_of(s.written(i))
    reading = NumberReading(i, i, value or 0.0, value or 0.0)
    if s.low(i + 1) == "/" and s.attached(i + 1) and s.is_number(i + 2) and s.attached(i + 2):
        return _slashed(s, i)
    if s.low(i - 1) == "+" and s.attached(i):
        reading.skip = "phone"
    elif value is None or _is_identifier(s, i) or _is_clock(s, i):
        reading.skip = "other"
    elif s.low(i - 1) in LABELS or (s.low(i - 1) == "." and s.low(i - 2) in ("no", "fig", "vol")):
        reading.skip = "label"
    elif is_plural(s.low(i - 1)) and _is_bare_list(s, i):
        reading.skip = "label"  # "Hangers 2, 4 and 5 are cracked"
    elif s.low(i + 1) in ORDINAL_ENDINGS and s.attached(i + 1):
        reading.last, reading.dimension = i + 1, "ordinal"
    elif (s.low(i - 1) in ("-", "−") and not s.attached(i - 1) and s.attached(i)) or s.low(i - 1) == "minus":
        reading.first, reading.low, reading.high = i - 1, -value, -value
    return reading


def number_of(written: str) -> float | None:
    """Parse a number in digits; ``None`` for version numbers and for very long ones."""
    if len(written) > LONGEST_NUMBER:
        return None
    if _GROUPED_BY_SPACES.fullmatch(written):
        written = re.sub(r"[^\d.,]", "", written)
    if _GROUPED.fullmatch(written):
        return float(written.replace(",", ""))
    if _GROUPED_BY_DOTS.fullmatch(written):
        return float(written.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d\d?", written):  # a decimal comma
        written = written.replace(",", ".")
    return float(written) if re.fullmatch(r"\d*\.?\d+", written) else None


def _is_bare_list(s: TokenSentence, i: int) -> bool:
    """Return whether whole numbers are listed from token ``i`` on that count and measure nothing."""
    numbers, last = 1, i
    while s.low(last + 1) in (",", "and"):
        after = last + 2 if s.is_number(last + 2) else last + 3  # ", and"
        if not s.is_number(after) or s.low(after - 1) not in (",", "and"):
            break
        numbers, last = numbers + 1, after
    whole = all(s.low(k).isdigit() for k in range(i, last + 1) if s.is_number(k))
    noun, _ = noun_after(s, last)
    counts = noun is not None and is_plural(noun)
    measures = s.low(last + 1) == "%" or units.may_start(s.low(last + 1)) or s.low(last + 1) in SCALES
    return numbers > 1 and whole and not counts and not measures


def _is_identifier(s: TokenSentence, i: int) -> bool:
    """Return whether the number is part of a name, a date, a list marker or a reference."""
    after = s.low(i + 1) if s.attached(i + 1) else ""
    if after in (".", ")") and s.starts_line(i) and len(s.low(i)) <= 3 and s.low(i + 2):  # "1. Milk"
        return True
    return after in ("_", "@") or _follows_name(s, i) or _has_foreign_ending(s, i) or _is_chain(s, i)


def _follows_name(s: TokenSentence, i: int) -> bool:
    """Return whether the number belongs to the token before it: "A320", "COVID-19", "#5", "[12]"."""
    before = s.low(i - 1)
    if not s.attached(i):
        return False
    if before.isalpha():
        return units.currency(s.written(i - 1)) is None
    if before in DASHES:
        return s.attached(i - 1) and (s.low(i - 2).isalpha() or s.low(i - 2) == ")")
    if before in ("(", "["):
        return s.low(i + 1) in (")", "]") and len(s.low(i)) <= 3
    return before in ("#", "@", "_", "/", "№", "’", ":") or (before == "'" and s.attached(i - 1))


def _has_foreign_ending(s: TokenSentence, i: int) -> bool:
    """Return whether letters that are no scale, ordinal or unit follow: "1980s", "3D", "737-800ER"."""
    word = s.written(i + 1)
    if not s.attached(i + 1) or not (word[0].isalpha() or word[0] == "_"):
        return False
    low = word.lower()
    known = low in SCALES or low in LETTER_SCALES or low in ORDINAL_ENDINGS or low in ("x", "p", "in", "ish")
    if low == "x" and s.attached(i + 2) and s.is_number(i + 2):
        return True
    return not known and units.named(word) is None


def _is_chain(s: TokenSentence, i: int) -> bool:
    """Return whether hyphens join two more numbers to it, or seven digits in all: a date, a phone number."""
    numbers = [s.low(i)]
    for step in (1, -1):
        j = i
        while len(numbers) < 4 and _chained(s, j, step):
            j += 2 * step
            numbers.append(s.low(j))
    return len(numbers) > 2 or (
        len(numbers) == 2 and sorted(map(len, numbers)) == [3, 4] and "".join(numbers).isdigit()
    )


def _chained(s: TokenSentence, i: int, step: int) -> bool:
    dash, other = i + step, i + 2 * step
    return (
        s.low(dash) in ("-", "‑", "–")
        and s.is_number(other)
        and s.attached(max(i, dash))
        and s.attached(max(dash, other))
    )


def _is_clock(s: TokenSentence, i: int) -> bool:
    if s.low(i + 1) == ":" and s.attached(i + 1) and s.is_number(i + 2) and s.attached(i + 2):
        return True
    return is_clock_suffix(s, i + 1)


def is_clock_suffix(s: TokenSentence, i: int) -> bool:
    """Return whether token ``i`` makes the number before it a time of day: "p.m.", "o'clock"."""
    word = s.low(i)
    if word in ("am", "pm"):
        return s.written(i) != "Am"
    return word in ("o'clock", "o’clock", "oclock") or (word in ("a", "p") and s.words(i + 1, 2) == ". m")


def _slashed(s: TokenSentence, i: int) -> NumberReading:
    """Read "2/3 of" as a share; "24/7", "5/6/2020" and other slashes are no quantity."""
    top, bottom = number_of(s.low(i)), number_of(s.low(i + 2))
    share = s.low(i + 3) == "of" and not s.attached(i) and top and bottom and top < bottom <= 20
    if not share or top is None or bottom is None:
        return NumberReading(i, i + 2, 0.0, 0.0, skip="other")
    return share_of(i, i + 2, top / bottom)
