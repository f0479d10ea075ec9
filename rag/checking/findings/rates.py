"""The rate of a figure: the hour of "£1.50 an hour"."""

import re

_PER = re.compile(
    r"(?: \w+)?\W{0,2}\b(?:an?|per|each|every|/) ?(second|minute|hour|day|night|week|fortnight|month|quarter|"
    r"year|decade|person|head|child|household|passenger|mile|kilometre|litre|tonne)s?\b",
    re.IGNORECASE,
)
_EVERY = re.compile(r" (hourly|daily|weekly|monthly|quarterly|yearly|annually|annual)\b", re.IGNORECASE)
_EVERY_BEFORE = re.compile(
    r"\b(hourly|daily|weekly|monthly|quarterly|yearly|annual) (?:\w+ )?$", re.IGNORECASE
)
_UNITS_OF = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year", "annual": "year",
}  # fmt: skip


def rate(text: str, start: int, end: int) -> str:
    """The unit, in the singular, after "per" or the like of the figure at characters ``start`` to ``end``; ""
    for none.
    """
    if match := _PER.match(text, end):
        return match[1].lower().removesuffix("s")
    if match := _EVERY.match(text, end) or _EVERY_BEFORE.search(text, max(0, start - 12), start):
        return _UNITS_OF[match[1].lower()]
    return ""
