"""Read dates of the calendar: days, months, years, decades, quarters, seasons, feasts."""

from dataclasses import replace
from datetime import date

from rag.english.dates import date_context as context
from rag.english.dates import date_patterns as patterns
from rag.english.dates import date_words as words
from rag.english.dates.date_spans import DaySpan, month_span, years_span
from rag.english.dates.date_when import Match, When, scanners, when_of, words_before
from rag.english.dates.weights import TWO_DIGIT_YEAR


def _month(written: str) -> int:
    return words.MONTHS[written[:3].lower()]


def _year(written: str | None) -> int | None:
    """Parse the year of "2024", "'24" or "24"."""
    if not written:
        return None
    number = int(written.strip("'’"))
    return number if number > 99 else number + (2000 if number < TWO_DIGIT_YEAR else 1900)


def _year_said(match: Match, published: date | None) -> int | None:
    """Give the year after a month or a quarter: "2024", or "last year" where publication is known."""
    step = match["step"]
    if step and published:
        return published.year + words.STEPS[step.lower()]
    return _year(match["y"])


def _day_of_month(match: Match, published: date | None) -> When | None:
    said = match["m"]
    if said in {"may", "march", "mar"} and not match["y"]:
        return None  # "the top 5 may change"
    weekday = words.WEEKDAYS[match["wd"][:3].lower()] if match["wd"] else None
    year, day = _year_said(match, published), int(match["d"])
    return when_of(
        match, year=year, month=_month(said), day=day, weekday=weekday, relative=bool(match["step"])
    )


def _month_of_year(match: Match, published: date | None) -> When | None:
    if match["m"] in {"may", "march", "mar", "jan"} and not match["y"]:
        return None
    return when_of(
        match, year=_year_said(match, published), month=_month(match["m"]), relative=bool(match["step"])
    )


def _month_alone(match: Match, published: date | None) -> When | None:
    said, after = match["m"], match.string[match.end() : match.end() + 2]
    led = bool(match["rel"]) or bool(context.MONTH_LEAD.search(words_before(match)))
    if not led and (
        (len(said) < 5 and said not in {"June", "July"}) or after[1:].isupper() or after[1:2].isdigit()
    ):
        return None  # "May I", "Jan said", "April Jones"
    if not led and said == "March" and match.start() == 0 and after[:1] == " ":
        rest = match.string[match.end() + 1 : match.end() + 6].split(" ")[0]
        if rest in {"on", "to", "for", "into", "of", "with"}:
            return None
    month = _month(said)
    if not match["rel"]:
        return when_of(match, month=month)
    step = words.STEPS[match["rel"].lower()]
    year = None
    if published:
        year = (
            published.year - (step < 0 and month >= published.month) + (step > 0 and month <= published.month)
        )
    return when_of(match, month=month, year=year, relative=True, shift=("named month", step))


def _iso(match: Match, _: date | None) -> When:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return when_of(match, year=day.year, month=day.month, day=day.day)


def _numeric(match: Match, _: date | None) -> When | None:
    """Read "05/03/2024" both ways where both are dates: day first, the other among `others`."""
    if len(match["y"]) == 2 and match["sep"] != "/":
        return None  # a version number, a score
    year, first, second = _year(match["y"]) or 0, int(match["a"]), int(match["b"])
    readings = [(second, first)] if second <= 12 else []
    if first <= 12 and first != second and match["sep"] != ".":
        readings.append((first, second))
    days = [date(year, month, day) for month, day in readings if month > 0 and 0 < day <= 31]
    if not days:
        return None
    day = days[0]
    others = tuple((other, other) for other in days[1:])
    return when_of(match, year=day.year, month=day.month, day=day.day, others=others)


def _plain_year(match: Match, _: date | None) -> When | None:
    text, end = match.string, match.end()
    before = words_before(match)
    if context.NOT_AFTER_YEAR.match(text, end) or context.NOT_BEFORE_YEAR.search(before):
        return None
    if context.PLURAL_AFTER_YEAR.match(text, end) and not context.YEAR_LEAD.search(before):
        return None
    year, last = int(match["y"]), int(match["y2"] or 0)
    if not match["y2"]:
        return when_of(match, year=year)
    if last > year % 100:  # "2019-20"
        return when_of(match, span=years_span(year, year // 100 * 100 + last))
    return when_of(match, year=year, month=last) if 1 <= last <= 12 else None


def _decade(match: Match, _: date | None) -> When | None:
    if context.AGE_LEAD.search(words_before(match)):
        return None  # "in his forties"
    short = match["yy"] or match["yy2"]
    if match["y"]:
        first = int(match["y"])
    else:
        first = 1900 + int(short) if short else words.DECADES[match["word"].lower()]
    others = (years_span(first, first + 99),) if first % 100 == 0 else ()
    return when_of(match, span=years_span(first, first + 9), others=others)


def _century(match: Match, _: date | None) -> When | None:
    number = int(match["n"][:-2]) if match["n"][0].isdigit() else words.ORDINALS[match["n"].lower()]
    if not 1 <= number <= 30:
        return None
    return when_of(match, span=years_span(100 * number - 99, 100 * number))


def _quarter(match: Match, published: date | None) -> When | None:
    word = (match["word"] or "").lower()
    half = (match["q"] or match["long"])[0].lower()
    number = int(match["n"] or (word[0] if word[:1].isdigit() else words.ORDINALS[word]))
    year = _year_said(match, published)
    if half == "h" or word == "last":
        if (number > 2 and half == "h" and word != "last") or not (match["y"] or match["step"]):
            return None  # the second half of a match, the last quarter
        number = 2 if half == "h" and number > 2 else number
    half = "h" if half == "h" else "q"
    return when_of(match, year=year, season=f"{half}{number}", relative=bool(match["step"]))


def _fiscal(match: Match, _: date | None) -> When:
    return when_of(match, year=_year(match["y"]), season="fiscal")


def _season(match: Match, published: date | None) -> When:
    season = (match["s"] or match["s2"]).lower().replace("fall", "autumn")
    year = _year(match["y"])
    start = match.start("rel" if match["rel"] else "s" if match["s"] else "s2")
    step = words.STEPS[match["rel"].lower()] if match["rel"] else None
    if step is not None and published:
        first, last = words.SEASONS[season]
        year = (
            published.year - (step < 0 and last >= published.month) + (step > 0 and first <= published.month)
        )
    other: tuple[DaySpan, ...] = ()
    if year and season == "winter":  # "winter 2021" began in that year, or ended in it
        other = month_span(year - 1, 12, 2), month_span(year, 1, 2)
    when = When(start, match.end(), match.string[start : match.end()], year=year, season=season, others=other)
    return when if step is None else replace(when, relative=True, shift=(season, step))


def _feast(match: Match, published: date | None) -> When:
    month, day = words.FEASTS[match["f"].lower().replace("’", "'")]
    return when_of(
        match, year=_year_said(match, published), month=month, day=day, relative=bool(match["step"])
    )


CALENDAR = scanners(
    ("digit", patterns.ISO, _iso),
    ("digit", patterns.NUMERIC, _numeric),
    ("month", patterns.DAY_MONTH, _day_of_month),
    ("month", patterns.MONTH_DAY, _day_of_month),
    ("month", patterns.MONTH_YEAR, _month_of_year),
    ("period digit", patterns.QUARTER, _quarter),
    ("period", patterns.FISCAL, _fiscal),
    ("unit", patterns.CENTURY, _century),
    ("season", patterns.SEASON, _season),
    ("feast unit", patterns.FEAST, _feast),
    ("decade digit", patterns.DECADE, _decade),
    ("digit", patterns.YEAR, _plain_year),
    ("month", patterns.MONTH, _month_alone),
)
