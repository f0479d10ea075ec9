"""Selection of the points for each section of a briefing; no section repeats another."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from rag.briefing.disputes import Dispute
from rag.briefing.material import BriefingMaterial
from rag.briefing.opening_choice import lead
from rag.briefing.points import Point
from rag.briefing.repetition import StatementLog
from rag.briefing.speaker_statements import SpeakerStatement, speaker_statements
from rag.briefing.timeline import Event, events_of, first_of, in_order
from rag.briefing.weights import (
    AGREED,
    BACKGROUND,
    DATED,
    KEY_POINTS,
    LEAD_SENTENCES,
    MOST_KEY_POINTS,
    OF_A_DOCUMENT,
    OF_A_STORY,
    ONLY_IN_ONE,
    SHARED_WORTH,
    SPOKEN,
)
from rag.english.sentence_facts import fact_spans
from rag.shapes import DatePrecision


@dataclass(frozen=True, eq=False)
class Selected:
    """The points of each section of a briefing, in the order of output."""

    lead: tuple[Point, ...]
    key_points: tuple[Point, ...]
    agreed: tuple[Point, ...]
    said: tuple[SpeakerStatement, ...]
    only_in_one: tuple[Point, ...]
    background: tuple[Point, ...]
    timeline: tuple[Event, ...]


def select(
    evidence: BriefingMaterial,
    told: Sequence[Sequence[Point]],
    others: Sequence[Sequence[Point]],
    disputed: Sequence[Dispute] = (),
    *,
    whole_timeline: bool = False,
) -> Selected:
    """Select the points; ``told``: those of each story, best first, ``others``: of the background.

    What a section has said no later one repeats; but the timeline has the main event of each story, told
    before or not, and with ``whole_timeline`` all dates.
    ``disputed`` stand in a table of their own, and are left to it.
    """
    contested = [s for one in disputed for side in one.sides for s in side.told]
    already = StatementLog()
    opening = _take(already, lead(evidence, told, {s.place for s in contested}), LEAD_SENTENCES)
    every = [point for points in told for point in points]
    agreed = _take(already, _most_shared(every), AGREED)
    already.add_all(contested)
    most = min(MOST_KEY_POINTS, KEY_POINTS + len(told) - 1)
    key_points = _take(already, _in_turn(told), most, OF_A_DOCUMENT)
    main = _main_events(evidence, (*opening, *agreed, *key_points), told)
    further = events_of(evidence, every if whole_timeline else _left(already, every))
    dated = in_order(first_of(DATED, (*main, *further)))
    already.add_all(event.point.lead for event in dated)
    said = speaker_statements(_left(already, every), SPOKEN)
    already.add_all(one.statement for one in said)
    single = (p for p in every if p.sources == 1 and fact_spans(p.lead.text))
    only = _take(already, single, ONLY_IN_ONE, OF_A_DOCUMENT) if _compared(evidence) else ()
    background = tuple(p for points in others for p in points[:OF_A_STORY])[:BACKGROUND]
    return Selected(opening, key_points, agreed, tuple(said), only, background, tuple(dated))


def _main_events(
    evidence: BriefingMaterial, first: Sequence[Point], told: Sequence[Sequence[Point]]
) -> list[Event]:
    """The first event of a day of each story that several documents tell, by the points told ``first``."""
    shared = [points for points in told if _is_shared(points)] or told[:1]
    found: list[Event] = []
    for points in shared:
        places = {point.lead.place for point in points}
        begun = [point for point in first if point.lead.place in places]
        of_a_day = (
            event for event in events_of(evidence, [*begun, *points]) if event.precision is DatePrecision.DAY
        )
        found += islice(of_a_day, 1)
    return found[:DATED]


def _is_shared(points: Sequence[Point]) -> bool:
    return len({s.document for point in points for s in point.told}) > 1


def _take(
    already: StatementLog, points: Iterable[Point], limit: int, of_a_document: int | None = None
) -> tuple[Point, ...]:
    """The first ``limit`` points that repeat none told before; from then on they count as told.

    At most ``of_a_document`` of those that one source alone has come from one document.
    """
    taken: list[Point] = []
    counted: Counter[str] = Counter()
    for point in points:
        id = point.lead.document
        is_full = of_a_document is not None and point.sources == 1 and counted[id] >= of_a_document
        if is_full or already.has(point.lead):
            continue
        if len(taken) == limit:
            break
        already.add((*point.told, *point.partly))
        counted[id] += 1
        taken.append(point)
    return tuple(taken)


def _left(already: StatementLog, points: Iterable[Point]) -> list[Point]:
    """The points that were not told before."""
    return [point for point in points if not already.has(point.lead)]


def _most_shared(points: Iterable[Point]) -> list[Point]:
    """The points of several sources, those of most first."""
    return sorted((p for p in points if p.sources > 1), key=lambda p: (-p.sources, -p.weight))


def _in_turn(told: Sequence[Sequence[Point]]) -> Iterator[Point]:
    """The most central points of each story in turn; of stories of several documents, if there are any."""
    shared = [points for points in told if _is_shared(points)]
    by_weight = (sorted(points, key=_worth, reverse=True) for points in shared or told)
    yield from (p for row in zip_longest(*by_weight) for p in row if p is not None)


def _worth(point: Point) -> float:
    return point.weight + SHARED_WORTH * min(point.sources - 1, 2)


def _compared(evidence: BriefingMaterial) -> bool:
    """True if a story has more than one document."""
    return any(len(story.documents) > 1 for story in evidence.stories)
