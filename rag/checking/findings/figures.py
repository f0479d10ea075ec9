"""Find quantities and dates of a claim that its source does not have."""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from rag.checking.findings.evidence import Evidence, Finding, near
from rag.checking.findings.rates import rate
from rag.checking.findings.weights import COMPUTED_TOLERANCE, SMALL_FIGURE, SURE_OF_FACT
from rag.english.agreement import Agreement
from rag.english.dates import find_dates
from rag.english.names import Name, names, same
from rag.english.quantities import find_quantities
from rag.english.sentence_facts import dates_of, quantities_of
from rag.english.text import Text

Fact = TypeVar("Fact", find_dates.When, find_quantities.Quantity)

_ORDER = (Agreement.DIFFERS, Agreement.LOOSELY)
_CHANGES = ("more", "fewer", "less", "additional", "extra")


def quantity_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find the quantities of the claim that the source does not have, or has of another thing."""
    return _Facts("number", claim, evidence, quantities_of, find_quantities.compare).findings()


def date_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find the dates of the claim that the source does not have."""
    published = evidence.published
    return _Facts(
        "date", claim, evidence, lambda text: dates_of(text, published), find_dates.compare
    ).findings()


class _Facts(Generic[Fact]):
    """The facts of one sort, quantities or dates, in claim and source."""

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
        """The facts of the claim that no fact of the source supports."""
        for fact in self.mine:
            agreeing = [place for place in self.theirs if self._agree(fact, place[1])]
            if not agreeing:
                yield self._unsupported(fact)
            elif self.name == "number" and all(self._has_other_rate(fact, place) for place in agreeing):
                yield self._finding("rate", fact, agreeing[0])
            elif self.name == "number" and all(self._is_swapped(fact, place) for place in agreeing):
                yield self._finding("swapped", fact, agreeing[0])
            elif not (_is_vague(fact) or any(self._may_be_one(fact, *place) for place in agreeing)):
                yield self._finding("of others", fact, agreeing[0])

    def _unsupported(self, fact: Fact) -> Finding:
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
        return self._finding(f"differs {min(shared, SURE_OF_FACT)}", fact, place)

    def _nearest(self, fact: Fact) -> tuple[Agreement, int, tuple[int, Fact]] | None:
        """The source's fact most surely about the same thing: its agreement, the number of words around both,
        its place.
        """
        around = near(self.claim, fact.start, fact.end)
        best: tuple[tuple[int, ...], tuple[Agreement, int, tuple[int, Fact]]] | None = None
        for sentence, other in self.theirs:
            if (how := self.compare(fact, other)) in _ORDER:
                shared = len(around & near(self.evidence.sentences[sentence], other.start, other.end))
                # A number near the claim's is likely the same one; "by 30 June" fits any earlier day.
                order, is_near, surely = (
                    _ORDER.index(how),
                    sentence in self.evidence.focus,
                    min(shared, SURE_OF_FACT),
                )
                by_number, by_place = (order, is_near, shared), (is_near, surely, order, shared)
                rank: tuple[int, ...] = by_number if self.name == "number" else by_place
                if best is None or rank > best[0]:
                    best = rank, (how, shared, (sentence, other))
        return best and best[1]

    def _agree(self, fact: Fact, other: Fact) -> bool:
        return self.compare(fact, other) is Agreement.AGREES

    def _may_be_one(self, fact: Fact, sentence: int, other: Fact) -> bool:
        """Return whether two equal figures may be of one thing: not where they count different things."""
        if not (isinstance(fact, find_quantities.Quantity) and isinstance(other, find_quantities.Quantity)):
            return True
        if fact.dimension != "count" or not (fact.noun and other.noun) or fact.noun == other.noun:
            return True
        source = self.evidence.sentences[sentence]
        return bool(near(self.claim, fact.start, fact.end) & near(source, other.start, other.end))

    def _has_other_rate(self, fact: Fact, place: tuple[int, Fact]) -> bool:
        """Return whether the two have different rates: "a day" and "an hour"."""
        source, other = self.evidence.sentences[place[0]], place[1]
        mine = rate(self.claim.text, fact.start, fact.end)
        theirs = rate(source.text, other.start, other.end)
        return bool(mine and theirs and mine != theirs)

    def _is_swapped(self, fact: Fact, place: tuple[int, Fact]) -> bool:
        """Return whether the source gives two figures to each other's names, or has "from" before the other
        figure.
        """
        source, other = self.evidence.sentences[place[0]], place[1]
        if _is_from(self.claim.text, fact) != _is_from(source.text, other):
            here = [o for n, o in self.theirs if n == place[0] and o is not other]
            return any(
                self._agree(f, o)
                and _is_from(self.claim.text, f) != _is_from(source.text, o)
                and _is_from(self.claim.text, f) != _is_from(self.claim.text, fact)
                for f in self.mine
                if f is not fact
                for o in here
            )
        mine, theirs = _bearers(self.claim, fact), _bearers(source, other)
        elsewhere = [name for name in names(source) if name not in theirs]
        return (
            bool(mine and theirs)
            and not any(same(one, them) for one in mine for them in theirs)
            and all(any(same(one, them) for them in elsewhere) for one in mine)
        )

    def _may_be_computed(self, fact: Fact) -> bool:
        following = self.claim.text[fact.end :].lstrip()
        return not _is_vague(fact) or following.startswith(_CHANGES)

    def _finding(self, sort: str, fact: Fact, place: tuple[int, Fact]) -> Finding:
        return Finding(f"{self.name} {sort}", fact.start, fact.end, place[0], place[1].text)


def _is_from(text: str, fact: find_dates.When | find_quantities.Quantity) -> bool:
    return text[: fact.start].rstrip().lower().endswith("from")


def _bearers(text: Text, fact: find_dates.When | find_quantities.Quantity) -> list[Name]:
    """The names before a figure in its clause."""
    at = bisect_right(text.words, fact.start, key=lambda word: word.start) - 1
    clause = text.words[max(at, 0)].clause
    return [name for name in names(text) if text.words[name.at].clause == clause and name.end <= at]


def _is_computed(fact: object, others: Sequence[object]) -> bool:
    """Return whether a figure follows from the source's: a sum, a difference, the rest of 100 percent, a
    small multiple.
    """
    if not isinstance(fact, find_quantities.Quantity):
        return False
    alike = [o for o in others if isinstance(o, find_quantities.Quantity) and o.low == o.high]
    values = {o.low for o in alike if _adds_up(fact, o)}
    made = {
        value * o.low
        for value in values
        for o in alike
        if o.dimension == "count" and 2 <= o.low <= SMALL_FIGURE
    }
    made |= {abs(one - other) for one in values for other in values if one != other}
    made |= {one + other for one in values for other in values if one != other}
    made |= {100 - value for value in values} if fact.dimension == "percent" else set()
    return any(math.isclose(fact.low, value, rel_tol=COMPUTED_TOLERANCE) for value in made)


def _adds_up(fact: find_quantities.Quantity, other: find_quantities.Quantity) -> bool:
    shares = ("percent", "points")
    same_unit = fact.unit == other.unit or fact.dimension.startswith("money")
    return (fact.dimension == other.dimension and same_unit) or (
        fact.dimension in shares and other.dimension in shares
    )


def _is_of_another_unit(fact: object, other: object) -> bool:
    """Return whether two figures are one number of two units: "30 metres" and "30 feet", "$5" and "€5"."""
    if not (isinstance(fact, find_quantities.Quantity) and isinstance(other, find_quantities.Quantity)):
        return False
    return (fact.low, fact.high) == (other.low, other.high) and (
        fact.unit != other.unit or fact.dimension != other.dimension
    )


def _is_vague(fact: find_dates.When | find_quantities.Quantity) -> bool:
    """Return whether a summary may add the figure by itself: "two friends", "several", "the next day"."""
    if isinstance(fact, find_quantities.Quantity):
        is_several = fact.bound == "about" and fact.low < fact.high
        return fact.dimension in ("count", "ordinal") and (fact.high <= SMALL_FIGURE or is_several)
    return fact.span is None and fact.day is None and fact.month is None and fact.hour is None
