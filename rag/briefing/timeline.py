"""The timeline of a briefing: its dated statements in order of date.

A day that is told by its distance from the day of publication ("yesterday", "on Saturday") is worked out
where the words leave no doubt: a bare weekday only of what has happened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from rag.briefing.material import BriefingMaterial
from rag.briefing.points import Point
from rag.briefing.stories.tenses import tense_at
from rag.briefing.weights import SAYING_REACH
from rag.checking.cite import Place
from rag.checking.draft_blocks import as_line, ends
from rag.english.dates.find_dates import When
from rag.english.sentence_facts import dates_of
from rag.english.text import read, word_set
from rag.english.verbs import has_verb
from rag.english.word_lists import word_list
from rag.shapes import DatePrecision
from rag.summarizing.dependent_sentences import OPENING

_SAYS = word_list("saying", "speaker")
_OF_MANY = word_set("the a an every each to")  # "the Friday disco", "Monday to Friday"
_PRECISIONS = {DatePrecision.DAY: "%Y-%m-%d", DatePrecision.MONTH: "%Y-%m", DatePrecision.YEAR: "%Y"}


@dataclass(frozen=True, eq=False)
class Event:
    """A dated point; ``when`` is ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), ``first`` the first day.

    ``is_counted``: the day is counted from that of publication.
    """

    when: str
    precision: DatePrecision
    first: date
    point: Point
    is_counted: bool = False


def events_of(evidence: BriefingMaterial, points: Iterable[Point]) -> Iterator[Event]:
    """The event of each point that has a date, in the order of ``points``."""
    for point in points:
        if _tells(point):
            yield from islice(_dated(evidence, point), 1)


def first_of(limit: int, events: Iterable[Event]) -> list[Event]:
    """The first ``limit`` events, none twice."""
    found: dict[Place, Event] = {}
    for event in events:
        found.setdefault(event.point.lead.place, event)
    return list(islice(found.values(), limit))


def in_order(events: Iterable[Event]) -> list[Event]:
    """The events, earliest first."""
    return sorted(events, key=lambda event: (event.first, len(event.when)))


def _tells(point: Point) -> bool:
    """True if a point may tell an event: not somebody's words, nor a line that is no sentence."""
    lead = point.lead
    is_sentence = ends(as_line(lead.text)) and has_verb(lead.text)
    return is_sentence and not lead.speaker and not lead.text.startswith(OPENING)


def _dated(evidence: BriefingMaterial, point: Point) -> Iterator[Event]:
    """One event per date in the lead of a point, days before months and years; not the date line."""
    lead = point.lead
    shown = evidence.documents[lead.document].published_evidence
    whens = map(_in_its_year, dates_of(lead.text, evidence.published(lead.document)))
    for when in sorted(whens, key=lambda w: (precision(w) or "z", w.start)):
        start = lead.start + when.start
        is_published = shown is not None and shown.start <= start < shown.end
        is_of_event = not is_published and _is_certain(lead.text, when) and not _is_of_saying(lead.text, when)
        if (known := precision(when)) and when.span and is_of_event:
            first = when.span[0]
            is_counted = when.relative or _is_weekday(when) or when.year is None
            yield Event(first.strftime(_PRECISIONS[known]), known, first, point, is_counted)


def _in_its_year(when: When) -> When:
    """A day without a year in the year that lies nearest to the day of publication."""
    if when.span or not (when.likely_year and when.month and when.day) or when.others:
        return when
    day = date(when.likely_year, when.month, when.day)
    return replace(when, span=(day, day))


def _is_weekday(when: When) -> bool:
    """True if a date is a bare weekday, the last one before publication."""
    return when.shift == ("weekday", 0)


def _is_certain(line: str, when: When) -> bool:
    """True if it is certain which day is meant, and that it was so: "on Saturday", of what has happened."""
    text = read(line)
    before = next((word.form for word in reversed(text.words) if word.end <= when.start), "")
    if _is_weekday(when):
        return tense_at(text, when) == "past" and before not in _OF_MANY
    return not when.relative or tense_at(text, when) != "open"


def _is_of_saying(line: str, when: When) -> bool:
    """True if a date says when somebody spoke: "told reporters on Tuesday"."""
    before = [word for word in read(line).words if word.end <= when.start][-SAYING_REACH:]
    return any(word.form in _SAYS for word in before)


def precision(when: When) -> DatePrecision | None:
    """The precision of a date; ``None`` if it is coarser than a year, or the year is unknown.

    "This year" gives ``None``; a bare weekday is the last one before publication.
    """
    if when.span is None or when.bound in ("before", "after") or (when.others and not _is_weekday(when)):
        return None
    first, last = when.span
    if first == last:
        return DatePrecision.DAY
    if (first.year, first.month) == (last.year, last.month) and first.day == 1 and (last - first).days >= 27:
        return DatePrecision.MONTH
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return DatePrecision.YEAR if whole and not when.relative else None
