"""The points of a story: each statement once, with all sources that make it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.briefing.comparison import StoryComparison
from rag.briefing.fitting_values import is_disputed, sides_of
from rag.briefing.material import BriefingMaterial, centrality
from rag.briefing.stories.grouping import Story
from rag.briefing.weights import (
    BLEMISH_COST,
    COMPARED_STATEMENTS,
    MOST_BLEMISHES,
    NEIGHBOURS,
    SMALL,
    STATEMENTS_ALIKE,
    SURE_MATCH,
    WORDS_AT_LEAST,
    WORDS_ENOUGH,
)
from rag.checking.cite import Place
from rag.checking.verify import verify
from rag.english.quantities.quantity import Quantity
from rag.facts.fact_agreement import is_label, says_same
from rag.facts.facts import Fact
from rag.facts.statement import Statement
from rag.shapes import Verdict
from rag.summarizing.prospects import Prospect


def _go_on() -> None:
    pass


@dataclass(frozen=True, eq=False)
class Point:
    """A statement and those of other documents that support it, the best wording first.

    ``partly``: statements that only confirm its figures, all of them; ``figures`` are the numbers of the
    confirmed groups of facts. ``sources`` counts the independent sources of all; ``weight`` is the
    centrality, 0 to 1, less what counts against the wording.
    """

    told: tuple[Statement, ...]
    partly: tuple[Statement, ...]
    figures: frozenset[int]
    sources: int
    weight: float

    @property
    def lead(self) -> Statement:
        """The wording to quote."""
        return self.told[0]


def points(
    evidence: BriefingMaterial,
    story: Story,
    compared: StoryComparison | None = None,
    stopped: Callable[[], None] = _go_on,
) -> list[Point]:
    """The points of a story: those of most independent sources first, then by centrality.

    ``compared`` adds the sources that confirm a figure. ``stopped`` is called between comparisons and may
    raise to stop.
    """
    found_to_tell = evidence.quotable(story)
    told = [prospect.statement for prospect in found_to_tell]
    weights = centrality(told) - BLEMISH_COST * np.array([_blemish(p) for p in found_to_tell], np.float32)
    best = sorted(range(len(told)), key=lambda n: -weights[n])[:COMPARED_STATEMENTS]
    told, weight = [told[n] for n in best], {told[n].place: float(weights[n]) for n in best}
    agreeing = _agreeing(evidence, told, stopped)
    confirmed = _confirmed(evidence, compared) if compared else {}
    telling = _telling(compared.facts if compared else ())
    found: list[Point] = []
    taken: set[int] = set()
    order = sorted(range(len(told)), key=lambda n: (-len(agreeing[n]), -weight[told[n].place]))
    for n in order:
        if n in taken:
            continue
        group = [n, *(other for other in agreeing[n] if other not in taken)]
        lead = min(group, key=lambda member: _rank(evidence, told[member], weight))
        # Two that agree with a third need not agree: only those count that agree with the one that is quoted.
        members = [
            member
            for member in group
            if member in agreeing[lead] and _says_so(evidence, told[lead], told[member], telling)
        ]
        taken.update((lead, *members))
        others = [told[member] for member in members]
        found.append(
            _point(evidence, told[lead], others, weight, _confirming(told[lead], telling, confirmed))
        )
    return sorted(found, key=lambda point: (-point.sources, -point.weight))


def _blemish(prospect: Prospect) -> float:
    """The penalty of a sentence that is quoted alone: its blemishes, and dependence on the one before."""
    return min(prospect.blemish, MOST_BLEMISHES) + prospect.hangs


def _confirmed(
    evidence: BriefingMaterial, compared: StoryComparison
) -> dict[Place, list[tuple[int, list[Statement]]]]:
    """For each place the facts in it of which independent sources give the same value: number, statements."""
    found: dict[Place, list[tuple[int, list[Statement]]]] = {}
    disputed = {fact for group in compared.groups() if is_disputed(group) for fact in group}
    same = (
        side for group in compared.groups(SURE_MATCH) if not is_disputed(group) for side in sides_of(group)
    )
    for number, side in enumerate(same):
        told = [fact.statement for fact in side]
        if disputed.isdisjoint(side) and evidence.copies.independent([s.place for s in told]) > 1:
            for fact in side:
                if _tells(fact) and not is_label(fact):
                    found.setdefault(fact.statement.place, []).append((number, told))
    return found


def _telling(facts: Iterable[Fact]) -> Mapping[Place, list[Fact]]:
    """The figures and dates of each statement, by its place, that two sources would hardly give by chance."""
    found: defaultdict[Place, list[Fact]] = defaultdict(list)
    for fact in facts:
        if _tells(fact):
            found[fact.statement.place].append(fact)
    return found


def _says_so(
    evidence: BriefingMaterial, lead: Statement, other: Statement, telling: Mapping[Place, list[Fact]]
) -> bool:
    """Return whether a statement that agrees in words gives all figures of ``lead``, too.

    One with a quantity does not say the same as a ``lead`` without any: it says more.
    """
    if lead.text == other.text or evidence.copies.same_source(lead.place, other.place):
        return True
    if _measures(telling[other.place]) and not _measures(telling[lead.place]):
        return False
    if not telling[lead.place]:
        return _shared(lead, other) >= WORDS_ENOUGH
    return all(any(says_same(one, two) for two in telling[other.place]) for one in telling[lead.place])


def _measures(facts: Iterable[Fact]) -> bool:
    return any(isinstance(fact.value, Quantity) and not is_label(fact) for fact in facts)


def _tells(fact: Fact) -> bool:
    """True if two sources would hardly give the figure by chance, as they do "two" or "one"."""
    return fact.kind != "count" or (isinstance(fact.value, Quantity) and fact.value.high > SMALL)


def _rank(
    evidence: BriefingMaterial, one: Statement, weight: Mapping[Place, float]
) -> tuple[bool, bool, float]:
    """The order of statements that say the same: originals before copies, a named source before others."""
    is_copy = bool(evidence.copies.originals(one.document))
    return is_copy, not evidence.documents[one.document].outlet, -weight[one.place]


def _confirming(
    lead: Statement,
    telling: Mapping[Place, list[Fact]],
    confirmed: Mapping[Place, list[tuple[int, list[Statement]]]],
) -> Sequence[tuple[int, list[Statement]]]:
    """The groups of statements that confirm the figures of ``lead``, if all of them are confirmed.

    A day alone, or a label, confirms nothing: what else was said of that day or tower is another matter.
    """
    figures = confirmed.get(lead.place, [])
    facts = [fact for fact in telling[lead.place] if not is_label(fact)]
    return figures if _measures(facts) and len(figures) >= len(facts) else []


def _point(
    evidence: BriefingMaterial,
    lead: Statement,
    others: Sequence[Statement],
    weight: Mapping[Place, float],
    figures: Sequence[tuple[int, list[Statement]]],
) -> Point:
    """A point; the documents that have a statement for each of ``figures`` confirm it."""
    by_document = {lead.document: lead}
    likest = sorted(others, key=lambda s: -_shared(lead, s))  # of a document, the statement to cite
    for statement in sorted(likest, key=lambda s: _rank(evidence, s, weight)[:2]):
        by_document.setdefault(statement.document, statement)
    best = list(by_document.values())
    everywhere = _documents_of_all([group for _, group in figures])
    partly = {
        s.document: s
        for _, group in figures
        for s in group
        if s.document in everywhere and s.document not in by_document
    }
    places = [statement.place for statement in (*best, *partly.values())]
    return Point(
        tuple(best),
        tuple(partly.values()),
        frozenset(number for number, _ in figures),
        evidence.copies.independent(places),
        max(weight[s.place] for s in (lead, *others)),
    )


def _documents_of_all(groups: Sequence[Sequence[Statement]]) -> set[str]:
    """The documents that have a statement in every group."""
    held = [{statement.document for statement in group} for group in groups]
    return set.intersection(*held) if held else set()


def _agreeing(
    evidence: BriefingMaterial, told: Sequence[Statement], stopped: Callable[[], None]
) -> list[list[int]]:
    """For each statement the indices of those of other documents that say the same."""
    found: list[set[int]] = [set() for _ in told]
    for n, near in enumerate(_near(told)):
        stopped()
        for other in near:
            if other not in found[n] and _agree(evidence, told[n], told[other]):
                found[n].add(other)
                found[other].add(n)
    return [sorted(others) for others in found]


def _near(told: Sequence[Statement]) -> Iterator[list[int]]:
    """For each statement the indices of those of other documents worth checking, nearest first.

    A sentence's vector depends on its context, so the same words elsewhere may be far from it; therefore
    shared words count as much as the cosine.
    """
    vectors = [s.vector for s in told]
    has_vectors = bool(told) and all(v is not None for v in vectors)
    matrix = np.array(vectors, np.float32) if has_vectors else np.zeros((len(told), 0), np.float32)
    for n, statement in enumerate(told):
        cosines = (matrix @ matrix[n]).tolist() if has_vectors else [0.0] * len(told)
        near: dict[int, float] = {}
        for m, other in enumerate(told):
            if other.document == statement.document:
                continue
            shared = _shared(statement, other)
            if shared >= WORDS_ENOUGH or (cosines[m] >= STATEMENTS_ALIKE and shared >= WORDS_AT_LEAST):
                near[m] = cosines[m] + shared
        yield sorted(near, key=near.__getitem__, reverse=True)[:NEIGHBOURS]


def _shared(one: Statement, other: Statement) -> float:
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))


def _agree(evidence: BriefingMaterial, one: Statement, other: Statement) -> bool:
    """True if two statements have the same text or source, or the checker finds one supports the other."""
    if one.text == other.text or evidence.copies.same_source(one.place, other.place):
        return True
    return _bears_out(evidence, one, other) or _bears_out(evidence, other, one)


def _bears_out(evidence: BriefingMaterial, claim: Statement, source: Statement) -> bool:
    similarity = None
    if claim.vector is not None and source.vector is not None:
        similarity = float(claim.vector @ source.vector)
    document = evidence.documents[source.document]
    checked = verify(
        claim.text,
        [source.text],
        evidence.published(source.document),
        about=f"{document.title}. {document.outlet or ''}",
        similarity=similarity,
    )
    return checked.verdict == Verdict.SUPPORTED
