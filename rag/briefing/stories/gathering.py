"""Single documents added to the story of the same days that they clearly report."""

from collections.abc import Iterable, Sequence

from rag.briefing.stories.clusters import Group
from rag.briefing.stories.likeness import StoryLikeness
from rag.briefing.stories.placing import StoryAgreement, agreement
from rag.briefing.stories.weights import GATHER_ALIKE, GATHER_NEAREST, NEWS, SURELY_NEAREST, SURELY_TOTAL
from rag.english.dates.date_spans import DaySpan


def gather(known: StoryLikeness, stories: list[Group], events: Sequence[DaySpan | None]) -> list[Group]:
    """``stories`` with those of one document joined to one of several, where it tells of the same.

    Two reports of an event in words of their own may be less alike than a report and its reprint; a day
    that both name makes up for it. ``events``: the days of each story.
    """
    large = [n for n, members in enumerate(stories) if len(members) > 1]
    joined: dict[int, int] = {}
    for n, members in enumerate(stories):
        if len(members) == 1 and (home := _home(known, members[0], stories, events, large)) is not None:
            joined[n] = home
    for n, home in joined.items():
        stories[home].extend(stories[n])
    return [members for n, members in enumerate(stories) if n not in joined]


def _home(
    known: StoryLikeness,
    document: int,
    stories: Sequence[Group],
    events: Sequence[DaySpan | None],
    large: Iterable[int],
) -> int | None:
    """The index of the story that a single document belongs to; ``None`` if there is none."""
    found: list[tuple[float, int]] = []
    for n in large:
        told = agreement(known, document, stories[n])
        if told.days and (
            _surely(known, document, stories[n], told) or _fits(known, document, events[n], told)
        ):
            found.append((told.total, n))
    return max(found)[1] if found else None


def _fits(known: StoryLikeness, document: int, event: DaySpan | None, told: StoryAgreement) -> bool:
    """True if the document reports the days of the story and is similar enough to it."""
    own = known.times[document].event
    is_alike = told.most_alike >= GATHER_NEAREST and told.like >= GATHER_ALIKE
    return is_alike and own is not None and _near(own, event)


def _surely(known: StoryLikeness, document: int, story: Group, told: StoryAgreement) -> bool:
    """True if it was published when a member was and agrees so much that other days do not count."""
    own = _published(known, document)
    theirs = [_published(known, member) for member in story]
    is_alike = told.total >= SURELY_TOTAL and told.most_alike >= SURELY_NEAREST
    return is_alike and own is not None and any(_near(own, other) for other in theirs)


def _published(known: StoryLikeness, document: int) -> DaySpan | None:
    window = known.times[document].window
    if window.source == "published" and window.first and window.last:
        return window.first, window.last
    return None


def _near(one: DaySpan | None, other: DaySpan | None) -> bool:
    return bool(one and other) and one[0] - other[1] <= NEWS and other[0] - one[1] <= NEWS  # type: ignore[index]
