"""Read numbers in words that text2num does not know: halves, dozens, "twice", "an hour and a half"."""

from rag.english.quantities import units
from rag.english.quantities.bounds import hedge_before
from rag.english.quantities.number_spoken import is_share
from rag.english.quantities.number_tokens import NumberReading, TokenSentence, share_of
from rag.english.quantities.number_words import (
    CARDINALS,
    FOLD,
    FRACTIONS,
    ONE_UNIT,
    SCALES,
    TIMES,
    TWOS,
    VULGAR,
    word_set,
)
from rag.english.quantities.weights import VAGUE_RANGES

_TIMES_VERB = word_set(
    "to will would could may might can should has have had and than or nearly almost about roughly around "
    "over approximately virtually practically"
)
_THEM = word_set("the them those these all its his her their our us")


def read_special(s: TokenSentence, i: int, before: NumberReading | None) -> NumberReading | None:
    """Read the number word at token ``i``; ``None`` where it is no quantity. ``before``: the number read
    before it.
    """
    word = s.low(i)
    if word == "half":
        return _half(s, i, before)
    if word in ("quarter", "quarters"):
        return _quarter(s, i, before)
    for kind, read in ((VULGAR, _vulgar), (VAGUE_RANGES, _vague), (TIMES, _times), (FOLD, _times)):
        if word in kind:
            return read(s, i)
    return _one_unit(s, i) if word in ONE_UNIT else _group(s, i)


def _vulgar(s: TokenSentence, i: int) -> NumberReading | None:
    if s.low(i + 1) == "of":
        return share_of(i, i, VULGAR[s.low(i)])
    return NumberReading(i, i, VULGAR[s.low(i)], VULGAR[s.low(i)])


def _half(s: TokenSentence, i: int, before: NumberReading | None) -> NumberReading | None:
    """Read half of something, or half a unit; not a half of a match, "half past" or "half-hearted"."""
    after, previous, hyphen = s.low(i + 1), s.low(i - 1), s.low(i + 1) in ("-", "‑") and s.attached(i + 1)
    first = i - 1 if previous in ("a", "one") else i - 2 if s.words(i - 2, 2) == "one -" else i
    if after in ("a", "an") or hyphen:
        known = s.low(i + 2) in SCALES or units.may_start(s.low(i + 2))
        if known or hyphen:
            return NumberReading(first if hyphen else i, i if hyphen else i + 1, 0.5, 0.5) if known else None
    if after in SCALES or after in ONE_UNIT:
        return NumberReading(first, i, 0.5, 0.5)
    period = before is not None and before.dimension == "ordinal" and before.last == i - 1
    named = previous in ("the", "other", "this", "that", "better", "'s") or after in ("past", "time", "way")
    return None if period or named else share_of(first, i, 0.5)


def _quarter(s: TokenSentence, i: int, before: NumberReading | None) -> NumberReading | None:
    """Read "a quarter", "three quarters"; not the third quarter, nor a quarter-final."""
    after = s.low(i + 1)
    if after in ("-", "final", "finals", "past") or (after == "to" and not s.is_number(i + 2)):
        return None
    if s.low(i) == "quarter" and s.low(i - 1) in ("a", "one") and is_share(s, i - 1, i):
        return share_of(i - 1, i, FRACTIONS["quarter"])
    if before and before.dimension == "count" and s.after(before.last) == i and before.low in (1, 2, 3):
        before.skip = "other"  # the three of "three quarters", read again with it
        return share_of(before.first, i, before.low / 4)
    return None


def _vague(s: TokenSentence, i: int) -> NumberReading | None:
    """Read "dozens", "hundreds of thousands", "several", "a few": an order of magnitude."""
    word, previous, after, last = s.low(i), s.low(i - 1), s.low(i + 1), i
    if (
        (word == "few" and previous not in ("a", "past", "last", "next", "first", "these", "those"))
        or (word == "handful" and (previous, after) != ("a", "of"))
        or (word in ("tens", "scores") and after != "of")
        or (word == "several" and after in ("of", "other") and s.low(i + 2) in ("them", "us", "which"))
    ):
        return None
    low, high = VAGUE_RANGES[word]
    while s.low(last + 1) == "of" and s.low(last + 2) in VAGUE_RANGES:
        scale = SCALES.get(s.low(last + 2).removesuffix("s"))
        if scale is None:
            break
        last += 2
        low, high = low * scale, (high + 1) * scale - 1
    first = i - 1 if previous == "a" else i
    return NumberReading(first, last, low, high, bound="about")


def _times(s: TokenSentence, i: int) -> NumberReading | None:
    """Read "twice", "doubled", "tenfold"; "once" where it counts, "double" where it is a verb."""
    word, previous, after = s.low(i), s.low(i - 1), s.low(i + 1)
    if word == "once":
        counts = after in ("a", "per", "every", "in", "each", ".", "") or previous in ("than", "only", "just")
        if not counts or previous == "at" or s.words(i + 1, 2) == "in a":
            return None
    elif word.endswith(("le", "halve")):
        verb = after in word_set("the that its their what his her our") or previous in _TIMES_VERB
        if not verb or (after[:1].isalnum() and not after.isalpha()):
            return None
    value = TIMES.get(word) or FOLD[word]
    return NumberReading(i, i, value, value, "times", word)


def _one_unit(s: TokenSentence, i: int) -> NumberReading | None:
    """Read "an hour" where it measures: with a half or a hedge, after "for" and the like, before "ago"."""
    if s.low(i - 1) not in ("a", "an") or s.is_number(i - 2):
        return None
    after, previous = s.low(i + 1), s.low(i - 2)
    measures = (
        and_fraction(s, i) is not None
        or _and_smaller(s, i + 1)
        or hedge_before(s, i - 1, -1) is not None
        or previous in word_set("for within lasted lasts lasting took takes taking spent than")
        or after in ("ago", "later", "earlier", "long")
        or s.words(i + 1, 2) == "or so"
    )
    return NumberReading(i - 1, i - 1, 1.0, 1.0) if measures and previous != "half" else None


def _and_smaller(s: TokenSentence, j: int) -> bool:
    """Return whether a smaller unit follows: "(an hour) and thirty-five minutes"."""
    if s.low(j) != "and" or not (s.is_number(j + 1) or s.low(j + 1) in CARDINALS):
        return False
    return any(units.size(unit.singular) for k in range(j + 2, j + 5) if (unit := units.named(s.low(k))))


def _group(s: TokenSentence, i: int) -> NumberReading | None:
    """Read "both", "a pair of", "a couple of", "a dozen", "a score of"."""
    word, after, article = s.low(i), s.low(i + 1), s.low(i - 1) in ("a", "an", "half")
    if word == "both" and after not in ("sides", "and"):
        return NumberReading(i, i, TWOS[word], TWOS[word])
    if word == "dozen" or (word == "score" and article and after == "of" and not s.is_number(i + 2)):
        return NumberReading(i - 1 if article else i, i, SCALES[word], SCALES[word])
    first = i - 1 if article else i
    if not article and s.low(i - 1) not in ("last", "past", "next"):
        return None
    last = i + 1 if after == "of" else i
    if word == "couple" and after in ("of", *SCALES):
        return NumberReading(first, last, TWOS[word], TWOS[word], bound="about")
    if word == "pair" and (after == "of" or s.low(i - 1) == "a"):
        return NumberReading(first, last, TWOS[word], TWOS[word])
    return None


def and_fraction(s: TokenSentence, last: int) -> tuple[float, int] | None:
    """The fraction of "and a half", "-and-three-quarters" after token ``last``, and its last token."""
    j = s.after(last)
    if s.low(j) != "and":
        return None
    article = s.after(j)
    top = {"a": 1, "one": 1, "two": 2, "three": 3}.get(s.low(article))
    k = s.after(article)
    part = FRACTIONS.get(s.low(k).removesuffix("s"))
    of_them = s.low(k + 1) == "of" and s.low(k + 2) in _THEM
    if top is None or part is None or of_them or (s.low(k + 1) == "-" and j == last + 1):
        return None
    return top * part, k
