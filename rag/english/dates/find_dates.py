"""Find the dates and times of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from rag.english.dates import date_context as context
from rag.english.dates import date_words as words
from rag.english.dates.date_anchors import anchored, with_shared_years
from rag.english.dates.date_calendar import CALENDAR
from rag.english.dates.date_clock import CLOCKS
from rag.english.dates.date_compare import compare
from rag.english.dates.date_relative import RELATIVE
from rag.english.dates.date_spans import DaySpan, narrowed
from rag.english.dates.date_when import Build, Match, When, in_year, likely_year

__all__ = ["When", "compare", "find"]

_WORD = re.compile("[a-z]+|[0-9]")


def find(text: str, published: date | None = None) -> tuple[When, ...]:
    """Find the dates and times of a text, in order; relative ones are counted from ``published``."""
    kinds = {words.KINDS[word] for word in _WORD.findall(text.lower()) if word in words.KINDS}
    if not kinds:
        return ()
    taken = bytearray(len(text))
    found: list[When] = []
    for needs, pattern, build in _SCANNERS:
        if kinds.isdisjoint(needs):
            continue
        for match in pattern.finditer(text):
            if taken.find(1, match.start(), match.end()) >= 0:
                continue
            for when in _built(build, match, published):
                taken[when.start : when.end] = b"\1" * (when.end - when.start)
                found.append(when)
    found = with_shared_years(text, sorted(found, key=lambda when: when.start))
    return tuple(anchored(text, found, published))


def _built(build: Build, match: Match, published: date | None) -> Iterator[When]:
    """The dates of a match: none where it is no date after all, two for "5-7 March"."""
    try:
        try:
            when = build(match, published)
        except OverflowError:  # counted past the end of the calendar
            when = build(match, None)
    except (KeyError, ValueError):
        return
    if when is None:
        return
    if match.groupdict().get("d0"):
        start, end = match.span("d0")
        first = replace(when, day=int(match["d0"]), start=start, end=end, text=match["d0"], weekday=None)
        yield _finished(first, match.string, published)
        start = match.start("d") if match.start("d0") >= match.start() else when.start
        when = replace(when, start=start, text=match.string[start : when.end])
    yield _finished(when, match.string, published)


def _finished(when: When, text: str, published: date | None) -> When:
    """Add what stands before the date, its days, its weekday and the year it is likely of."""
    more = _led(when, text)
    part = more.get("part", when.part)
    span: DaySpan | None = None
    if when.span:
        span = more["span"] = narrowed(when.span, part)
    elif when.year is not None:
        span = more["span"] = in_year(when, when.year, part)
    else:
        more["likely_year"] = likely_year(when, published) if published else None
    if span and span[0] == span[1] and when.weekday is None:
        more["weekday"] = span[0].weekday()
    return replace(when, **more)


def _led(when: When, text: str) -> dict[str, Any]:
    """The fields that the words before a date change: "early", "since", "around"."""
    before = text[max(0, when.start - 32) : when.start]
    if words.LEAD_WORDS.isdisjoint(before.lower().replace("-", " ").split()[-4:]) and before[-1:] != "-":
        return {}
    lead = context.LEAD.search(before)
    if lead is None:
        return {}
    more: dict[str, Any] = {}
    part = (lead["part"] or "").lower()
    if part and not when.part:
        start = when.start - len(before) + lead.start("part")
        more = {"start": start, "text": text[start : when.end], "bound": "about"}
        more["part"] = words.PARTS.get(part, part)
    word = " ".join((lead["lead"] or "").lower().split())
    # "before the 2019 election", "after Monday's match": the bound is the event's, not the day's.
    the_event = text[when.end : when.end + 1] in {"'", "’"} or (lead["the"] and not when.season and not part)
    if not word or the_event or context.NOT_UNTIL.search(text[: when.start]):
        return more
    bound = "before" if word in words.BEFORE else "after" if word in words.AFTER else "about"
    return more | {"bound": bound, "lead": word}


# Those that say more come first: what they take is not read again.
_SCANNERS = (*CLOCKS, *CALENDAR, *RELATIVE)
