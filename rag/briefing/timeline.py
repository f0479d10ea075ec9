"""The timeline of a briefing: its dated statements in order of date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.briefing.material import BriefingMaterial
from rag.briefing.points import Point
from rag.english.dates.find_dates import When
from rag.english.sentence_facts import dates_of
from rag.shapes import DatePrecision

_PRECISIONS = {DatePrecision.DAY: "%Y-%m-%d", DatePrecision.MONTH: "%Y-%m", DatePrecision.YEAR: "%Y"}


@dataclass(frozen=True, eq=False)
class Event:
    """A dated point; ``when`` is ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), ``first`` the first day."""

    when: str
    precision: DatePrecision
    first: date
    point: Point


def timeline(evidence: BriefingMaterial, points: Sequence[Point], limit: int) -> list[Event]:
    """The dated points, earliest first; if there are over ``limit``, the first of ``points``."""
    found: list[Event] = []
    for point in points:
        found += list(_dated(evidence, point))[:1]
        if len(found) == limit:
            break
    return sorted(found, key=lambda event: (event.first, len(event.when)))


def _dated(evidence: BriefingMaterial, point: Point) -> Iterator[Event]:
    """One event per date in the lead of a point, days before months and years; not the date line."""
    lead = point.lead
    shown = evidence.documents[lead.document].published_evidence
    whens = dates_of(lead.text, evidence.published(lead.document))
    for when in sorted(whens, key=lambda w: (precision(w) or "z", w.start)):
        start = lead.start + when.start
        is_published = shown is not None and shown.start <= start < shown.end
        if (known := precision(when)) and when.span and not is_published:
            first = when.span[0]
            yield Event(first.strftime(_PRECISIONS[known]), known, first, point)


def precision(when: When) -> DatePrecision | None:
    """The precision of a date; ``None`` if it is coarser than a year, or the year is unknown.

    "This year" gives ``None``; a bare weekday is the last one before publication.
    """
    is_weekday = when.shift == ("weekday", 0)
    if when.span is None or when.bound in ("before", "after") or (when.others and not is_weekday):
        return None
    first, last = when.span
    if first == last:
        return DatePrecision.DAY
    if (first.year, first.month) == (last.year, last.month) and first.day == 1 and (last - first).days >= 27:
        return DatePrecision.MONTH
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return DatePrecision.YEAR if whole and not when.relative else None
