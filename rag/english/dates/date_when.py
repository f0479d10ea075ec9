"""A date or a time of day as a text gives it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from rag.english.dates import date_words as words
from rag.english.dates.date_spans import DaySpan, month_span, narrowed, years_span
from rag.english.dates.weights import DAYS_AHEAD

Match = re.Match[str]
Build = Callable[[Match, date | None], "When | None"]
LEAP = 2000  # stands in for a year nobody named: it has every day of the calendar


@dataclass(frozen=True, slots=True)
class When:
    """The words of a date or a time of day, without "on" or "since", and what they say.

    `year`, `month` and `day` are as written, or worked out from the day of publication where the words are
    relative. `weekday` (0 Monday) is as written, else from the full date. `span` is the first and last day
    meant, once the year is known. "05/03/2024" is read day first; the other reading's span is in `others`, as
    are the neighbouring weeks of a bare "Friday", which is the last one on or before publication. `bound` is
    "exact", "before", "after" or "about"; `lead` is the word that made it so.
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None
    span: DaySpan | None = None
    relative: bool = False
    bound: str = "exact"
    lead: str = ""
    part: str = ""  # of a longer time: early, mid, late; of a day: morning, afternoon, evening, night
    season: str = ""  # spring to winter, q1 to q4, h1, h2, fiscal
    # Relative words without a calendar: ("week", -2); "weekday", 0 for a bare one.
    shift: tuple[str, int] | None = None
    likely_year: int | None = None  # of a date without one, near the day of publication
    others: tuple[DaySpan, ...] = ()  # what else the words may mean
    halfday: bool = False  # the clock does not say before or after noon
    zone: str = ""


Scanner = tuple[frozenset[str], re.Pattern[str], Build]


def scanners(*rows: tuple[str, re.Pattern[str], Build]) -> tuple[Scanner, ...]:
    """Give each pattern the kinds of words (``KINDS``) of which a text must have one for the pattern to be
    tried.
    """
    return tuple((frozenset(needs.split()), pattern, build) for needs, pattern, build in rows)


def when_of(match: Match, **known: Any) -> When:
    """Make the date of a match, with the fields ``known``."""
    return When(match.start(), match.end(), match[0], **known)


def words_before(match: Match) -> str:
    """The 24 characters before the match."""
    return match.string[max(0, match.start() - 24) : match.start()]


def in_year(when: When, year: int, part: str | None = None) -> DaySpan | None:
    """The days meant, taken to be of ``year``; ``None`` where the calendar has none."""
    try:
        if when.month and when.day:
            return date(year, when.month, when.day), date(year, when.month, when.day)
        if when.month:
            span = month_span(year, when.month)
        elif when.season:
            span = month_span(year, *words.SEASONS[when.season])
        elif when.year == year:
            span = years_span(year)
        else:
            return None
        return narrowed(span, when.part if part is None else part)
    except (ValueError, OverflowError):
        return None


def likely_year(when: When, published: date) -> int | None:
    """The year that puts the date near publication: little ahead of it, else in the past."""
    for year in (published.year + 1, published.year, published.year - 1):
        span = in_year(when, year)
        if span and span[0] - published <= timedelta(DAYS_AHEAD):
            return year
    return None


def on_day(when: When, day: date, others: tuple[DaySpan, ...] = ()) -> When:
    """Set the day of a date, and other days it may mean."""
    return replace(when, year=day.year, month=day.month, day=day.day, span=(day, day), others=others)


def is_counted(when: When) -> bool:
    """Return whether a date counts units ("ten years ago"), unlike "last year"."""
    return bool(when.shift) and when.text.split()[0].lower() not in words.STEPS
