"""The reason why a document is in its story, as a phrase for a reader."""

from datetime import date

from index.document import Document
from rag.briefing.stories.mentions import gap
from rag.briefing.stories.placing import StoryAgreement
from rag.briefing.stories.times import Times, Window
from rag.briefing.stories.weights import NEWS, SHARES
from rag.english.dates.date_spans import DaySpan


def dated(window: Window, event: DaySpan) -> str:
    """The reason for a document with a known time."""
    if window.source != "published" or window.first is None:
        return f"tells of {_days(event)}"
    own = f"published on {_day(window.first)}"
    is_news = gap(event, (window.first, window.first)) <= NEWS
    return own if is_news else f"{own}, and tells of {_days(event)}"


def placed(agreement: StoryAgreement, nearest: Document) -> str:
    """The reason for an undated document placed with others."""
    shares = [
        word
        for word, is_shared in (
            ("text", agreement.copied > SHARES),
            ("statements", agreement.said > SHARES),
            ("names", agreement.named > SHARES),
            ("dates", bool(agreement.days)),
        )
        if is_shared
    ]
    how = f"shares {_listed(shares)} with" if shares else "is like"
    return f"has no date; it {how} “{nearest.title}”, so it is taken for the same event"


def alone(times: Times, others: int) -> str:
    """The reason for a document that agrees with no dated one; ``others``: undated ones beside it."""
    known = _bounds(times)
    what = "no document with a date is like it" if not others else "it is like others without a date"
    return f"has no date{known}; {what}"


def _bounds(times: Times) -> str:
    first, last = times.window.first, times.window.last
    if first and last:
        return f", but was written between {_day(first)} and {_day(last)}"
    if first or last:
        return f", but was written {'after' if first else 'before'} {_day(first or last or date.min)}"
    return ""


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _days(span: DaySpan) -> str:
    first, last = span
    if first == last:
        return _day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    return f"{_day(first)} to {_day(last)}"
