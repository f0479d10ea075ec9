"""Join numbers that belong together: compounds, ranges, scores and ratios."""

import re
from collections.abc import Iterator

from rag.english.quantities import units
from rag.english.quantities.number_tokens import DASHES, NumberReading, TokenSentence, share_of
from rag.english.quantities.number_words import COINS, word_set
from rag.english.quantities.quantity_nouns import NOUN_STOPS, is_plural, noun_after
from rag.english.quantities.weights import HIGHEST_SCORE

_CHANGES = re.compile(
    r"(?:ris|rose|increas|grow|grew|fall|fell|drop|declin|cut|rais|lower|climb|jump|slip|slid|go|went|mov|chang|"
    r"shrink|shrank|shrunk|expand|reduc|soar|surg|plung|improv|widen|narrow|dip|swing|swung|extend|upgrad|revis|"
    r"doubl|tripl|halv|slash|boost|trim|eas|up$|down$)"
)
_SPORT = word_set(
    "won win wins winning winner beat beats lost lose loss defeat defeated draw drew victory score scored "
    "lead led leading vote voted votes ruling tie tied beaten thrashed match set sets goal goals ahead "
    "game"
)
_LIVES = word_set("lives suffers dies works goes says lacks owns uses faces eats gets needs lived")


def joined(s: TokenSentence, readings: Iterator[NumberReading]) -> list[NumberReading]:
    """Join the readings of compounds, ranges, scores and ratios."""
    found: list[NumberReading] = []
    for reading in readings:
        merged = _merge(s, found[-1], reading) if found else None
        while found and found[-1].first >= reading.first:  # read again with what follows
            found.pop()
        if merged:
            found[-1] = merged
        else:
            found.append(reading)
    return found


def _merge(s: TokenSentence, p: NumberReading, q: NumberReading) -> NumberReading | None:
    """Merge two neighbours; ``None`` where they stay apart. Changes both: a skipped one may make its
    neighbour skipped.
    """
    if q.first - p.last > 6 or q.first <= p.last:
        return None
    gap = s.words(p.last + 1, q.first - p.last - 1)
    ratio = _ratio(s, p, q, gap)
    if ratio or q.first - p.last > 3:
        return ratio
    if p.skip or q.skip:
        _drag(s, p, q, gap)
        return None
    if gap in ("", "and", ",") and _is_compound(p, q):
        return _added(p, q)
    gap = gap.removeprefix("- ")  # "25- to 34-year-olds"
    if gap in DASHES or gap in ("to", "up to", "or", "and"):
        return _range(s, p, q, gap)
    return None


def _drag(s: TokenSentence, p: NumberReading, q: NumberReading, gap: str) -> None:
    tight = (gap in DASHES or gap in ("/", ":")) and s.attached(p.last + 1) and s.attached(q.first)
    if p.skip == "phone" and (tight or gap in ("", "(", ")")) and s.is_number(q.first):
        q.skip = "phone"
    elif p.skip == "other" and tight and q.dimension == "count":
        q.skip = "other"
    elif q.skip == "other" and tight and gap not in ("-", "–") and p.dimension == "count":
        p.skip = "other"
    elif p.skip == "label" and (tight or gap in ("to", "and", "or", ",")) and q.dimension == "count":
        q.skip = "label"


def _is_compound(p: NumberReading, q: NumberReading) -> bool:
    """Return whether two are a compound, "1 hour 35 minutes", "two pounds 50 pence": the second is less than
    one unit of the first.
    """
    if p.dimension != q.dimension or p.bound != "exact" or q.bound != "exact" or p.low < 0:
        return False
    if p.dimension.startswith("money"):
        return q.unit in COINS and p.unit not in COINS and q.low < 1
    large, small = units.size(p.unit), units.size(q.unit)
    whole = p.low == int(p.low) and q.low >= 1
    return whole and large is not None and small is not None and large > q.low * small > 0


def _added(p: NumberReading, q: NumberReading) -> NumberReading:
    """The sum of both, in the unit of the smaller part; money in that of the larger."""
    if p.dimension.startswith("money"):
        return NumberReading(p.first, q.last, p.low + q.low, p.high + q.high, p.dimension, p.unit)
    value = round(p.low * (units.size(p.unit) or 1.0) / (units.size(q.unit) or 1.0), 9) + q.low
    return NumberReading(p.first, q.last, value, value, q.dimension, q.unit)


_RATIO = re.compile(
    r"(?P<noun>(?!out |in |of )[a-z]+ (?:(?!out |in |of )[a-z]+ )?)?(?:in|out of|(?:in|out of|of) every)"
)


def _ratio(s: TokenSentence, p: NumberReading, q: NumberReading, gap: str) -> NumberReading | None:
    """Read "one in five", "one child in ten", "nine out of ten" as a share."""
    match = _RATIO.fullmatch(gap)
    if not match or q.skip or p.skip not in ("", "one"):
        return None
    counts = p.dimension == q.dimension == "count" and p.unit is None and q.unit is None
    if not counts or not 0 < p.low < q.low or q.low != int(q.low) or s.low(q.last + 1) in ("-", "%"):
        return None
    if match["noun"]:  # "three men in ten cars" is none
        noun = noun_after(s, q.last)[0]
        plain = noun is None or not is_plural(noun) or noun in _LIVES
        if not plain or p.low > 9 or not s.low(p.last + 1).isalpha() or s.low(p.last + 1) in NOUN_STOPS:
            return None
    return share_of(p.first, q.last, p.low / q.low)


def _range(s: TokenSentence, p: NumberReading, q: NumberReading, gap: str) -> NumberReading | None:
    """Read a range: "5-7 %", "five or six"; a score where it falls ("3-1"); ``None`` for a change."""
    lead, before = s.low(p.first - 1), p.first - 1
    if s.words(p.first - 4, 4) == "between the range of":
        lead, before = "between", p.first - 4
    score = (
        gap not in ("and", "or", "up to")
        and p.dimension == q.dimension == "count"
        and p.scale == q.scale == 1.0
    )
    if score and not (lead == "from" and gap == "to") and _is_score(s, p, q, gap):
        return NumberReading(p.first, q.last, p.low, q.low, "score")
    gap = gap.removeprefix("up ")
    _inherit(p, q)
    if (gap == "and" and lead != "between") or not _is_ascending(p, q) or "about" in (p.bound, q.bound):
        return None
    if gap == "or" and not q.low <= 2 * p.low:
        return None
    if gap == "to" and lead == "from" and _is_change(s, p.first):
        return None
    first = before if (gap, lead) in (("and", "between"), ("to", "between"), ("to", "from")) else p.first
    low, (high, unit) = p.low, (q.high, q.unit)
    if not units.same(p.unit, q.unit) and units.size(p.unit) and units.size(q.unit):
        low = units.convert(low, p.unit, q.unit)[0]
    return NumberReading(first, q.last, low, high, q.dimension, unit, "range", q.scale)


def _inherit(p: NumberReading, q: NumberReading) -> None:
    """Give both the unit and scale of either: "5 to 7 percent", "$5-7 million", "1.7 to 1.8 billion". Changes
    both.
    """
    if "ordinal" in (p.dimension, q.dimension) or "times" in (p.dimension, q.dimension):
        return
    if p.dimension == "count" and p.unit is None and q.dimension != "count":
        p.dimension, p.unit = q.dimension, q.unit
        if q.unit in ("basis point", *COINS):
            p.low, p.high = p.low / 100, p.high / 100
    elif q.dimension == "count" and q.unit is None and p.dimension.startswith("money"):
        q.dimension, q.unit = p.dimension, p.unit
    if p.dimension == q.dimension and p.scale == 1.0 < q.scale and p.low < q.low / q.scale:
        p.scale, p.low, p.high = q.scale, p.low * q.scale, p.high * q.scale


def _is_ascending(p: NumberReading, q: NumberReading) -> bool:
    if p.dimension != q.dimension or p.dimension == "ordinal" or p.bound == "range":
        return False
    if units.same(p.unit, q.unit) or p.dimension.startswith("money"):
        return p.low < q.high
    small, large = units.size(p.unit), units.size(q.unit)
    return small is not None and large is not None and p.low * small < q.high * large


def _is_score(s: TokenSentence, p: NumberReading, q: NumberReading, gap: str) -> bool:
    if max(p.low, q.low) > HIGHEST_SCORE or p.low != int(p.low) or q.low != int(q.low) or p.unit or q.unit:
        return False
    if p.low >= q.low:
        return True
    noun = noun_after(s, q.last)[0]
    return (
        gap != "to"
        and not (noun and is_plural(noun) and noun not in _SPORT)
        and not _SPORT.isdisjoint(s.lows)
    )


def _is_change(s: TokenSentence, i: int) -> bool:
    """Return whether one of the eight words before "from" is a verb of change: "rose", "fell", "moved"."""
    return any(_CHANGES.match(token.low) for token in s.tokens[max(0, i - 9) : max(0, i - 1)])
