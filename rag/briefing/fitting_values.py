"""Values of one thing: those that are the same, those that may all be right, those that contradict."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.briefing.comparison import StoryComparison
from rag.briefing.material import BriefingMaterial
from rag.briefing.weights import SURE_MATCH
from rag.english.agreement import Agreement
from rag.english.layout_marks import unmarked
from rag.facts.fact_agreement import agree, is_equal, is_limit, says_same
from rag.facts.fact_groups import contradicting
from rag.facts.facts import Fact


@dataclass(frozen=True, eq=False)
class Fitting:
    """Two values that are not the same and may both be right: ``one`` is what ``other`` allows."""

    one: Fact
    other: Fact


def is_disputed(group: Sequence[Fact]) -> bool:
    """True if two of the facts contradict each other."""
    return any(contradicting(group))


def sides_of(group: Sequence[Fact]) -> list[list[Fact]]:
    """The facts of one thing, those with the same value together."""
    sides: list[list[Fact]] = []
    for fact in group:
        side = next((side for side in sides if all(says_same(fact, one) for one in side)), None)
        sides.append([fact]) if side is None else side.append(fact)
    return sides


def fitting(evidence: BriefingMaterial, compared: StoryComparison) -> Iterator[Fitting]:
    """For each thing that is not in dispute two values that fit together, if sources give such."""
    disputed = {fact for group in compared.groups() if is_disputed(group) for fact in group}
    for group in compared.groups(SURE_MATCH):
        pairs = combinations((side[0] for side in sides_of(group)), 2)
        fit = (
            pair for pair in pairs if not evidence.copies.same_source(*(one.statement.place for one in pair))
        )
        if disputed.isdisjoint(group) and (found := next(fitting_pairs(fit), None)):
            yield found


def fitting_pairs(pairs: Iterable[tuple[Fact, Fact]]) -> Iterator[Fitting]:
    """Those of the pairs of which one value is what the other allows, the allowing one second."""
    for one, other in pairs:
        if agree(one, other) is Agreement.AGREES and not is_equal(one, other):
            yield Fitting(other, one) if is_limit(one) and not is_limit(other) else Fitting(one, other)


def quoted_value(value: Fact) -> str:
    """The words of a value in quotation marks, as they are shown."""
    return f"“{unmarked(value.text)}”"
