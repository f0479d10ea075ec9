"""Complete dates from other dates of the text: their year, or the day they are counted from."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from rag.english.dates import date_context as context
from rag.english.dates.date_spans import moved, unit_span
from rag.english.dates.date_when import LEAP, When, in_year, is_counted, likely_year
from rag.english.dates.weights import COUNTED_WEEKS


def with_shared_years(text: str, found: list[When]) -> list[When]:
    """Give "March" of "March and April 2024" its year. Changes ``found`` and returns it."""
    for place in range(len(found) - 2, -1, -1):
        this, then = found[place], found[place + 1]
        link = text[this.end : then.start]
        if not (this.month and this.year is None and then.month and then.year) or then.relative:
            continue
        if len(link) < 12 and context.LIST_LINK.fullmatch(link):
            year = then.year - (this.month > then.month)
            found[place] = replace(this, year=year, span=in_year(this, year), likely_year=None)
    return found


def anchored(text: str, found: list[When], published: date | None) -> Iterator[When]:
    """Count "three days earlier" from the date before it, "the day after" and "two days before" from the one
    that follows.
    """
    anchor: When | None = None
    counting: When | None = None  # "two days before", until the date it is before
    for one in found:
        when = one
        if counting:
            led = when.day and when.lead in {"before", "after"} and when.start - counting.end < 6
            if led and counting.shift:
                when = _moved(_from(text, counting.start, when), when, counting.shift, published)
            else:
                yield counting
            counting = None
        elif when.shift and when.shift[0].endswith(" of the story"):
            if when.text.lower().endswith(("before", "after")) and text[when.end : when.end + 1] == " ":
                counting = when
                continue
            when = _moved(when, anchor, when.shift, published) if anchor else when
        elif when.day and text[when.end : when.end + 1] not in {"'", "’"}:
            when = _next_to(text, when, published)
        yield when
        if when.hour is None:
            anchor = when if when.shift is None or when.shift[0].endswith(" of the story") else None
    if counting:
        yield counting


def _next_to(text: str, when: When, published: date | None) -> When:
    """Extend a date by "the day after" before it."""
    lead = context.THE_DAY_NEXT_TO.search(text, max(0, when.start - 20), when.start)
    if lead is None:
        return when
    step = 1 if lead["way"].lower() == "after" else -1
    return _moved(_from(text, lead.start(), when), when, ("day", step), published)


def _from(text: str, start: int, when: When) -> When:
    return replace(when, start=start, text=text[start : when.end], lead="", bound="exact", others=())


def _moved(when: When, anchor: When, shift: tuple[str, int], published: date | None) -> When:
    """Resolve relative words to days, counted from a date that may lack a year."""
    unit, count = shift[0].removesuffix(" of the story"), shift[1]
    long = unit in {"year", "decade", "century"}
    if not count or unit in {"hour", "minute"} or (anchor.year is None if long else anchor.day is None):
        return when
    try:
        day = date(anchor.year or LEAP, anchor.month or 1, anchor.day or 1)
        first, last = unit_span(unit, count, day)
        if unit == "week" and is_counted(when):
            day = moved(unit, count, day)
            room = timedelta(COUNTED_WEEKS if anchor.year else 0)
            first, last = day - room, day + room
    except (ValueError, OverflowError):
        return when
    year = first.year if anchor.year and first.year == last.year else None
    month = first.month if first.month == last.month else None
    when = replace(when, year=year, month=month, day=first.day if first == last else None)
    when = replace(when, relative=True, span=(first, last) if anchor.year else None, likely_year=None)
    if anchor.year is None and published:
        return replace(when, weekday=None, likely_year=likely_year(when, published))
    return replace(when, weekday=first.weekday() if anchor.year and first == last else None)
