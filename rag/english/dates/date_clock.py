"""Read times of day."""

from dataclasses import replace
from datetime import date

from rag.english.dates import date_context as context
from rag.english.dates import date_patterns as patterns
from rag.english.dates import date_words as words
from rag.english.dates.date_when import Match, When, scanners, when_of, words_before


def _clock_at(match: Match, hour: int, minute: int, half: str, zone: str = "") -> When | None:
    """Give the time of day; ``half`` is "a.m.", "in the evening" or ""."""
    half = half.lower()
    if hour > 24 or minute > 59 or (half and hour > 12 and half[0] in "ap"):
        return None
    late = half[:1] == "p" or half.endswith(("afternoon", "evening")) or (half.startswith("at") and hour > 5)
    if half and hour <= 12:
        hour = hour % 12 + 12 * late
    zone = zone.lower()
    halfday = not half and 1 <= hour <= 12
    return when_of(match, hour=hour % 24, minute=minute, halfday=halfday, zone=words.ZONES.get(zone, zone))


def _clock(match: Match, _: date | None) -> When | None:
    if match["hh"]:
        return when_of(
            match, hour=int(match["hh"]), minute=int(match["mm"]), zone="gmt" if match["zz"] else ""
        )
    if match["sep"] == "." and not match["ap"]:
        return None
    when = _clock_at(match, int(match["h"]), int(match["mi"]), match["ap"] or "", match["zone"] or "")
    return replace(when, halfday=False) if when and match["h"][0] == "0" else when


def _hour(match: Match, _: date | None) -> When | None:
    written = match["h"].lower()
    hour = int(written) if written.isdigit() else words.NUMBERS[written]
    return _clock_at(match, hour, 0, match["ap"] or match["ap2"] or "", match["zone"] or "")


_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}


def _is_to_hour(match: Match, falling: bool) -> bool:
    """Return whether "ten to five" is a time: after "at", or where it is no range and no score."""
    before = words_before(match)
    if not context.AFTER_TO_HOUR.match(match.string, match.end()):
        return False
    return bool(context.TO_HOUR_LEAD.search(before)) or (
        falling and not context.NOT_TO_HOUR_LEAD.search(before)
    )


def _spoken(match: Match, _: date | None) -> When | None:
    if match["noon"]:
        return when_of(match, hour=0 if match["noon"].lower() == "midnight" else 12, minute=0)
    written = match["h"].lower()
    hour = int(written) if written.isdigit() else words.NUMBERS[written]
    minute = _MINUTES[match["frac"].lower()]
    if match["way"].lower() == "to":
        if minute == 30 or (minute != 15 and not match["ap"] and not _is_to_hour(match, minute > hour)):
            return None
        hour, minute = (hour - 1) or 12, 60 - minute
    return _clock_at(match, hour, minute, match["ap"] or "")


CLOCKS = scanners(
    ("clock digit", patterns.CLOCK, _clock),
    ("clock period minutes", patterns.SPOKEN, _spoken),
    ("clock day", patterns.HOUR, _hour),
)
