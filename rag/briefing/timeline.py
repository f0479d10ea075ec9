"""The timeline of a briefing: its dated statements in order of date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rag.briefing.material import BriefingMaterial
from rag.briefing.points import Point
from rag.briefing.weights import SAYING_REACH
from rag.english.dates.find_dates import When
from rag.english.sentence_facts import dates_of
from rag.english.text import read
from rag.english.word_lists import word_list
from rag.shapes import DatePrecision
from rag.summarizing.dependent_sentences import OPENING

_SAYS = word_list("saying", "speaker")
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
        if not point.lead.speaker and not point.lead.text.startswith(
            OPENING
        ):  # somebody's words tell no event
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
        is_of_event = not (is_published or _is_of_saying(lead.text, when))
        if (known := precision(when)) and when.span and is_of_event:
            first = when.span[0]
            yield Event(first.strftime(_PRECISIONS[known]), known, first, point)


def _is_of_saying(line: str, when: When) -> bool:
    """True if a date says when somebody spoke: "told reporters on Tuesday"."""
    before = [word for word in read(line).words if word.end <= when.start][-SAYING_REACH:]
    return any(word.form in _SAYS for word in before)


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
