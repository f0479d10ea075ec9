"""Compare a quantity of a claim with one of its source.

The texts set the tolerance: "245" is 245, "about 245" is a tenth either way, "over 245" is anything above.
The sets of values that the two allow are compared.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf, isclose

from rag.english.agreement import Agreement
from rag.english.quantities import units, weights
from rag.english.quantities.number_words import LETTERS_RUN, SCALES
from rag.english.quantities.quantity import Quantity


@dataclass(frozen=True)
class _Values:
    """The values from ``low`` to ``high``; ends that are open are not among them."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def holds(self, value: float) -> bool:
        return _less(self.low, value, self.open_low) and _less(value, self.high, self.open_high)

    def holds_all(self, other: "_Values") -> bool:
        return _less(self.low, other.low, self.open_low and not other.open_low) and _less(
            other.high, self.high, self.open_high and not other.open_high
        )

    def meets(self, other: "_Values") -> bool:
        return _less(self.low, other.high, self.open_low or other.open_high) and _less(
            other.low, self.high, other.open_low or self.open_high
        )


def _same(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=weights.EQUAL_RELATIVE, abs_tol=weights.EQUAL_ABSOLUTE)


def _less(one: float, other: float, strictly: bool) -> bool:
    return one < other and not _same(one, other) if strictly else one < other or _same(one, other)


def compare(claim: Quantity, source: Quantity) -> Agreement:
    """The agreement of the claim's quantity with the source's."""
    if "score" in (claim.dimension, source.dimension) or "ordinal" in (claim.dimension, source.dimension):
        return _compare_as_written(claim, source)
    if {claim.dimension, source.dimension} == {"times", "percent"}:
        return _compare_times(claim, source)
    if claim.dimension != source.dimension:
        return _compare_kinds(claim, source)
    if units.same(claim.unit, source.unit) or not units.convert(0.0, source.unit, claim.unit):
        return _compare_numbers(claim, source)
    return _compare_converted(claim, source)


def _compare_as_written(claim: Quantity, source: Quantity) -> Agreement:
    if claim.dimension != source.dimension:
        return Agreement.INCOMPARABLE
    equal = (claim.low, claim.high) == (source.low, source.high)
    return Agreement.AGREES if equal else Agreement.DIFFERS


def _compare_kinds(claim: Quantity, source: Quantity) -> Agreement:
    """Compare two dimensions: they differ where both are money, or percent and percentage points."""
    kinds = {claim.dimension, source.dimension}
    if any(kind.startswith("money:") for kind in kinds) and (
        _is_bare_amount(claim) or _is_bare_amount(source)
    ):
        return _compare_numbers(claim, source)
    if all(kind.startswith("money:") for kind in kinds):
        mine, theirs = claim.dimension[6:], source.dimension[6:]
        cents = "cent" in (claim.unit, source.unit)  # said of many currencies alike
        if cents and (units.may_be(claim.unit, theirs) or units.may_be(source.unit, mine)):
            return _compare_numbers(claim, source)
        if units.may_be(claim.unit, theirs) or units.may_be(source.unit, mine):
            return _at_most_loosely(_compare_numbers(claim, source))
        return Agreement.DIFFERS
    return Agreement.DIFFERS if kinds == {"percent", "points"} else Agreement.INCOMPARABLE


def _is_bare_amount(q: Quantity) -> bool:
    """Return whether it is an amount without a noun, "245 billion": money, where the currency was named
    before.
    """
    scaled = any(word in SCALES for word in LETTERS_RUN.findall(q.text.lower()))
    return scaled and q.dimension == "count" and q.noun is None and q.low >= 1000


def _at_most_loosely(agreement: Agreement) -> Agreement:
    return Agreement.LOOSELY if agreement is Agreement.AGREES else agreement


def _compare_times(claim: Quantity, source: Quantity) -> Agreement:
    """Compare "doubled" with "rose 100 percent"; loosely, also with "200 percent of"."""
    in_percent = [
        _changed(q, lambda x: abs(x - 1) * 100) if q.dimension == "times" else q for q in (claim, source)
    ]
    agreement = _compare_numbers(*in_percent)
    if agreement is Agreement.DIFFERS:
        in_percent = [
            _changed(q, lambda x: x * 100) if q.dimension == "times" else q for q in (claim, source)
        ]
        return _at_most_loosely(_compare_numbers(*in_percent))
    return agreement


def _changed(q: Quantity, change: Callable[[float], float]) -> Quantity:
    return replace(q, low=change(q.low), high=change(q.high))


def _compare_converted(claim: Quantity, source: Quantity) -> Agreement:
    """Compare in the claim's unit. A converted number is the same when it is within one percent of the
    claim's or rounds to it; of several values, the one that agrees best counts.
    """
    lows = units.convert(source.low, source.unit, claim.unit)
    highs = units.convert(source.high, source.unit, claim.unit)
    order = (Agreement.AGREES, Agreement.LOOSELY, Agreement.DIFFERS)
    found = [
        _compare_numbers(
            claim, replace(source, low=_snapped(low, claim.low, snap), high=_snapped(high, claim.high, snap))
        )
        for low, high in zip(lows, highs, strict=True)
        for snap in [claim.bound == source.bound]
    ]
    return min(found, key=order.index)


def _snapped(value: float, written: float, snap: bool) -> float:
    """``written``, where the converted ``value`` rounds to it; else ``value``."""
    off = abs(value - written)
    step = min(_precision(written)[1], 1.0)
    is_near = off <= weights.CONVERTED * abs(value)
    rounds = off <= min(step / 2, weights.CONVERTED_ROUNDED * abs(value))
    return written if snap and (is_near or rounds) else value


def _precision(value: float) -> tuple[int, float]:
    """The number of significant digits, and the value of the last of them: 2 and 1e5 for 1.2 million."""
    number = Decimal(repr(value)).normalize().as_tuple()
    return len(number.digits), float(10) ** int(number.exponent)


def _compare_numbers(claim: Quantity, source: Quantity) -> Agreement:
    """Compare two quantities of one dimension and unit."""
    if claim.dimension == "times" and 0 < claim.low < 1 and 0 < source.low < 1:  # "more than halved" is below
        claim, source = (_changed(q, lambda x: 1 / x) for q in (claim, source))
    equal = _same(claim.low, source.low) and _same(claim.high, source.high)
    if claim.bound == source.bound == "exact":
        return _compare_exact(claim, source, equal)
    if claim.bound == source.bound and equal:
        return Agreement.LOOSELY if source.inclusive and not claim.inclusive else Agreement.AGREES
    if claim.bound == source.bound == "range":
        return Agreement.DIFFERS
    if claim.bound == "exact":
        return _compare_claimed_exactly(claim, source, equal)
    return _compare_sets(claim, source, equal)


def _compare_exact(claim: Quantity, source: Quantity, equal: bool) -> Agreement:
    if equal:
        return Agreement.AGREES
    off = abs(claim.low - source.low)
    if claim.dimension == "percent" and "share" in (claim.unit, source.unit):
        share = claim.low if claim.unit == "share" else source.low
        if off <= weights.FRACTION_POINTS and not _same(
            share, round(share)
        ):  # a third is 33 percent, or 33.3
            return Agreement.AGREES
        return Agreement.LOOSELY if off <= weights.LOOSE_POINTS else Agreement.DIFFERS
    return Agreement.LOOSELY if _is_rounding(claim, off) else Agreement.DIFFERS


def _is_rounding(claim: Quantity, off: float) -> bool:
    """Return whether a source that differs by ``off`` rounds to the claim's, as written: "1.2 million"."""
    digits, step = _precision(claim.low)
    if off > step / 2:
        return False
    by_word = any(word in SCALES or word in ("k", "m") for word in LETTERS_RUN.findall(claim.text.lower()))
    return by_word or (digits >= 2 and (step <= 1 or off <= weights.ROUNDED * abs(claim.low)))


def _compare_claimed_exactly(claim: Quantity, source: Quantity, equal: bool) -> Agreement:
    """Compare a plain number with a hedged one of the source: it agrees loosely at best."""
    if equal:
        return Agreement.LOOSELY
    if source.bound == "about" and source.low == source.high:
        return Agreement.LOOSELY if _is_rounding(claim, abs(claim.low - source.low)) else Agreement.DIFFERS
    return Agreement.LOOSELY if _allowed(source).holds(claim.low) else Agreement.DIFFERS


def _compare_sets(claim: Quantity, source: Quantity, equal: bool) -> Agreement:
    """Compare a hedged claim: it agrees where it allows all values that the source allows."""
    mine = _allowed(claim)
    vague = claim.bound == "about" and claim.low != claim.high
    # What the source says of itself is near enough to its number that both tolerances need not add up.
    theirs = _Values(source.low, source.high) if vague or source.bound == "about" else _allowed(source)
    if mine.holds_all(theirs):
        return Agreement.LOOSELY if _is_far(claim, source) else Agreement.AGREES
    if mine.meets(theirs) or (equal and not _are_opposed(claim, source)):
        return Agreement.LOOSELY
    if (
        claim.bound == "almost"
        and source.bound == "exact"
        and 0 <= source.low - claim.low <= weights.ALMOST_PASSED * abs(claim.low)
    ):
        return Agreement.LOOSELY
    most = weights.VAGUE_MORE * claim.high
    more = vague and source.bound in ("exact", "about") and claim.high < source.low <= most
    return Agreement.LOOSELY if more else Agreement.DIFFERS


def _is_far(claim: Quantity, source: Quantity) -> bool:
    """Return whether "over 300" is claimed of 700: nobody would say so."""
    if claim.inclusive or claim.low <= 0 or (claim.low <= 1 and claim.dimension == "count"):
        return False
    if claim.bound == "over":
        return source.low > weights.FAR_OVER * claim.low
    return claim.bound == "under" and source.bound != "under" and source.high < claim.high / weights.FAR_OVER


def _are_opposed(claim: Quantity, source: Quantity) -> bool:
    sides = {claim.bound, source.bound}
    return bool(sides & {"over", "just over"}) and bool(sides & {"under", "almost"})


def _allowed(q: Quantity) -> _Values:
    """The values that the words of a quantity allow."""
    low, high = q.low, q.high
    if q.bound == "over":
        return _Values(low, inf, open_low=not q.inclusive)
    if q.bound == "under":
        return _Values(-inf, high, open_high=not q.inclusive)
    if q.bound == "just over":
        return _Values(low, high + weights.JUST_OVER * abs(high), open_low=True)
    if q.bound == "almost":
        return _Values(low - weights.ALMOST * abs(low), high, open_high=True)
    if q.bound == "about" and low == high:
        is_small = q.dimension == "count" and abs(low) <= weights.SMALL_COUNT
        off = max(weights.ABOUT * abs(low), 1.0 if is_small else 0.0)
        return _Values(low - off, high + off)
    return _Values(low, high)
