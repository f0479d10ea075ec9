"""The quantities and dates of a claim, each held against those of its source."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeVar

from rag.claims import dates, quantities
from rag.claims.agreement import Agreement
from rag.claims.evidence import Evidence, Finding, near
from rag.claims.text import Text

Fact = TypeVar("Fact", dates.When, quantities.Quantity)

_ORDER = (Agreement.DIFFERS, Agreement.LOOSELY)
_SMALL = 4
_SUREST = 2  # words shared around both facts, from which they are surely about one thing


def quantity_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """The quantities of the claim that the source does not hold."""
    return _findings("number", claim, evidence, quantities_of, quantities.compare)


def date_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """The dates of the claim that the source does not hold."""
    return _findings("date", claim, evidence, lambda text: dates_of(text, evidence.published), dates.compare)


@lru_cache(maxsize=20_000)
def dates_of(text: str, published: date | None) -> tuple[dates.When, ...]:
    """The dates of a sentence."""
    return dates.find(text, published)


@lru_cache(maxsize=20_000)
def quantities_of(text: str) -> tuple[quantities.Quantity, ...]:
    """The quantities of a sentence that are not dates."""
    return quantities.find(text, [(when.start, when.end) for when in dates_of(text, None)])


def fact_spans(text: str) -> list[tuple[int, int]]:
    """Where the quantities and dates of a sentence stand."""
    dated = [(when.start, when.end) for when in dates_of(text, None)]
    return dated + [(quantity.start, quantity.end) for quantity in quantities_of(text)]


def _findings(
    name: str,
    claim: Text,
    evidence: Evidence,
    find: Callable[[str], Sequence[Fact]],
    compare: Callable[[Fact, Fact], Agreement],
) -> Iterator[Finding]:
    mine = find(claim.text)
    theirs = (
        [(n, fact) for n, text in enumerate(evidence.sentences) for fact in find(text.text)] if mine else []
    )
    # What one fact of the claim agrees with says little against another: "12 jets and 10 more" of "12 jets".
    told = [any(compare(f, other) is Agreement.AGREES for f in mine) for _, other in theirs]
    for fact in mine:
        if any(compare(fact, other) is Agreement.AGREES for _, other in theirs):
            continue
        found = _nearest(claim, evidence, fact, theirs, compare)
        if found is None:
            yield Finding(f"{'vague ' * _is_vague(fact)}{name} missing", fact.start, fact.end)
            continue
        how, shared, at = found
        if (
            how is Agreement.DIFFERS
            and not _is_vague(fact)
            and _is_computed(fact, [other for _, other in theirs])
        ):
            yield Finding(f"{name} computed", fact.start, fact.end, *_place(theirs[at]))
            continue
        if _is_vague(fact) and not shared:
            yield Finding(f"vague {name} missing", fact.start, fact.end)
            continue
        sort = (
            "loose" if how is Agreement.LOOSELY else "told" if told[at] else f"differs {min(shared, _SUREST)}"
        )
        yield Finding(f"{name} {sort}", fact.start, fact.end, *_place(theirs[at]))


def _place(found: tuple[int, dates.When | quantities.Quantity]) -> tuple[int, str]:
    return found[0], found[1].text


def _is_computed(fact: object, others: Sequence[object]) -> bool:
    """Whether a figure is made of the source's: a sum, a difference, what is left of 100, a few times one."""
    if not isinstance(fact, quantities.Quantity):
        return False
    alike = [o for o in others if isinstance(o, quantities.Quantity) and o.low == o.high]
    values = {o.low for o in alike if _adds_up(fact, o)}
    made = {
        value * o.low for value in values for o in alike if o.dimension == "count" and 2 <= o.low <= _SMALL
    }
    made |= {abs(one - other) for one in values for other in values if one != other}
    made |= {one + other for one in values for other in values if one != other}
    made |= {100 - value for value in values} if fact.dimension == "percent" else set()
    return any(math.isclose(fact.low, value, rel_tol=1e-6) for value in made)


def _adds_up(fact: quantities.Quantity, other: quantities.Quantity) -> bool:
    shares = ("percent", "points")
    same_unit = fact.unit == other.unit or fact.dimension.startswith("money")
    return (fact.dimension == other.dimension and same_unit) or (
        fact.dimension in shares and other.dimension in shares
    )


def _is_vague(fact: dates.When | quantities.Quantity) -> bool:
    """Whether a summary may say it of its own: "two friends", "the second half", "the next day"."""
    if isinstance(fact, quantities.Quantity):
        return fact.dimension in ("count", "ordinal") and fact.high <= _SMALL
    return fact.span is None and fact.day is None and fact.month is None and fact.hour is None


def _nearest(
    claim: Text,
    evidence: Evidence,
    fact: Fact,
    theirs: Sequence[tuple[int, Fact]],
    compare: Callable[[Fact, Fact], Agreement],
) -> tuple[Agreement, int, int] | None:
    """Which of ``theirs`` is nearest to a fact, surest about the same: how it stands, words shared, index."""
    around = near(claim, fact.start, fact.end)
    best: tuple[tuple[int, bool, int], tuple[Agreement, int, int]] | None = None
    for at, (sentence, other) in enumerate(theirs):
        how = compare(fact, other)
        if how not in _ORDER:
            continue
        shared = len(around & near(evidence.sentences[sentence], other.start, other.end))
        rank = (_ORDER.index(how), sentence in evidence.focus, shared)
        if best is None or rank > best[0]:
            best = rank, (how, shared, at)
    return best and best[1]
