"""Agreement of two facts of different sources."""

import math

from rag.english.agreement import Agreement
from rag.english.dates.find_dates import When
from rag.english.dates.find_dates import compare as compare_dates
from rag.english.quantities.find_quantities import Quantity
from rag.english.quantities.find_quantities import compare as compare_quantities
from rag.english.quantities.units import convert
from rag.english.text import word_set
from rag.facts.facts import Fact
from rag.facts.weights import CLOSE_MINUTES, LONG_DATE, ROUNDED

_LAST = word_set("by until till")
_LIMITS = ("before", "after")


def agree(one: Fact, other: Fact) -> Agreement:
    """Compare two facts of one kind; the order of the two does not matter.

    The checker accepts "two million" for 2.5 million as a rounding; between two sources it is a difference.
    """
    if is_label(one):
        return Agreement.AGREES if _number(one) == _number(other) else Agreement.DIFFERS
    if _is_long(one) or _is_long(other):
        return Agreement.INCOMPARABLE
    if _completes(one, other) or _minutes_apart(one, other) in range(1, CLOSE_MINUTES + 1):
        return Agreement.LOOSELY
    if _are_deadlines(one, other) or (_both_exact(one, other) and ratio(one, other) > ROUNDED):
        return Agreement.DIFFERS
    ways = {_compared(one, other), _compared(other, one)}
    order = (Agreement.AGREES, Agreement.LOOSELY, Agreement.INCOMPARABLE, Agreement.DIFFERS)
    return min(ways, key=order.index)


def is_equal(one: Fact, other: Fact) -> bool:
    """True if two facts give the same value, neither more precise than the other."""
    if is_label(one):
        return _number(one) == _number(other)
    return {_compared(one, other), _compared(other, one)} == {Agreement.AGREES}


def says_same(one: Fact, other: Fact) -> bool:
    """True if two facts give one value, if need be rounded; not where one only sets a limit to the other.

    "About 70" and "71" do; "over an hour" and "90 minutes" may both be true and are not the same.
    """
    if agree(one, other) is not Agreement.AGREES:
        return False
    return is_equal(one, other) or not (is_limit(one) or is_limit(other))


def is_label(fact: Fact) -> bool:
    """True if a fact is a number that names a thing: "Pier 4"."""
    return fact.kind.startswith("label")


def is_limit(fact: Fact) -> bool:
    """True if a fact does not give a value, but a limit or a range: "over an hour", "before May"."""
    value = fact.value
    return value.bound not in ("exact", "about") if isinstance(value, Quantity) else value.bound in _LIMITS


def ratio(one: Fact, other: Fact) -> float:
    """The larger of two quantities divided by the smaller: 1 or more, infinite if only one is 0.

    Units are converted where that is possible. 1.0 for dates and times of day.
    """
    if not (isinstance(one.value, Quantity) and isinstance(other.value, Quantity)):
        return 1.0
    unit, mine, theirs = one.value.unit, one.value.high, other.value.high
    if one.value.unit != other.value.unit and (same := convert(theirs, other.value.unit, unit)):
        theirs = same[0]
    low, high = sorted((abs(mine), abs(theirs)))
    return high / low if low else math.inf if high else 1.0


def _completes(one: Fact, other: Fact) -> bool:
    """True if two shares make a whole: "two thirds from the province", "the city bears a third"."""
    mine, theirs = one.value, other.value
    if not (isinstance(mine, Quantity) and isinstance(theirs, Quantity)) or one.kind != "percent":
        return False
    return mine.low != theirs.low and math.isclose(mine.low + theirs.low, 100, abs_tol=0.5)


def is_deadline(fact: Fact) -> bool:
    """True if the fact is a date that sets a limit: "by the end of September"."""
    return isinstance(fact.value, When) and fact.value.lead in _LAST


def _are_deadlines(one: Fact, other: Fact) -> bool:
    """True if both facts are deadlines, on different last days."""
    mine, theirs = one.value, other.value
    if not (isinstance(mine, When) and isinstance(theirs, When)) or not (mine.span and theirs.span):
        return False
    return is_deadline(one) and is_deadline(other) and mine.span[1] != theirs.span[1]


def _is_long(fact: Fact) -> bool:
    """True if a date spans so many days (a year, say) that another date cannot contradict it."""
    span = fact.value.span if isinstance(fact.value, When) else None
    return span is not None and (span[1] - span[0]).days > LONG_DATE


def _minutes_apart(one: Fact, other: Fact) -> int | None:
    mine, theirs = one.value, other.value
    if not (isinstance(mine, When) and isinstance(theirs, When)) or mine.hour is None or theirs.hour is None:
        return None
    apart = abs(60 * (mine.hour - theirs.hour) + (mine.minute or 0) - (theirs.minute or 0))
    return apart % 720 if mine.halfday or theirs.halfday else apart


def _both_exact(one: Fact, other: Fact) -> bool:
    values = (one.value, other.value)
    return all(isinstance(value, Quantity) and value.bound == "exact" for value in values)


def _number(fact: Fact) -> float:
    return fact.value.low if isinstance(fact.value, Quantity) else 0.0


def _compared(one: Fact, other: Fact) -> Agreement:
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        return compare_quantities(one.value, other.value)
    if isinstance(one.value, When) and isinstance(other.value, When):
        return compare_dates(one.value, other.value)
    return Agreement.INCOMPARABLE
