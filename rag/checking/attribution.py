"""Who said it and when, before a quotation: framing that a check of the sentence leaves out."""

from collections.abc import Sequence
from datetime import date

from rag.shapes import Citation

_NAMED = 3  # sources named before it is "and others"


def attributed(text: str, cited: Sequence[Citation]) -> str:
    """``text`` under the names and dates of its sources."""
    return _lead(cited) + text


def attribution_length(text: str, cited: Sequence[Citation]) -> int:
    """How many characters of ``text`` are the attribution to the first of what it cites; 0 for none."""
    leads = (_lead(cited[:count]) for count in range(len(cited), 0, -1))
    return next((len(lead) for lead in leads if text.startswith(lead)), 0)


def source_name(outlet: str | None, title: str, published: str | None) -> str:
    """A source as a reader names it: its outlet, or its title, and when it was published."""
    name = outlet or title
    return f"{name} ({_day(published)})" if published else name


def _lead(cited: Sequence[Citation]) -> str:
    by_document = {c.document: source_name(c.outlet, c.title, c.published) for c in cited}
    names = list(dict.fromkeys(by_document.values()))
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} others"]
    return f"{' and '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)}: " if names else ""


def _day(published: str) -> str:
    day = date.fromisoformat(published)
    return f"{day.day} {day:%B} {day.year}"
