"""Dates as they are read."""

from datetime import date


def readable_date(iso: str) -> str:
    """Write YYYY, YYYY-MM or YYYY-MM-DD as "2026", "May 2026" or "9 May 2026"."""
    year, *rest = iso.split("-")
    if not rest:
        return year
    day = date(int(year), int(rest[0]), int(rest[1]) if len(rest) > 1 else 1)
    return f"{day.day} {day:%B %Y}" if len(rest) > 1 else f"{day:%B %Y}"
