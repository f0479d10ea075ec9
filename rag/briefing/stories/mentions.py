"""The dates that a document mentions, each with its tense."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rag.briefing.stories.tenses import Tense, tense_at
from rag.briefing.stories.weights import FRESH
from rag.english.dates.date_spans import DaySpan
from rag.english.dates.date_when import When, in_year
from rag.english.sentence_facts import dates_of
from rag.english.text import Text, Word, read, word_set
from rag.facts.statement import Statement

_ANNIVERSARIES = word_set("anniversary anniversaries centenary decades remembered commemorated")
_SUBORDINATE = word_set("""
    since when which who whom whose where after before as because while although though whereas than if
    until unless
    """)
_AUXILIARY = word_set("was were had has have is are")
_COMPARED = {"since", "after", "before", "until", "till", "from", "pre", "post"}


@dataclass(frozen=True)
class Mention:
    """A date: its first and last day, if they are known; month and ``day`` whatever the year; how it is told.

    ``now``: it is counted from the day of writing, as "on Tuesday" is, or lies within weeks of publication.
    ``bounds``: it only bounds another time, as in "the highest since 2019". ``sets``: it says when the
    sentence is set, rather than telling of a thing ("a map of 1994", "who was there in 2019"). ``guessed``:
    no year is written, and the one next to publication is taken.
    """

    span: DaySpan | None
    day: tuple[int, int] | None
    tense: Tense
    now: bool
    bounds: bool
    sets: bool
    guessed: bool


def mentions(statement: Statement, published: date | None) -> Sequence[Mention]:
    """Find the dates of a sentence, without times of day; ``published`` resolves relative dates."""
    found = dates_of(statement.whole, published)
    return [_mention(statement.whole, when, published) for when in found if _is_day(when)]


def gap(one: DaySpan, other: DaySpan) -> timedelta:
    """The time between two spans of days; zero if they overlap."""
    return max(one[0] - other[1], other[0] - one[1], timedelta(0))


def _is_day(when: When) -> bool:
    return bool(when.span or when.month or when.weekday is not None or when.shift or when.part)


def _mention(text: str, when: When, published: date | None) -> Mention:
    words = read(text)
    tense = tense_at(words, when)
    span = _next(when, tense, published) or when.span or _likely(when, tense, published)
    day = (when.month, when.day) if when.month and when.day else None
    tense = _in_time(tense, span, published)
    before = [word for word in words.words if word.end <= when.start]
    bounds = when.lead in _COMPARED or "than" in {word.form for word in before[-3:]}
    return Mention(
        span,
        day,
        tense,
        _is_now(when, span, published),
        bounds,
        _sets(words, before),
        span is not None and when.year is None,
    )


def _next(when: When, tense: Tense, published: date | None) -> DaySpan | None:
    """The coming "Sunday", if the tense is future; else ``None``."""
    if published is None or tense != "future":
        return None
    return next((span for span in when.others if span[0] > published), None)


def _likely(when: When, tense: Tense, published: date | None) -> DaySpan | None:
    """The days of a date without a year: those next to publication that its tense allows."""
    if when.likely_year is None or published is None:
        return None
    span = in_year(when, when.likely_year)
    if span and tense == "future" and span[1] < published:
        return in_year(when, when.likely_year + 1)
    if span and tense == "past" and span[0] > published:
        return in_year(when, when.likely_year - 1)
    return span


def _in_time(tense: Tense, span: DaySpan | None, published: date | None) -> Tense:
    """The tense of a date, corrected by the calendar: days before publication are past."""
    if published is None or span is None:
        return tense
    if span[1] < published and tense == "future":
        return "past"
    return "future" if span[0] > published and tense == "past" else tense


def _sets(text: Text, before: Sequence[Word]) -> bool:
    if not before or not _ANNIVERSARIES.isdisjoint(word.form for word in text.words):
        return True
    clause = [word.form for word in before if word.clause == before[-1].clause]
    is_relative = any(one == "that" and then in _AUXILIARY for one, then in pairwise(clause))
    is_first = before[0].clause == before[-1].clause  # "When the dam was closed in 1926, ..."
    return clause[-1] != "of" and (is_first or clause[0] not in _SUBORDINATE) and not is_relative


def _is_now(when: When, span: DaySpan | None, published: date | None) -> bool:
    if when.lead in {"until", "till", "before"}:  # "rescuers dug until Wednesday" is of any story
        return False
    if published and span:
        return gap(span, (published, published)) <= FRESH and span[1] - span[0] < FRESH
    if when.shift is None:
        return when.part in {"morning", "afternoon", "evening", "night"}
    unit, count = when.shift
    return unit in {"day", "week", "weekday", "weekend", "hour or so", "minute or so"} and abs(count) < 3
