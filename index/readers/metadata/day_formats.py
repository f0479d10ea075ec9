"""Dates as people write them: found by strict patterns, read as a day, never guessed from prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from index.language.guess import sure_language_of
from index.readers.metadata.weights import DAYS_AHEAD

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sep sept", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")  # as all that the patterns find; most lines have none
_END = r"(?![\d/])"
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/.-]){_YEAR}(?P<sep>[-/.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?![\d/-])",  # 2025-01-21
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<m>\d\d?)\s?[月월]\s?(?P<d>\d\d?)\s?[日일]",
        rf"(?<![\d/.-])(?P<a>\d\d?)(?P<sep>[-/.])(?P<b>\d\d?)(?P=sep){_YEAR}{_END}",  # 1/22/2025
        # 14 March 2026, 14th of March, 2026, 14. März 2026, 14 de marzo de 2026
        rf"(?<![\w/.-])(?P<d>\d\d?)(?:st|nd|rd|th|er|\.|º|°)?[\s-]+(?:of\s|de\s|di\s|d')?"
        rf"(?P<name>[^\W\d_]{{3,14}})\.?,?[\s-]+(?:de\s|del\s)?{_YEAR}{_END}",
        # March 14, 2026
        rf"(?<!\w)(?P<name>[^\W\d_]{{3,14}})\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}{_END}",
    )
)
# What shows in which order numbers are written: Britain's clock, money and addresses; America's clocks.
DAY_FIRST = re.compile(r"\b(?:GMT|BST|UK)\b(?!\s*[(+-])|\.(?:co|org)\.uk\b|£")
MONTH_FIRST = re.compile(r"\b[ECMP][SD]T\b|\b(?:US|USA|U\.S\.)(?!\w)")
AMERICAN = frozenset(["en-us", "en-ph"])
# en-US clocks, as feeds print them: 1/2/2026 8:15:44 PM.
AMERICAN_CLOCK = re.compile(r",?\s+\d\d?:\d\d(?::\d\d)?\s?[AP]M\b")
# The languages whose month names are known; dateparser's other 160 take three seconds to load.
LANGUAGES = re.findall(
    r"\w+",
    "fr de es it pt nl sv da nb fi pl cs sk hu ro bg hr sr sl lt lv et el ru uk be tr ar he fa hi id vi th",
)
DAY_FIRST_LANGUAGES = frozenset(LANGUAGES) - {"hu", "lt"} | {"ca", "gl"}  # those two write the year first
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True)
class FoundDate:
    """A day as written; ``written == text[start:end]`` of the text that was searched.

    ``unsure``: it could be read as two days, and nobody said how; ``day`` has the month first then.
    """

    start: int
    end: int
    written: str
    day: date
    unsure: bool = False


def find_dates(text: str, *, day_first: bool | None = None) -> Iterator[FoundDate]:
    """Every full date (day, month and year) in ``text`` that can be a day of publication, in order.

    ``day_first`` says how 03/04/2025 is to be read; ``None``: nobody knows.
    """
    if not _HAS_YEAR.search(text):
        return
    matches = sorted((m for pattern in PATTERNS for m in pattern.finditer(text)), key=lambda m: m.start())
    end = 0
    for match in matches:
        if match.start() < end:
            continue
        american = bool(AMERICAN_CLOCK.match(text, match.end()))
        day = _day(match, day_first=bool(day_first), american=american)
        if day and plausible(day):
            end = match.end()
            unsure = day_first is None and not american and _has_two_readings(match)
            yield FoundDate(match.start(), match.end(), match[0], day, unsure)


def plausible(day: date) -> bool:
    """Return whether something read today can have been published on ``day``."""
    return EARLIEST <= day <= date.today() + timedelta(days=DAYS_AHEAD)


def reads_day_first(text: str, language: str = "") -> bool | None:
    """Return whether dates in ``text`` have the day first; ``None`` if neither it nor ``language`` tells.

    Numbers over 12 tell, then signs of a country, then the language, such as "fr" or "en-GB".
    """
    numbers = [(int(match["a"]), int(match["b"])) for match in PATTERNS[2].finditer(text)]
    if any(b <= 12 < a for a, b in numbers) or DAY_FIRST.search(text):
        return True
    if any(a <= 12 < b for a, b in numbers) or MONTH_FIRST.search(text):
        return False
    code = language.strip("\"' ").lower().replace("_", "-")
    if code in AMERICAN:
        return False
    british = code.startswith("en-") and code != "en-ca"  # Canada writes all orders
    return True if british or code.partition("-")[0] in DAY_FIRST_LANGUAGES else None


def order_of(line: str, text: str, language: str = "") -> bool | None:
    """Return whether the dates of ``line`` have the day first, if need be by the language of all ``text``."""
    order = reads_day_first(line, language)
    if order is None and any(map(_has_two_readings, PATTERNS[2].finditer(line))):
        order = reads_day_first("", language or sure_language_of(text))
    return order


def _has_two_readings(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if "a" not in groups or groups["sep"] == ".":
        return False
    return int(groups["a"]) != int(groups["b"]) and max(int(groups["a"]), int(groups["b"])) <= 12


def _day(match: re.Match[str], *, day_first: bool, american: bool) -> date | None:
    groups = match.groupdict()
    year = int(groups["y"])
    if groups.get("name"):
        return _named(match[0], int(groups["d"]), groups["name"].lower(), year)
    if "a" in groups:
        return _numbered(match, year, day_first=day_first and not american)
    return _date(year, int(groups["m"]), int(groups["d"]))


def _numbered(match: re.Match[str], year: int, *, day_first: bool) -> date | None:
    """1/22/2025: month first, unless that gives no date, the dots are European or ``day_first``."""
    first, second = int(match["a"]), int(match["b"])
    if day_first or match["sep"] == ".":
        return _date(year, second, first) or _date(year, first, second)
    return _date(year, first, second) or _date(year, second, first)


def _named(written: str, day: int, name: str, year: int) -> date | None:
    if name in MONTHS:
        return _date(year, MONTHS[name], day)
    return _foreign(written)


@cache
def _foreign(written: str) -> date | None:
    """Give a date whose month is not an English word, as dateparser reads it; None where it does not."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own deprecations are no concern of the reader
        import dateparser

        # Short words of other languages ("10 van 2020") are no months: all parts are required.
        strict = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
        moment = dateparser.parse(written, languages=LANGUAGES, settings=strict)
    return moment.date() if moment else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
