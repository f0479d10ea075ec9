"""Parts and wholes: "two of its six hangers" counts two hangers; six is how many there are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rag.english.quantities.quantity import Quantity

_WHOSE = r"(?:all |both )?(?:the|its|their|his|her|our|my|your|these|those)"
_OF = re.compile(rf"\s+of\s+(?:{_WHOSE}\s+|(?:[\w-]+\s+){{0,2}}[\w-]+['’]s?\s+)?", re.IGNORECASE)


def parts(text: str, found: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield each count of a part, with the count of the whole behind it; ``found`` are those of ``text``."""
    for part, whole in pairwise(found):
        counts = part.dimension == whole.dimension == "count" and whole.noun
        if counts and part.high <= whole.high and _OF.fullmatch(text, part.end, whole.start):
            yield part, whole


def with_nouns(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities, those of a part with the noun of their whole."""
    nouns = {part: whole.noun for part, whole in parts(text, found)}
    return tuple(replace(one, noun=nouns[one]) if one in nouns else one for one in found)
