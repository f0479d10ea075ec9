"""The figures and dates of a document, each with the words that say what it is of."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.briefing.aspects import aspects
from rag.claims.agreement import Agreement
from rag.claims.dates import When
from rag.claims.dates import compare as compare_dates
from rag.claims.facts import dates_of, quantities_of
from rag.claims.quantities import Quantity
from rag.claims.quantities import compare as compare_quantities
from rag.claims.text import Text, Word, read, word_set
from rag.claims.units import convert
from rag.statements import Statement

_REACH = 7  # words on either side of a figure that may say what it is of
_TELLING = 3  # content words that say it
_RELATIVE = word_set("who whom whose which that where when")
_RANKED = 3
_LARGE = 100_000  # from which a bare number is an amount of something
_CLOSE = 5  # minutes: "a quarter past three" is 3.12, too
_ROUNDED = 1.1  # times, from which two plain figures are not one rounded
_LAST = word_set("by until till")
_TIMES = ("time", "day", "clock")
_CLOCK_LIKE = re.compile(r"(?:before|after|at|by|until|since|around|about) [012]?\d\.[0-5]\d$")
_PART = re.compile(r"\s+(?:\w+\s+)?of (?:whom|them|which|these)\b")  # of what was told before
_NUMBERED = word_set("""
    pier platform gate berth room ward lane line track route carriage terminal dock bus flight floor unit
    block page article section chapter figure table phase stage lot number coach
    """)
_VAGUE = word_set("a an of the both few several some many dozens hundreds thousands millions single")


@dataclass(frozen=True, eq=False)
class Fact:
    """A figure or a date of a document.

    ``about`` is the words around it, without it, and ``head`` the few of them that name what it measures;
    ``kind`` says what it can be compared with: the dimension of a quantity, "day" for a date, "clock" for a
    time of day, a name for a numbered thing ("Pier 4"). ``noun`` is the stem of what a count counts,
    ``aspects`` what became of it.
    """

    statement: Statement
    value: Quantity | When
    kind: str
    about: str
    head: str
    stems: frozenset[str]
    noun: str
    aspects: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The words of the figure."""
        return self.value.text


def facts(statement: Statement, published: date | None) -> Iterator[Fact]:
    """The figures and dates of a sentence of a document that was published then."""
    text = read(statement.text)
    for quantity in quantities_of(statement.text):
        label = _label(text, quantity)
        if label or _tells(text, quantity):
            fact = _fact(statement, text, label or quantity, _kind(label or quantity, bool(label)))
            if fact.kind != "count" or fact.noun or fact.aspects or quantity.low >= _LARGE:
                yield fact
    for when in dates_of(statement.text, published):
        if when.hour is not None:
            yield _fact(statement, text, when, "clock")
        elif when.span or when.day or when.weekday is not None:
            yield _fact(statement, text, when, "day")


def _kind(quantity: Quantity, labelled: bool) -> str:
    if labelled:
        return f"label {read(quantity.text).words[0].stem}"
    if quantity.dimension == "ordinal":
        return f"rank {quantity.noun}"
    if quantity.dimension == "time" and not any(c.isalpha() for c in quantity.text):
        return "age"
    bare = quantity.dimension == "count" and not quantity.noun and quantity.low != int(quantity.low)
    return "decimal" if bare else quantity.dimension.split(":")[0]


def agree(one: Fact, other: Fact) -> Agreement:
    """How two facts of one kind stand to each other, whichever is read as the claim.

    A checker lets "two million" pass for 2.5 million, as a rounding; of two sources each means what it says.
    """
    if one.kind.startswith("label"):
        return Agreement.AGREES if _number(one) == _number(other) else Agreement.DIFFERS
    if _completes(one, other):
        return Agreement.LOOSELY
    if _both_exact(one, other) and ratio(one, other) > _ROUNDED:
        return Agreement.DIFFERS
    if _minutes_apart(one, other) in range(1, _CLOSE + 1):
        return Agreement.LOOSELY
    if _are_deadlines(one, other):
        return Agreement.DIFFERS
    ways = {_compared(one, other), _compared(other, one)}
    order = (Agreement.AGREES, Agreement.LOOSELY, Agreement.INCOMPARABLE, Agreement.DIFFERS)
    return min(ways, key=order.index)


def is_equal(one: Fact, other: Fact) -> bool:
    """Whether two facts say the same, and neither more than the other."""
    if one.kind.startswith("label"):
        return _number(one) == _number(other)
    return {_compared(one, other), _compared(other, one)} == {Agreement.AGREES}


def ratio(one: Fact, other: Fact) -> float:
    """How many times the smaller of two quantities the larger is; 1 for dates and times of day."""
    if not (isinstance(one.value, Quantity) and isinstance(other.value, Quantity)):
        return 1.0
    unit, mine, theirs = one.value.unit, one.value.high, other.value.high
    if one.value.unit != other.value.unit and (same := convert(theirs, other.value.unit, unit)):
        theirs = same[0]
    low, high = sorted((abs(mine), abs(theirs)))
    return high / low if low else math.inf if high else 1.0


def _completes(one: Fact, other: Fact) -> bool:
    """Whether two shares make a whole: "two thirds from the province", "the city bears a third"."""
    mine, theirs = one.value, other.value
    if not (isinstance(mine, Quantity) and isinstance(theirs, Quantity)) or one.kind != "percent":
        return False
    return mine.low != theirs.low and math.isclose(mine.low + theirs.low, 100, abs_tol=0.5)


def is_deadline(fact: Fact) -> bool:
    """Whether it names a last day: "by the end of September"."""
    return isinstance(fact.value, When) and fact.value.lead in _LAST


def _are_deadlines(one: Fact, other: Fact) -> bool:
    """Whether each names a last day, and another one."""
    mine, theirs = one.value, other.value
    if not (isinstance(mine, When) and isinstance(theirs, When)) or not (mine.span and theirs.span):
        return False
    return is_deadline(one) and is_deadline(other) and mine.span[1] != theirs.span[1]


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


def _label(text: Text, quantity: Quantity) -> Quantity | None:
    """The number of a numbered thing with its name: "Pier 4", "platform 12"."""
    before = next((word for word in reversed(text.words) if word.end <= quantity.start), None)
    if before is None or quantity.dimension != "count" or quantity.noun or quantity.bound != "exact":
        return None
    gap = text.text[before.end : quantity.start]
    named = before.is_capital and before.is_content and before.start > 0
    if gap != " " or not (named or before.form in _NUMBERED):
        return None
    return replace(quantity, start=before.start, text=text.text[before.start : quantity.end])


def _compared(one: Fact, other: Fact) -> Agreement:
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        return compare_quantities(one.value, other.value)
    if isinstance(one.value, When) and isinstance(other.value, When):
        return compare_dates(one.value, other.value)
    return Agreement.INCOMPARABLE


def _tells(text: Text, quantity: Quantity) -> bool:
    """Whether another figure may contradict it: "several" and "both" fit everywhere, as "the first" does."""
    if quantity.bound == "about" and quantity.low < quantity.high:
        return False
    if quantity.dimension == "ordinal":
        return bool(quantity.noun) and quantity.low > _RANKED
    if _CLOCK_LIKE.search(text.text[: quantity.end]):
        return False
    return any(word.form not in _VAGUE for word in read(quantity.text).words)


def _fact(statement: Statement, text: Text, value: Quantity | When, kind: str) -> Fact:
    around = _around(text, value.start, value.end)
    noun = (value.noun or "") if isinstance(value, Quantity) else ""
    said = " ".join(word.text for word in around)
    head = " ".join(word.text for word in _head(text, value.start, value.end)) or said
    stems = frozenset(word.stem for word in around if word.is_content)
    counted = next(iter(read(noun).stems), "")
    found = aspects(stems | {counted})
    if not found and len(whole := aspects(text.stems)) == 1:
        found = whole
    if _PART.match(text.text[value.end :]):
        found = frozenset({"part"})
    found = found if kind not in _TIMES else frozenset()
    return Fact(statement, value, kind, said, head, stems, counted, found)


def _head(text: Text, start: int, end: int) -> Sequence[Word]:
    """What a figure measures: the noun after it ("a 90-minute call"), else the last words before it."""
    inside = [word for word in text.words if word.start < end and word.end > start]
    clause = {word.clause for word in inside}
    run: list[Word] = []
    for word in text.words:
        if word.start >= end and word.clause in clause:
            if not (word.is_content or (run and word.form == "of")):
                break
            run.append(word)
    if run:
        return run[:4]
    before = [word for word in _around(text, start, end) if word.end <= start and word.is_content]
    return before[-3:]


def _around(text: Text, start: int, end: int) -> Sequence[Word]:
    """The words of the clause of a figure; of its neighbours too, where these are too few to tell."""
    before = [word for word in text.words if word.end <= start][-2 * _REACH :]
    after = [word for word in text.words if word.start >= end][: 2 * _REACH]
    inside = [word for word in text.words if word.start < end and word.end > start]
    clauses = {word.clause for word in inside}
    left = [word for word in before[-_REACH:] if word.clause in clauses]
    right = [word for word in after[:_REACH] if word.clause in clauses]
    if left and left[0].form in _RELATIVE:  # "the call, which lasted": what it is of stands before
        left = before[-(len(left) + 5) :]
    while sum(word.is_content for word in (*left, *right)) < _TELLING:
        if len(left) == len(before) and len(right) == len(after):
            break
        left = before[-(len(left) + 2) :]
        right = after[: len(right) + 1]
    return [*left, *right]
