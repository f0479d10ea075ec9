"""A quantity of a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """A quantity and its span, ``text[start:end]``, with hedge and unit ("almost $245 billion").

    ``low`` and ``high`` are the number as written, scaled (245e9); they differ for ranges, vague quantities
    ("dozens") and scores, whose two numbers they are. ``bound`` is "exact", "about", "almost", "over",
    "just over", "under" or "range"; ``inclusive`` says whether an "over" or "under" takes the number in
    ("at least", "up to"). ``unit`` is singular and in lower case; ``noun`` is what a count or an ordinal
    counts, in lower case as written.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    bound: str
    dimension: str
    unit: str | None
    noun: str | None
    inclusive: bool = False
