"""First and last days: of months, years, and of units counted from a day."""

import calendar
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from rag.english.dates.weights import FEWEST_DAYS, PART_LENGTH, PART_STARTS

DaySpan = tuple[date, date]  # the first and the last day

_LENGTHS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}


def month_span(year: int, first: int, last: int | None = None) -> DaySpan:
    """Give the days from the first month to the end of the last, which may lie in the next year."""
    last = first if last is None else last
    end_year = year + (last < first)
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def years_span(first: int, last: int | None = None) -> DaySpan:
    """Give the days of a year, or of the years from one to another."""
    return date(first, 1, 1), date(first if last is None else last, 12, 31)


def narrowed(span: DaySpan, part: str) -> DaySpan:
    """Give the early, mid or late part of a span of days; short spans are kept whole."""
    first, last = span
    days, years = (last - first).days + 1, last.year - first.year + 1
    if days < FEWEST_DAYS or part not in PART_STARTS:
        return span
    tenth, length = PART_STARTS[part], PART_LENGTH
    if years > 4:
        return years_span(first.year + tenth * years // 10, first.year + (tenth + length) * years // 10 - 1)
    start = tenth * days // 10
    return first + timedelta(start), min(last, first + timedelta(start + length * days // 10))


def moved(unit: str, count: int, published: date) -> date:
    """Give the day ``count`` days, weeks, months or years after publication; before it where ``count`` is
    negative.

    Raises ``OverflowError`` if the calendar has no such day.
    """
    try:
        day: date = published + _LENGTHS[unit] * count
        return day
    except ValueError as error:  # the year is under 1 or over 9999
        raise OverflowError(str(error)) from error


def unit_span(unit: str, count: int, published: date) -> DaySpan:
    """Give the days of the day, week, month, year, decade or century that is ``count`` after that of
    publication.

    Raises ``OverflowError`` if the calendar has no such days.
    """
    if unit in {"decade", "century"}:
        size, offset = (10, 0) if unit == "decade" else (100, 1)
        first = (published.year - offset) // size * size + offset + size * count
        if not 1 <= first <= 9999 - size:
            raise OverflowError(unit)
        return years_span(first, first + size - 1)
    if unit == "fortnight":
        return unit_span("week", 2 * count, published)
    day = moved("week" if unit == "weekend" else unit, count, published)
    if unit in {"week", "weekend"}:
        monday = day - timedelta(day.weekday())
        return (
            (monday, monday + timedelta(6))
            if unit == "week"
            else (monday + timedelta(5), monday + timedelta(6))
        )
    return {"month": month_span(day.year, day.month), "year": years_span(day.year)}.get(unit, (day, day))
