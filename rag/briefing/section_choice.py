"""Selection of the points for each section of a briefing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rag.briefing.material import BriefingMaterial
from rag.briefing.points import Point
from rag.briefing.speaker_statements import SpeakerStatement, speaker_statements
from rag.briefing.timeline import Event, timeline
from rag.briefing.weights import (
    AGREED,
    BACKGROUND,
    DATED,
    KEY_POINTS,
    MOST_KEY_POINTS,
    OF_A_DOCUMENT,
    OF_A_STORY,
    ONLY_IN_ONE,
    REPEATS,
    SPOKEN,
)
from rag.english.sentence_facts import fact_spans


@dataclass(frozen=True, eq=False)
class Selected:
    """The points of each section of a briefing, in the order of output."""

    key_points: tuple[Point, ...]
    agreed: tuple[Point, ...]
    said: tuple[SpeakerStatement, ...]
    only_in_one: tuple[Point, ...]
    background: tuple[Point, ...]
    timeline: tuple[Event, ...]


def select(
    evidence: BriefingMaterial, told: Sequence[Sequence[Point]], others: Sequence[Sequence[Point]]
) -> Selected:
    """Select the points; ``told``: those of each story, best first, ``others``: of the background."""
    every = [point for points in told for point in points]
    agreed = list(_news(sorted((p for p in every if p.sources > 1), key=lambda p: (-p.sources, -p.weight))))
    key_points = _key_points(told, agreed, min(MOST_KEY_POINTS, KEY_POINTS + len(told) - 1))
    known = {id(point) for point in key_points}
    rest = [point for point in every if id(point) not in known]
    single = [p for p in rest if p.sources == 1 and fact_spans(p.lead.text)] if _compared(evidence) else []
    return Selected(
        tuple(key_points),
        tuple(agreed[:AGREED]),
        tuple(speaker_statements(every, SPOKEN)),
        tuple(_spread(single, ONLY_IN_ONE)),
        tuple(p for points in others for p in points[:OF_A_STORY])[:BACKGROUND],
        tuple(timeline(evidence, every, DATED)),
    )


def _news(points: Iterable[Point]) -> Iterator[Point]:
    """Leave out points whose confirmed figures all stand in points before them."""
    known: set[int] = set()
    for point in points:
        if point.partly and point.figures <= known and len(point.told) == 1:
            continue
        known |= point.figures
        yield point


def _compared(evidence: BriefingMaterial) -> bool:
    """True if a story has more than one document."""
    return any(len(story.documents) > 1 for story in evidence.stories)


def _key_points(told: Sequence[Sequence[Point]], agreed: Sequence[Point], limit: int) -> list[Point]:
    """The key points: those of most independent sources, then the most central of each story in turn.

    Stories of a single document count only if there is no story of several.
    """
    shared = [points for points in told if len({s.document for p in points for s in p.told}) > 1]
    single = ([p for p in points if p.sources == 1] for points in shared or told)
    in_turn = (p for round_ in zip_longest(*single) for p in round_ if p is not None)
    return _spread([*agreed, *in_turn], limit)


def _spread(points: Iterable[Point], limit: int) -> list[Point]:
    """The first ``limit`` points that repeat no other, with few points of any one document."""
    kept: list[Point] = []
    told: Counter[str] = Counter()
    for point in points:
        id = point.lead.document
        if point.sources == 1 and told[id] >= OF_A_DOCUMENT:
            continue
        if any(_repeats(point, other) for other in kept):
            continue
        told[id] += 1
        kept.append(point)
        if len(kept) == limit:
            break
    return kept


def _repeats(one: Point, other: Point) -> bool:
    mine, theirs = one.lead.vector, other.lead.vector
    if mine is None or theirs is None:
        shared = len(one.lead.words & other.lead.words)
        return shared > REPEATS * min(len(one.lead.words), len(other.lead.words))
    return float(mine @ theirs) >= REPEATS
