"""Leave out of a question the dates that a passage does not write, before a reader reads both.

A passage seldom repeats the year of its document, and a reader that misses it finds no answer there. That a
passage is of the year asked for is seen elsewhere (``asked_years``).
"""

import re

from rag.english.sentence_facts import dates_of

_LEAD = re.compile(r"\b(?:in|on|of|during|from|for|at)(?: the (?:morning|afternoon|evening) of)?,? $", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ", re.IGNORECASE)
_YEAR = re.compile(r",? ?\b\d{4}\b")
_KEPT = re.compile(
    r"(?:\b(?:between|before|after|until|till|by|since|and|or|than|to)(?: the)?|[\"“„«]) ?$", re.IGNORECASE
)  # before a date without which the words make no question, or of a title
_LOOSE = re.compile(r"\s+(?=[,?])")


def undated(question: str, passage: str) -> str:
    """``question`` without the years, or whole dates, that do not stand in ``passage``."""
    left = question
    for when in reversed(dates_of(question, None)):
        if when.year is None or str(when.year) in passage or _KEPT.search(question[: when.start]):
            continue
        day = _WEEKDAY.sub("", _YEAR.sub("", when.text)).strip()
        before, after = left[: when.start], left[when.end :]
        left = f"{before}{day}{after}" if day and day in passage else f"{_led(before)} {after.lstrip()}"
    return _LOOSE.sub("", " ".join(left.split()))


def _led(before: str) -> str:
    """The words before a date without those that lead to it: "on Saturday, "."""
    end = max((match.end() for match in _WEEKDAY.finditer(before)), default=0)
    before = _WEEKDAY.sub("", before) if end == len(before) else before
    return _LEAD.sub("", before).rstrip()
