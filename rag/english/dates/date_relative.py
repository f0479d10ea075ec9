"""Read dates relative to the day of publication, or to a day in the text."""

from dataclasses import replace
from datetime import date, timedelta

from rag.english.dates import date_context as context
from rag.english.dates import date_patterns as patterns
from rag.english.dates import date_words as words
from rag.english.dates.date_spans import moved, unit_span
from rag.english.dates.date_when import Match, When, on_day, scanners, when_of, words_before


def _weekday(match: Match, published: date | None) -> When | None:
    weekday, said = words.WEEKDAYS[match["wd"][:3].lower()], (match["rel"] or "").lower().split(" ")
    before = words_before(match)
    if context.NAMED_DAYS.search(before):
        return None
    if len(match["wd"]) < 6 and not (match["rel"] or context.MONTH_LEAD.search(before)):
        return None  # "Sat", "The Sun", "Wed"
    part = match["part"] or ""
    if match["many"] or said[0] in {"every", "each"}:
        return when_of(match, weekday=weekday, part=part)
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(said[-1], 0)
    when = when_of(match, weekday=weekday, part=part, relative=True, shift=("weekday", step))
    if published is None:
        return when
    back = (published.weekday() - weekday) % 7
    day = published - timedelta(back or 7 * (step < 0)) if step < 1 else published + timedelta(7 - back)
    weeks = {-1: (-7,), 0: (-7, 7), 1: (7,)}[step]
    others = tuple((day + timedelta(week), day + timedelta(week)) for week in weeks)
    return on_day(when, day, others)


def _relative_day(match: Match, published: date | None) -> When:
    said = (match["day"] or "today").lower()
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}[said]
    days += -2 * bool(match["yy"]) + 2 * bool(match["tt"]) - ((match["rel"] or "").lower() == "last")
    part = "night" if match["tonight"] else (match["part"] or match["part2"] or "").lower()
    when = when_of(match, part=part, relative=True, shift=("day", days))
    return on_day(when, moved("day", days, published)) if published else when


def _step(match: Match, published: date | None) -> When | None:
    said, unit = match["rel"].lower(), match["unit"].lower()
    step = words.STEPS[said]
    start = match.start("rel")
    when = When(start, match.end(), match.string[start : match.end()], relative=True)
    # "The next day" counts from a day of the story's, and "the last year" is a duration.
    if said in {"previous", "prior", "following", "same"} or (
        match["the"] and said in {"last", "next"} and unit == "day"
    ):
        return replace(when, shift=(f"{unit} of the story", step))
    if (match["the"] and said == "last") or unit == "day":
        return None
    return _resolved(when, unit, step, published)


def _resolved(when: When, unit: str, count: int, published: date | None) -> When:
    """Resolve relative words to their days, and to the year and month that these share."""
    when = replace(when, shift=(unit, count))
    if published is None:
        return when
    first, last = span = unit_span(unit, count, published)
    year = first.year if first.year == last.year else None
    month = first.month if year and first.month == last.month else None
    day = first.day if first == last else None
    return replace(when, span=span, year=year, month=month, day=day)


def _counts(match: Match) -> tuple[str, int]:
    """The unit and the number of units; 0 for "several"."""
    unit, said = match["unit"].lower().replace("centur", "century"), " ".join(match["n"].lower().split())
    count = int(said) if said.isdigit() else words.NUMBERS.get(said, 0)
    return ("week", 2 * count) if unit == "fortnight" else (unit, count)


def _counted(match: Match, published: date | None) -> When | None:
    unit, count = _counts(match)
    way = match["way"].lower().split()[0]
    sign = 1 if way in {"later", "after", "from", "hence"} else -1
    when = when_of(match, relative=True)
    if match["today"] or match["wd"]:
        return _ago(match, when, unit, -count, published)
    if way not in {"ago", "from", "hence"}:
        return replace(when, shift=(f"{unit} of the story", sign * count))
    if not count or unit in {"hour", "minute"}:
        return replace(when, shift=(f"{unit} or so", sign * count))
    return _resolved(when, unit, sign * count, published)


def _ago(match: Match, when: When, unit: str, count: int, published: date | None) -> When | None:
    """Resolve "two weeks ago today" and "two weeks ago on Monday" to one day."""
    when = replace(when, shift=(unit, count))
    weekday = words.WEEKDAYS[match["wd"][:3].lower()] if match["wd"] else None
    if published is None or not count or unit not in {"day", "week", "month", "year"}:
        return replace(when, weekday=weekday)
    day = moved(unit, count, published)
    if weekday is None:
        return on_day(when, day)
    return on_day(when, day + timedelta(weekday - day.weekday())) if unit == "week" else None


def _since(match: Match, published: date | None) -> When | None:
    """Read "it is ten years this week since" as ten years ago."""
    unit, count = _counts(match)
    if unit in {"hour", "minute"}:
        return None
    start = match.start("n")
    when = When(start, match.end(), match.string[start : match.end()], relative=True)
    if match["today"] and published:
        return on_day(replace(when, shift=(unit, -count)), moved(unit, -count, published))
    return _resolved(when, unit, -count, published)


def _in_count(match: Match, published: date | None) -> When | None:
    if context.SUPERLATIVE_LEAD.search(words_before(match)):
        return None  # "the first time in ten years"
    unit, count = _counts(match)
    when = when_of(match, relative=True)
    if unit in {"hour", "minute"}:
        return replace(when, shift=(f"{unit} or so", count))
    return _resolved(when, unit, count, published)


RELATIVE = scanners(
    ("unit", patterns.SINCE, _since),
    ("unit", patterns.COUNTED, _counted),
    ("weekday", patterns.WEEKDAY, _weekday),
    ("day", patterns.RELATIVE_DAY, _relative_day),
    ("unit", patterns.IN_COUNT, _in_count),
    ("unit", patterns.STEP, _step),
)
