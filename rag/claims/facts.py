"""The quantities and dates of a claim, each held against those of its source."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from rag.claims import dates, quantities
from rag.claims.agreement import Agreement
from rag.claims.evidence import Evidence, Finding, near
from rag.claims.text import Text

Fact = TypeVar("Fact", dates.When, quantities.Quantity)

_ORDER = (Agreement.DIFFERS, Agreement.LOOSELY)
_CHANGES = ("more", "fewer", "less", "additional", "extra")
_SMALL = 4
_SUREST = 2  # words shared around both facts, from which they are surely about one thing


def quantity_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """The quantities of the claim that the source does not hold."""
    return _Facts("number", claim, evidence, quantities_of, quantities.compare).findings()


def date_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """The dates of the claim that the source does not hold."""
    published = evidence.published
    return _Facts("date", claim, evidence, lambda text: dates_of(text, published), dates.compare).findings()


@lru_cache(maxsize=500)
def dates_of(text: str, published: date | None) -> tuple[dates.When, ...]:
    """The dates of a sentence."""
    return dates.find(text, published)


@lru_cache(maxsize=500)
def quantities_of(text: str) -> tuple[quantities.Quantity, ...]:
    """The quantities of a sentence that are not dates."""
    return quantities.find(text, [(when.start, when.end) for when in dates_of(text, None)])


def fact_spans(text: str) -> list[tuple[int, int]]:
    """Where the quantities and dates of a sentence stand."""
    dated = [(when.start, when.end) for when in dates_of(text, None)]
    return dated + [(quantity.start, quantity.end) for quantity in quantities_of(text)]


class _Facts(Generic[Fact]):
    """The facts of one sort in claim and source."""

    def __init__(
        self,
        name: str,
        claim: Text,
        evidence: Evidence,
        find: Callable[[str], Sequence[Fact]],
        compare: Callable[[Fact, Fact], Agreement],
    ) -> None:
        self.name, self.claim, self.evidence = name, claim, evidence
        self.compare: Callable[[Fact, Fact], Agreement] = compare
        self.mine: Sequence[Fact] = find(claim.text)
        texts = enumerate(evidence.sentences) if self.mine else ()
        self.theirs: list[tuple[int, Fact]] = [
            (number, fact) for number, text in texts for fact in find(text.text)
        ]

    def findings(self) -> Iterator[Finding]:
        """The facts of the claim that no fact of the source bears out."""
        for fact in self.mine:
            agreeing = [place for place in self.theirs if self._agree(fact, place[1])]
            if not agreeing:
                yield self._unborne(fact)
            elif not (_is_vague(fact) or any(self._may_be_one(fact, *place) for place in agreeing)):
                yield self._finding("of others", fact, agreeing[0])

    def _unborne(self, fact: Fact) -> Finding:
        nearest = self._nearest(fact)
        if nearest is None or (_is_vague(fact) and not nearest[1] and nearest[0] is Agreement.DIFFERS):
            return Finding(f"{'vague ' * _is_vague(fact)}{self.name} missing", fact.start, fact.end)
        how, shared, place = nearest
        if how is Agreement.LOOSELY:
            return self._finding("loose", fact, place)
        if _is_of_another_unit(fact, place[1]):
            return Finding("unit differs", fact.start, fact.end, place[0], place[1].text)
        if self._may_be_computed(fact) and _is_computed(fact, [other for _, other in self.theirs]):
            return self._finding("computed", fact, place)
        # What one fact of the claim agrees with says little against another: "12 jets, and 10 more".
        if any(self._agree(other, place[1]) for other in self.mine):
            return self._finding("told", fact, place)
        return self._finding(f"differs {min(shared, _SUREST)}", fact, place)

    def _nearest(self, fact: Fact) -> tuple[Agreement, int, tuple[int, Fact]] | None:
        """The source's fact that is surest about the same: how it stands, the words around both, where."""
        around = near(self.claim, fact.start, fact.end)
        best: tuple[tuple[int, bool, int], tuple[Agreement, int, tuple[int, Fact]]] | None = None
        for sentence, other in self.theirs:
            if (how := self.compare(fact, other)) in _ORDER:
                shared = len(around & near(self.evidence.sentences[sentence], other.start, other.end))
                rank = (_ORDER.index(how), sentence in self.evidence.focus, shared)
                if best is None or rank > best[0]:
                    best = rank, (how, shared, (sentence, other))
        return best and best[1]

    def _agree(self, fact: Fact, other: Fact) -> bool:
        return self.compare(fact, other) is Agreement.AGREES

    def _may_be_one(self, fact: Fact, sentence: int, other: Fact) -> bool:
        """Whether two equal figures may be of one thing: not where they count things of different names."""
        if not (isinstance(fact, quantities.Quantity) and isinstance(other, quantities.Quantity)):
            return True
        if fact.dimension != "count" or not (fact.noun and other.noun) or fact.noun == other.noun:
            return True
        source = self.evidence.sentences[sentence]
        return bool(near(self.claim, fact.start, fact.end) & near(source, other.start, other.end))

    def _may_be_computed(self, fact: Fact) -> bool:
        following = self.claim.text[fact.end :].lstrip()
        return not _is_vague(fact) or following.startswith(_CHANGES)

    def _finding(self, sort: str, fact: Fact, place: tuple[int, Fact]) -> Finding:
        return Finding(f"{self.name} {sort}", fact.start, fact.end, place[0], place[1].text)


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


def _is_of_another_unit(fact: object, other: object) -> bool:
    """Whether two figures are one number of two units: "30 metres" and "30 feet", "$5" and "€5"."""
    if not (isinstance(fact, quantities.Quantity) and isinstance(other, quantities.Quantity)):
        return False
    return (fact.low, fact.high) == (other.low, other.high) and (
        fact.unit != other.unit or fact.dimension != other.dimension
    )


def _is_vague(fact: dates.When | quantities.Quantity) -> bool:
    """Whether a summary may say it of its own: "two friends", "several", "the next day"."""
    if isinstance(fact, quantities.Quantity):
        is_several = fact.bound == "about" and fact.low < fact.high
        return fact.dimension in ("count", "ordinal") and (fact.high <= _SMALL or is_several)
    return fact.span is None and fact.day is None and fact.month is None and fact.hour is None
