"""Disputes: independent sources that give different values for one thing."""

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
from rag.briefing.titles.own_words import clause_before
from rag.briefing.titles.quantity_titles import quantity_title
from rag.checking.draft_blocks import as_line
from rag.facts.fact_agreement import is_equal
from rag.facts.fact_groups import by_value, contradicting
from rag.facts.facts import Fact
from rag.facts.statement import Statement
from rag.summarizing.questions.clauses import names_in


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
    known = names_in([as_line(statement.text) for statement in compared.told])
    found = (
        *_of_facts(evidence, compared, known),
        *_of_names(evidence, compared.told),
        *_of_denials(evidence, compared.told),
        *_of_phrases(evidence, compared.told, known),
    )
    by_values = {(d.topic, frozenset(side.value for side in d.sides)): d for d in reversed(found)}
    return list(reversed(by_values.values()))


def _of_facts(
    evidence: BriefingMaterial, compared: StoryComparison, known: frozenset[str]
) -> Iterator[Dispute]:
    for group in compared.groups():
        if any(_independent(evidence, one.statement, other.statement) for one, other in contradicting(group)):
            values = by_value(group, is_equal)
            fit = fitting_pairs(combinations([side[0] for side in values], 2))
            made = _dispute(evidence, quantity_title(values, known), group, is_equal)
            yield replace(
                made, fitting=tuple(f"{quoted_value(one.one)} fits {quoted_value(one.other)}" for one in fit)
            )


def _of_names(evidence: BriefingMaterial, told: Sequence[Statement]) -> Iterator[Dispute]:
    for group in renamed(told):
        if any(
            one.first != other.first and _independent(evidence, one.statement, other.statement)
            for one, other in combinations(group, 2)
        ):
            topic = f"the first name of {group[0].text.split()[-1]}"
            yield _dispute(evidence, topic, group, lambda one, other: one.text == other.text)


def _of_denials(evidence: BriefingMaterial, told: Sequence[Statement]) -> Iterator[Dispute]:
    for one in denials(told):
        if _independent(evidence, one.denial, one.said):
            denied = (one.denial, one.after) if one.after else (one.denial,)
            yield Dispute(
                f"whether it was {one.phrase}",
                (DisputeSide(one.thing, (one.said,)), DisputeSide(f"not {one.thing}", denied)),
            )


def _of_phrases(
    evidence: BriefingMaterial, told: Sequence[Statement], known: frozenset[str]
) -> Iterator[Dispute]:
    for one, other in exchanged(told):
        if _independent(evidence, one.statement, other.statement):
            sides = DisputeSide(one.text, (one.statement,)), DisputeSide(other.text, (other.statement,))
            clauses = (
                clause_before(p.statement.text, p.statement.text.find(p.text), known) for p in (one, other)
            )
            asked = min(filter(None, clauses), key=len, default="")
            yield Dispute(f"{one.kind} {asked}".strip(), sides)


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
