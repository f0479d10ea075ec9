"""Documents grouped by the event they report; undated ones go to the story they agree with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.copies.copies import Copies
from index.document import Document
from rag.briefing.stories import reasons
from rag.briefing.stories.clusters import Group, clusters
from rag.briefing.stories.gathering import gather
from rag.briefing.stories.likeness import StoryLikeness, likeness_of
from rag.briefing.stories.naming import telling_names
from rag.briefing.stories.placing import StoryAgreement, place
from rag.briefing.stories.times import Times, Window
from rag.briefing.stories.weights import NEWS, SAME_DAYS, SAME_DAYS_BONUS, SAME_EVENT, SAME_SUBJECT
from rag.english.dates.date_spans import DaySpan
from rag.facts.statement import Statement


@dataclass(frozen=True)
class Placed:
    """The place of a document: the days ``when`` it may have been written, and the reason for a reader."""

    document: str
    when: Window
    reason: str


@dataclass(frozen=True)
class Story:
    """Documents about one event or one matter, in the order of time, the undated last.

    ``first`` and ``last``: the days of what they tell, as far as known. ``names`` mark it, most telling
    first. Stories with the same ``subject`` are of the same people, places or matter at other times.
    """

    documents: tuple[str, ...]
    first: date | None
    last: date | None
    names: tuple[str, ...]
    subject: int


@dataclass(frozen=True)
class Grouping:
    """The stories, that of the most independent sources first (of equal ones the later); and where each
    document belongs, by its id.
    """

    stories: tuple[Story, ...]
    placed: dict[str, Placed]


def group(
    documents: Sequence[Document],
    statements: Mapping[str, Sequence[Statement]],
    copies: Copies | None = None,
    stopped: Callable[[], None] = lambda: None,
) -> Grouping:
    """Group ``documents`` by the event they are about; each is in one story.

    ``statements`` by document id; ``copies``: what text the documents share, if that is known; ``stopped`` is
    called before each document is read, and may raise to stop. Those whose time is known are joined where
    they are alike and their times near; each of the others is placed with the story it agrees with most, or,
    agreeing with none, with others like it.
    """
    if not documents:
        return Grouping((), {})
    known = likeness_of(documents, statements, copies, stopped)
    dated, agreements = _dated(known)
    left = [[n] for n, t in enumerate(known.times) if not t.event and n not in agreements]
    found = dated + clusters(left, known.linked, SAME_EVENT, known.meeting())
    # Two stories of the same weeks are two matters, whoever they are about.
    subjects = clusters(found, known.linked, SAME_SUBJECT, ~known.near(NEWS.days))
    numbers = {n: number for number, members in enumerate(subjects) for n in members}
    told = [(members, _story(known, members, numbers[members[0]])) for members in found]
    told.sort(key=lambda one: (known.independent(one[0]), one[1].last or date.min), reverse=True)
    placed = (p for members, story in told for p in _placed(known, members, story, agreements))
    return Grouping(tuple(story for _, story in told), {p.document: p for p in placed})


def _dated(known: StoryLikeness) -> tuple[list[Group], dict[int, StoryAgreement]]:
    """The stories of known time, and how those of unknown time agree with those they are placed with."""
    certain = [[n] for n, t in enumerate(known.times) if t.event]
    likeness = known.linked + SAME_DAYS_BONUS * known.near(SAME_DAYS)
    stories = clusters(certain, likeness, SAME_EVENT, known.near(NEWS.days), chain=True)
    stories = gather(known, stories, [_span(known.times, members) for members in stories])
    events = [_span(known.times, members) for members in stories]
    unknown = [n for n, t in enumerate(known.times) if not t.event]
    return stories, place(known, stories, events, unknown, SAME_EVENT)


def _span(all_times: Sequence[Times], members: Group) -> DaySpan | None:
    """The days a story tells of; a year is left out where a day is known."""
    events = [event for n in members if (event := all_times[n].event)]
    if not events:
        return None
    shortest = min(last - first for first, last in events)
    narrow = [event for event in events if event[1] - event[0] <= max(shortest, NEWS)]
    return min(first for first, _ in narrow), max(last for _, last in narrow)


def _story(known: StoryLikeness, members: Group, subject: int) -> Story:
    span = _span(known.times, members)
    members.sort(key=lambda n: (_starts(known.times[n]), n))
    documents = [known.documents[n] for n in members]
    return Story(
        tuple(document.id for document in documents),
        span[0] if span else None,
        span[1] if span else None,
        telling_names(
            [known.profiles[n] for n in members], known.name_weights, [d.outlet for d in documents]
        ),
        subject,
    )


def _starts(times: Times) -> date:
    if times.window.source == "published" and times.window.first:
        return times.window.first
    return times.event[0] if times.event else date.max


def _placed(
    known: StoryLikeness, members: Group, story: Story, agreements: Mapping[int, StoryAgreement]
) -> list[Placed]:
    found = []
    for n in members:
        own, when = known.times[n], known.times[n].window
        if own.event:
            why = reasons.dated(when, own.event)
        elif agreement := agreements.get(n):
            when = Window(story.first, story.last, "placed")
            why = reasons.placed(agreement, known.documents[agreement.nearest])
        else:
            why = reasons.alone(own, len(members) - 1)
        found.append(Placed(known.documents[n].id, when, why))
    return found
