"""Compare two values: they agree, may both be true, or differ."""

from rag.answering.disagreements.values import CandidateValue
from rag.answering.weights import AKIN_TIMES
from rag.english.agreement import Agreement
from rag.english.dates import find_dates
from rag.english.dates.find_dates import When
from rag.english.names import Name, alike, names, same
from rag.english.quantities import find_quantities, units
from rag.english.quantities.quantity import Quantity
from rag.english.text import Text, read


def agreement(one: CandidateValue, other: CandidateValue) -> Agreement:
    """Compare two values; the order makes no difference.

    ``LOOSELY``: nothing rules out that both are true: "over an hour and a half", "95 minutes".
    """
    if isinstance(one.fact, Quantity) and isinstance(other.fact, Quantity):
        return _better(
            find_quantities.compare(one.fact, other.fact), find_quantities.compare(other.fact, one.fact)
        )
    if isinstance(one.fact, When) and isinstance(other.fact, When):
        return _better(find_dates.compare(one.fact, other.fact), find_dates.compare(other.fact, one.fact))
    if one.fact or other.fact:
        return Agreement.INCOMPARABLE
    return _worded(one.text, other.text)


def fits(one: CandidateValue, other: CandidateValue) -> bool:
    """Return whether the first quantity is one that the second allows: "70 minutes", "over an hour"."""
    mine, theirs = one.fact, other.fact
    return (
        isinstance(mine, Quantity)
        and isinstance(theirs, Quantity)
        and find_quantities.compare(theirs, mine) is Agreement.AGREES
        and find_quantities.compare(mine, theirs) is not Agreement.AGREES
    )


def is_measure(value: CandidateValue) -> bool:
    """Return whether it is a quantity with a unit."""
    return isinstance(value.fact, Quantity) and value.fact.unit is not None


def are_akin(one: CandidateValue, other: CandidateValue, within: float = AKIN_TIMES) -> bool:
    """Return whether two measures have one dimension and neither is over ``within`` times the other."""
    mine, theirs = one.fact, other.fact
    if not (isinstance(mine, Quantity) and isinstance(theirs, Quantity) and mine.unit and theirs.unit):
        return False
    if mine.dimension != theirs.dimension:
        return False
    low, high = sorted((_size(mine), _size(theirs)))
    return 0 < high <= low * within


def _size(quantity: Quantity) -> float:
    return quantity.high * (units.size(quantity.unit) or 1.0)


_ORDER = (Agreement.AGREES, Agreement.LOOSELY, Agreement.INCOMPARABLE, Agreement.DIFFERS)


def _better(one: Agreement, other: Agreement) -> Agreement:
    """Both agree only where each bears the other out; where one does, loosely."""
    if one is other:
        return one
    best = min(one, other, key=_ORDER.index)
    return Agreement.LOOSELY if best is Agreement.AGREES else best


def _worded(one: str, other: str) -> Agreement:
    """Of names and phrases: one holds the other, they may name one bearer, or their last words are one."""
    mine, theirs = read(one), read(other)
    if mine.stems == theirs.stems:
        return Agreement.AGREES
    if _figures(mine).isdisjoint(_figures(theirs)) and _figures(mine) and _figures(theirs):
        return Agreement.DIFFERS
    if mine.stems <= theirs.stems or theirs.stems <= mine.stems or _may_be_one(one, other):
        return Agreement.LOOSELY
    named = any(text.words[-1].is_capital for text in (mine, theirs) if text.words)
    if not named and mine.words and theirs.words and alike(mine.words[-1].form, theirs.words[-1].form):
        return Agreement.LOOSELY
    return Agreement.DIFFERS


def _figures(text: Text) -> frozenset[str]:
    return frozenset(word.form for word in text.words if word.form[0].isdigit())


def _may_be_one(one: str, other: str) -> bool:
    return any(same(mine, theirs) for mine in _names(one) for theirs in _names(other))


def _names(text: str) -> tuple[Name, ...]:
    return names(read(text))
