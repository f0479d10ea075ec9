"""The fraction, scale, currency and unit of a number."""

from rag.english.quantities import units
from rag.english.quantities.bounds import hedge_before
from rag.english.quantities.number_digits import number_of
from rag.english.quantities.number_special import and_fraction
from rag.english.quantities.number_tokens import NumberReading, TokenSentence
from rag.english.quantities.number_words import LETTER_SCALES, SCALES, VULGAR, word_set
from rag.english.quantities.quantity_nouns import PEOPLE, is_plural, noun_after
from rag.english.quantities.weights import FIRST_YEAR, LAST_YEAR

_WEIGHT = word_set("weigh weighs weighed weighing weight heavy heavier lb lbs ounces kg kilograms overweight")
# What makes four digits a number rather than a year.
_COUNTS = word_set(
    "employ employs employed employing some nearly almost only seats killed killing totals totalling"
)
_COUNTS_OF = frozenset(f"{word} of" for word in word_set("population total crowd toll attendance"))
_COUNTS_OF |= {"more than", "fewer than", "at least"}


def measure(s: TokenSentence, r: NumberReading) -> None:
    """Add the fraction, scale, currency and unit of a number. Changes ``r``."""
    if r.skip in ("other", "label", "phone") or r.dimension not in ("count", "percent"):
        return
    if r.dimension == "percent":
        _share_of_one(s, r)
        return
    _currency_before(s, r)
    _scale(s, r)
    _add_fraction(s, r)
    _scale(s, r)
    _unit_after(s, r)
    if r.unit and not r.dimension.startswith("money"):
        _add_fraction(s, r)
    if r.skip == "one" and r.unit:
        r.skip = ""
    if r.dimension == "count" and _is_year(s, r):
        r.skip = "other"


def _share_of_one(s: TokenSentence, r: NumberReading) -> None:
    """Read "a quarter of an hour", "half of a million" as a quarter of the unit, not as a share."""
    j = r.last + 1
    if s.low(j) != "of" or s.low(j + 1) not in ("a", "an"):
        return
    whole = NumberReading(r.first, j + 1, r.low / 100, r.low / 100)
    _scale(s, whole)
    _unit_after(s, whole)
    if whole.last > j + 1:
        r.last, r.low, r.high, r.scale = whole.last, whole.low, whole.high, whole.scale
        r.dimension, r.unit = whole.dimension, whole.unit


def _currency_before(s: TokenSentence, r: NumberReading) -> None:
    i = r.first - 1
    if s.written(i) in ("-", "−") or i < 0:
        return
    i = i - 1 if s.low(i) == "." and s.low(i - 1) == "rs" else i
    sign = s.written(i)
    if sign in ("$", "¥") and s.attached(i) and units.is_currency_prefix(s.low(i - 1)):
        i -= 1
        sign = s.written(i) + sign
    unit = units.currency(sign)
    if unit:
        r.first, r.dimension, r.unit = i, unit.dimension, unit.singular
        if s.low(i - 1) in ("-", "−") and s.attached(i) and not s.attached(i - 1):
            r.first, r.low, r.high = i - 1, -r.low, -r.high


def _scale(s: TokenSentence, r: NumberReading) -> None:
    """Add the scale of "1.2 million", "$5bn", "300k", "2 hundred thousand", "two dozen"."""
    for _ in range(3):
        j = s.after(r.last)
        word = s.low(j)
        scale = SCALES.get(word)
        if scale is None and j == r.last + 1 and s.attached(j) and s.is_number(r.last):
            scale = _letter(s, j, r)
        if scale is None:
            return
        if word == "score" or (word == "dozen" and s.low(r.last) == "dozen"):
            return
        r.last, r.scale = j, r.scale * scale
        r.low, r.high = r.low * scale, r.high * scale


def _letter(s: TokenSentence, j: int, r: NumberReading) -> float | None:
    """The scale of a letter right after a number; "m" is metres where nothing is counted or paid."""
    word = s.low(j)
    if word not in LETTER_SCALES or word == "k" or r.dimension.startswith("money"):
        return LETTER_SCALES.get(word)
    if word == "m":
        return LETTER_SCALES[word] if is_plural(s.low(j + 1)) else None
    return LETTER_SCALES[word] if s.written(j) == "B" else None


def _add_fraction(s: TokenSentence, r: NumberReading) -> None:
    """Add the fraction of "two and a half", "2½", "2 1/2", "a million and a half"."""
    j = r.last + 1
    found = and_fraction(s, r.last)
    if found:
        part, r.last = found
    elif s.is_number(r.last) and s.low(j) in VULGAR:
        part, r.last = VULGAR[s.low(j)], j
    elif s.is_number(r.last) and s.low(j + 1) == "/" and s.is_number(j) and not s.attached(j):
        top, bottom = number_of(s.low(j)), number_of(s.low(j + 2)) if s.is_number(j + 2) else None
        if not top or not bottom or not top < bottom <= 16:
            return
        part, r.last = top / bottom, j + 2
    else:
        return
    part *= SCALES.get(s.low(j - 1), 1.0)
    r.low, r.high = r.low + part, r.high + part


def _unit_after(s: TokenSentence, r: NumberReading) -> None:
    j = s.after(r.last)
    if r.bound == "about" and s.low(j) == "of" and r.low >= 20:  # "millions of dollars"
        j += 1
    odd = s.low(j) in ("odd", "ish", "plus") and j == r.last + 2
    if odd or (s.low(j) == "+" and s.attached(j)):
        r.bound = "over" if s.low(j) in ("+", "plus") else "about"
        r.inclusive, r.last = r.bound == "over", j
        j += 1
    found = _longest_unit(s, j, r)
    if found is None:
        return
    unit, last = found
    if r.dimension.startswith("money") and unit.dimension != r.dimension:
        return
    r.last = last
    r.low, r.high = r.low * unit.scale, r.high * unit.scale
    r.dimension, r.unit = unit.dimension, r.unit or unit.singular
    if unit.singular == "pound" and _is_weight(s, last):
        r.dimension, r.unit = "mass", "lb"


def _longest_unit(s: TokenSentence, j: int, r: NumberReading) -> tuple[units.Unit, int] | None:
    word = s.low(j)
    if not word or "\n" in s.text[s.tokens[j - 1].end : s.tokens[j].start]:
        return None
    if word == "in" and (
        s.attached(j)
        or (s.low(j + 1) == "." and s.attached(j + 1))
        or s.low(r.first - 1) in ("ft", "feet", "foot")
    ):
        return units.Unit("length", "inch"), j
    if word == "p" and s.attached(j):
        return units.Unit("money:GBP", "penny", 1 / 100), j
    if not units.may_start(word) or (word in ("x", "×") and not s.attached(j)):
        return None
    for count in (5, 4, 3, 2, 1):
        if j + count <= len(s.tokens):
            unit = units.named(s.phrase(j, count))
            if unit:
                return unit, j + count - 1
    return None


def _is_weight(s: TokenSentence, last: int) -> bool:
    """Return whether "pounds" are of weight: a word of weight stands near, or "of" some stuff follows."""
    if s.low(last + 1) == "of":
        return s.low(last + 2) not in word_set(
            "debt spending investment funding aid savings taxpayers public tax damage"
        )
    return not _WEIGHT.isdisjoint(s.lows)


def _is_year(s: TokenSentence, r: NumberReading) -> bool:
    """Return whether four bare digits are a year, which they are unless something is plainly counted."""
    written = s.written(r.last)
    is_bare = s.is_number(r.last) and len(written) == 4 and written.isdigit()
    if not (is_bare and FIRST_YEAR <= r.low <= LAST_YEAR):
        return False
    if s.low(r.first - 1) in _COUNTS or s.words(r.first - 2, 2) in _COUNTS_OF:
        return False
    noun = noun_after(s, r.last)[0]
    hedge = hedge_before(s, r.first, -1)
    return noun not in PEOPLE and not (noun and is_plural(noun) and hedge and hedge[1][0] != "about")
