"""The times of a document: the days it may have been written, and the days of its event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rag.briefing.stories.mentions import Mention, gap, mentions
from rag.briefing.stories.retrospect import ENDS, looked_back_to
from rag.briefing.stories.weights import FRESH, NEWS, OPENING
from rag.english.dates.date_spans import DaySpan
from rag.facts.statement import Statement

_DAY, _MONTH = timedelta(0), timedelta(31)

TimeSource = Literal["published", "text", "placed", "undated"]
DatedStatement = tuple[Statement, Sequence[Mention]]


@dataclass(frozen=True)
class Window:
    """The days a document may have been written, ``None`` if open; ``source``: the evidence for them."""

    first: date | None = None
    last: date | None = None
    source: TimeSource = "undated"


@dataclass(frozen=True)
class Times:
    """The times of a document: ``event`` is its span of days, ``days`` all (month, day) pairs it names."""

    window: Window
    event: DaySpan | None
    days: frozenset[tuple[int, int]]


def times(published: date | None, statements: Sequence[Statement]) -> Times:
    """Find the times of a document from its statements and its date of publication."""
    dated = [(statement, mentions(statement, published)) for statement in statements]
    every = [mention for _, found in dated for mention in found]
    window = _window(published, dated)
    event = looked_back_to(dated, published, window.last)
    if event is None:
        event = _reported(dated, published) if published else _opened_with(dated)
    return Times(window, event, frozenset(m.day for m in every if m.day))


def may_cover(times: Times, event: DaySpan | None) -> bool:
    """True if a document of unknown time may be about an event of these days."""
    if event is None:
        return True
    first, last = times.window.first, times.window.last
    return (last is None or last >= event[0]) and (first is None or first - event[1] <= FRESH)


def _window(published: date | None, dated: Sequence[DatedStatement]) -> Window:
    """The date of publication, else from the latest past day to the earliest future day."""
    if published:
        return Window(published, published, "published")
    past: list[date] = []
    ahead: list[date] = []
    for _, found in dated:
        here = [m.span[0] for m in found if m.span and m.tense == "past"]
        past += here
        if not here:  # "in 2019 he said that it will open in 2021"
            ahead += [m.span[1] for m in found if m.span and m.tense == "future"]
    first, last = max(past, default=None), min(ahead, default=None)
    if first and last and last < first:
        last = None  # what has happened is surer than what was to happen
    return Window(first, last, "text" if first or last else "undated")


def _opened_with(dated: Sequence[DatedStatement]) -> DaySpan | None:
    """The day or month, with its year, that a document without a date opens with.

    For future dates only a day: plans are made years ahead.
    """
    opening = [found for statement, found in dated if statement.text.rstrip().endswith(ENDS)][:OPENING]
    told = (m for found in opening for m in found if m.span and not (m.now or m.bounds or m.guessed))
    for mention in told:
        if mention.span and mention.span[1] - mention.span[0] <= (
            _DAY if mention.tense == "future" else _MONTH
        ):
            return mention.span
    return None


def _reported(dated: Sequence[DatedStatement], published: date) -> DaySpan:
    """The day of the news: the first recent day in the past tense, else that of publication."""
    told = (m.span for _, found in dated for m in found if m.span and m.now and m.tense == "past")
    own = (published, published)
    return next((span for span in told if gap(span, own) <= NEWS and span[1] - span[0] < NEWS), own)
