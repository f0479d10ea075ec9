"""The dates and quantities of a sentence, cached."""

from datetime import date
from functools import lru_cache

from rag.english.dates import find_dates
from rag.english.quantities import find_quantities


@lru_cache(maxsize=2_000)
def dates_of(text: str, published: date | None) -> tuple[find_dates.When, ...]:
    """The dates of a sentence; relative ones are counted from ``published``."""
    return find_dates.find(text, published)


@lru_cache(maxsize=2_000)
def quantities_of(text: str) -> tuple[find_quantities.Quantity, ...]:
    """The quantities of a sentence that are not dates."""
    return find_quantities.find(text, [(when.start, when.end) for when in dates_of(text, None)])


def fact_spans(text: str) -> list[tuple[int, int]]:
    """The spans, in characters, of the quantities and dates of a sentence."""
    dated = [(when.start, when.end) for when in dates_of(text, None)]
    return dated + [(quantity.start, quantity.end) for quantity in quantities_of(text)]
