"""Facts of several documents about one thing, together, and the sides that they take."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from rag.english.agreement import Agreement
from rag.facts.fact_agreement import agree
from rag.facts.facts import Fact
from rag.facts.matching import Match

_Told = TypeVar("_Told")


def groups(facts: Sequence[Fact], matches: Iterable[Match]) -> list[list[Fact]]:
    """Groups of facts about one thing, joined by their matches, in the order of these.

    Two groups stay apart if that gave one document two values.
    """
    group_of: dict[int, list[int]] = {}
    for match in matches:
        mine = group_of.setdefault(match.one, [match.one])
        theirs = group_of.setdefault(match.other, [match.other])
        if mine is theirs or not _may_join([facts[n] for n in mine], [facts[n] for n in theirs]):
            continue
        mine.extend(theirs)
        for n in theirs:
            group_of[n] = mine
    numbers = {id(group): sorted(group) for group in group_of.values()}
    return [[facts[n] for n in group] for group in numbers.values()]


def by_value(group: Sequence[_Told], same: Callable[[_Told, _Told], bool]) -> list[list[_Told]]:
    """Groups of what gives the same value, in the order of ``group``."""
    sides: list[list[_Told]] = []
    for one in group:
        side = next((side for side in sides if same(side[0], one)), None)
        sides.append([one]) if side is None else side.append(one)
    return sides


def contradicting(group: Sequence[Fact]) -> Iterable[tuple[Fact, Fact]]:
    """The pairs of facts of which only one can be right."""
    return (pair for pair in combinations(group, 2) if agree(*pair) is Agreement.DIFFERS)


def _may_join(mine: Sequence[Fact], theirs: Sequence[Fact]) -> bool:
    return all(
        a.statement.document != b.statement.document or agree(a, b) is Agreement.AGREES
        for a in mine
        for b in theirs
    )
