"""Dates and numbers as people write them, the same at every door. Pure."""

from datetime import date

from rag.shapes import DatePrecision


def day(published: str | None, *, short: bool = False) -> str:
    """Write ``2026-03-14`` as ``14 March 2026`` (short: ``14 Mar 2026``); any other text stays as it is."""
    try:
        when = date.fromisoformat(published or "")
    except ValueError:
        return published or ""
    return f"{when.day} {when:%b} {when.year}" if short else f"{when.day} {when:%B} {when.year}"


def moment(when: str, precision: DatePrecision) -> str:
    """Write the date of a timeline: ``14 March 2026``, ``March 2026`` or ``2026``, by its precision."""
    if precision != DatePrecision.MONTH:
        return day(when)
    try:
        first = date.fromisoformat(f"{when[:7]}-01")
    except ValueError:
        return when
    return f"{first:%B} {first.year}"


def counted(n: int, noun: str) -> str:
    """Write ``1 document``, ``2 documents``."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def sentence_case(text: str) -> str:
    """``text`` with its first letter in upper case, as a sentence or a cell begins."""
    return text[:1].upper() + text[1:]
