"""Key facts: sentences with figures, dates and names, beside those of the summary."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from rag.english.dates import find_dates
from rag.english.names import names
from rag.english.quantities import find_quantities
from rag.english.text import read
from rag.summarizing.central import Ranked
from rag.summarizing.prospects import Prospect
from rag.summarizing.selection import Selection
from rag.summarizing.weights import (
    CENTRAL_WORTH,
    DATE_WORTH,
    FACTS_READ,
    FACTS_SHARE,
    FEWEST_FACTS,
    FIGURE_WORTH,
    LEAST_WORTH,
    MOST_FACTS,
    NAME_WORTH,
    SMALL,
)

_ANY = ("ordinal", "score")

Fact = tuple[object, ...]


def key_facts(found: Ranked, told: Sequence[int], published: date | None) -> list[int]:
    """Indices of three to eight prospects, fewer if there are no more, in reading order.

    ``told``: indices of the prospects in the summary, which are left out. ``published`` resolves relative
    dates.
    """
    known = {fact for index in told for fact in _facts(found.prospects[index], published)}
    worth = np.zeros(len(found.prospects), np.float32)
    for index in np.argsort(-found.worth, kind="stable")[:FACTS_READ]:
        prospect = found.prospects[index]
        if not prospect.hangs and index not in told:
            worth[index] = _worth(_facts(prospect, published), known)
    with_fact = worth >= LEAST_WORTH
    worth = np.where(with_fact, worth + CENTRAL_WORTH * found.worth, 0).astype(np.float32)
    selection = Selection(found, worth=worth)
    for index in told:
        selection.avoid(index)
    most = min(MOST_FACTS, max(FEWEST_FACTS, round(FACTS_SHARE * int(with_fact.sum()))))
    while len(selection.chosen) < most and (best := selection.best()) is not None:
        selection.take(best, behind=False)
    return sorted(selection.chosen)


def _worth(facts: frozenset[Fact], known: set[Fact]) -> float:
    """The value of the facts of a sentence that are not in ``known``."""
    new = [fact[0] for fact in facts - known]
    weights = {"figure": FIGURE_WORTH, "date": DATE_WORTH, "name": NAME_WORTH}
    return sum(weight * min(3, new.count(sort)) for sort, weight in weights.items())


def _facts(prospect: Prospect, published: date | None) -> frozenset[Fact]:
    """The figures, dates and names of a sentence, as tuples that are equal for equal facts."""
    line = prospect.line
    whens = find_dates.find(line, published)
    figures = find_quantities.find(line, [(when.start, when.end) for when in whens])
    text = read(line)
    return frozenset(
        [("figure", q.low, q.high, q.dimension, q.unit) for q in figures if _tells(q)]
        + [("date", w.year, w.month, w.day, w.text if w.span is None else "") for w in whens]
        + [("name", *name.words) for name in names(text) if not name.opens]
    )


def _tells(quantity: find_quantities.Quantity) -> bool:
    return quantity.dimension not in _ANY and not (quantity.dimension == "count" and quantity.high <= SMALL)
