"""Disputes: independent sources that give different values for one thing."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

from rag.briefing.comparison import StoryComparison
from rag.briefing.denials import denials
from rag.briefing.fitting_values import fitting_pairs, quoted_value
from rag.briefing.material import BriefingMaterial
from rag.briefing.people import PersonName, renamed
from rag.briefing.swapped_phrases import exchanged
from rag.facts.fact_agreement import is_equal
from rag.facts.fact_groups import by_value, contradicting
from rag.facts.facts import Fact
from rag.facts.statement import Statement

_MEASURED = {
    "time": "duration",
    "money": "amount",
    "percent": "percentage",
    "count": "number",
    "decimal": "number",
    "day": "date",
    "clock": "time",
}


@dataclass(frozen=True, eq=False)
class DisputeSide:
    """A value of a dispute, and one statement of each document that gives it, originals before copies."""

    value: str
    told: tuple[Statement, ...]


@dataclass(frozen=True, eq=False)
class Dispute:
    """A thing in dispute and its values, the value with the most independent sources first.

    ``fitting``: in words, which of them may both be right.
    """

    topic: str
    sides: tuple[DisputeSide, ...]
    fitting: tuple[str, ...] = ()


def disputes(evidence: BriefingMaterial, compared: StoryComparison) -> list[Dispute]:
    """Find the disputes of a story: over figures and dates, first names, denials and swapped phrases."""
    found = (
        *_of_facts(evidence, compared),
        *_of_names(evidence, compared.told),
        *_of_denials(evidence, compared.told),
        *_of_phrases(evidence, compared.told),
    )
    by_values = {(d.topic, frozenset(side.value for side in d.sides)): d for d in reversed(found)}
    return list(reversed(by_values.values()))


def _of_facts(evidence: BriefingMaterial, compared: StoryComparison) -> Iterator[Dispute]:
    for group in compared.groups():
        if any(_independent(evidence, one.statement, other.statement) for one, other in contradicting(group)):
            firsts = [side[0] for side in by_value(group, is_equal)]
            fit = fitting_pairs(combinations(firsts, 2))
            made = _dispute(evidence, _topic(group), group, is_equal)
            yield replace(
                made, fitting=tuple(f"{quoted_value(one.one)} fits {quoted_value(one.other)}" for one in fit)
            )


def _of_names(evidence: BriefingMaterial, told: Sequence[Statement]) -> Iterator[Dispute]:
    for group in renamed(told):
        if any(
            one.first != other.first and _independent(evidence, one.statement, other.statement)
            for one, other in combinations(group, 2)
        ):
            topic = f"{group[0].text.split()[-1]} (name)"
            yield _dispute(evidence, topic, group, lambda one, other: one.text == other.text)


def _of_denials(evidence: BriefingMaterial, told: Sequence[Statement]) -> Iterator[Dispute]:
    for one in denials(told):
        if _independent(evidence, one.denial, one.said):
            denied = (one.denial, one.after) if one.after else (one.denial,)
            yield Dispute(
                one.thing, (DisputeSide(one.thing, (one.said,)), DisputeSide(f"not {one.thing}", denied))
            )


def _of_phrases(evidence: BriefingMaterial, told: Sequence[Statement]) -> Iterator[Dispute]:
    for one, other in exchanged(told):
        if _independent(evidence, one.statement, other.statement):
            sides = DisputeSide(one.text, (one.statement,)), DisputeSide(other.text, (other.statement,))
            yield Dispute(one.kind, sides)


def _independent(evidence: BriefingMaterial, one: Statement, other: Statement) -> bool:
    return not evidence.copies.same_source(one.place, other.place)


_Told = TypeVar("_Told", Fact, PersonName)


def _dispute(
    evidence: BriefingMaterial, topic: str, group: Sequence[_Told], same: Callable[[_Told, _Told], bool]
) -> Dispute:
    sides = [_side(evidence, side) for side in by_value(group, same)]
    sides.sort(key=lambda side: -evidence.copies.independent([s.place for s in side.told]))
    return Dispute(topic, tuple(sides))


def _side(evidence: BriefingMaterial, side: Sequence[_Told]) -> DisputeSide:
    by_document: dict[str, _Told] = {}
    for one in side:
        by_document.setdefault(one.statement.document, one)
    ordered = sorted(
        by_document.values(), key=lambda o: bool(evidence.copies.originals(o.statement.document))
    )
    return DisputeSide(ordered[0].text, tuple(one.statement for one in ordered))


def _topic(group: Sequence[Fact]) -> str:
    """The topic of a dispute in the sources' words: the most frequent head, and the kind of measure."""
    heads = Counter(fact.head.lower() for fact in group)
    head = min(heads, key=lambda h: (-heads[h], len(h)))
    kind = group[0].kind.split()[0]
    return head if kind in ("label", "rank") else f"{head} ({_MEASURED.get(kind, kind)})"
