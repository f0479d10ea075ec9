"""The sentences that hold a document's telling figures, dates and names, beside those of its summary."""

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

_FEWEST, _MOST = 3, 8
_SHARE = 0.25  # of the sentences that hold a fact
_READ = 400  # sentences, the most central ones, that facts are looked for in
_FIGURE, _DATE, _NAME = 1.0, 0.7, 0.3  # what each is worth, the first three of a sort
_CENTRAL = 1.0
_LEAST = 1.0  # a date and a name, or a figure
_ANY = ("ordinal", "score")
_SMALL = 2  # "two friends" tells little

Fact = tuple[object, ...]


def key_facts(found: Ranked, told: Sequence[int], published: date | None) -> list[int]:
    """Indices of three to eight prospects, fewer where there are no more, in reading order.

    ``told`` are those that the summary gives already.
    """
    known = {fact for index in told for fact in _facts(found.prospects[index], published)}
    worth = np.zeros(len(found.prospects), np.float32)
    for index in np.argsort(-found.worth, kind="stable")[:_READ]:
        prospect = found.prospects[index]
        if not prospect.hangs and index not in told:
            worth[index] = _worth(_facts(prospect, published), known)
    with_fact = worth >= _LEAST
    worth = np.where(with_fact, worth + _CENTRAL * found.worth, 0).astype(np.float32)
    selection = Selection(found, worth=worth)
    for index in told:
        selection.avoid(index)
    most = min(_MOST, max(_FEWEST, round(_SHARE * int(with_fact.sum()))))
    while len(selection.chosen) < most and (best := selection.best()) is not None:
        selection.take(best, behind=False)
    return sorted(selection.chosen)


def _worth(facts: frozenset[Fact], known: set[Fact]) -> float:
    """What the facts of a sentence are worth that are not known yet."""
    new = [fact[0] for fact in facts - known]
    weights = {"figure": _FIGURE, "date": _DATE, "name": _NAME}
    return sum(weight * min(3, new.count(sort)) for sort, weight in weights.items())


def _facts(prospect: Prospect, published: date | None) -> frozenset[Fact]:
    """The figures, dates and names of a sentence, so that the same are equal."""
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
    return quantity.dimension not in _ANY and not (quantity.dimension == "count" and quantity.high <= _SMALL)
