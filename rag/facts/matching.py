"""Matching of facts: pairs of facts of different documents about one thing.

Within two documents a fact has at most one counterpart: the one that fits it best, and that it fits best
(mutual nearest neighbours, as sentences of two texts are aligned). So "14 injured" and "3 dead" of one report
are not compared with each other's figures in another, however alike the words around them are.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors
from rag.english.agreement import Agreement
from rag.english.quantities.find_quantities import Quantity
from rag.facts.fact_agreement import agree, is_deadline, ratio
from rag.facts.facts import Fact
from rag.facts.weights import (
    ABOUT_WEIGHT,
    AGREEING,
    ASPECT_WEIGHT,
    DEADLINE_COST,
    DIFFERING,
    DIFFERING_RARE,
    FEW,
    HEAD_WEIGHT,
    NEAR_SIZES,
    NOUN_WEIGHT,
    RARE_WEIGHT,
    RARE_WORDS_ONLY,
    SENTENCE_WEIGHT,
    SIZE_COST,
    WIDEST,
    WORDS_ONLY,
    WORDS_WEIGHT,
)

Embed = Callable[[Sequence[str]], Vectors | None]
"""Texts to one vector each; ``None`` where there are none to be had."""

_ORDER = (Agreement.AGREES, Agreement.LOOSELY, Agreement.DIFFERS)


@dataclass(frozen=True)
class Match:
    """Two facts of different documents about one thing, by index; ``score``: how sure that is, 0 to 1."""

    one: int
    other: int
    score: float
    agreement: Agreement


def matches(facts: Sequence[Fact], embed: Embed) -> list[Match]:
    """Match the facts; sorted by agreement (agreeing, loosely, differing), then by score, highest first."""
    found: list[Match] = []
    how = cache(agree)  # of these facts: some pairs are asked for again and again
    for kind in sorted({fact.kind for fact in facts}):
        numbers = [n for n, fact in enumerate(facts) if fact.kind == kind]
        likeness = _likeness([facts[n] for n in numbers], embed)
        by_document: dict[str, list[int]] = {}
        for row, n in enumerate(numbers):
            by_document.setdefault(facts[n].statement.document, []).append(row)
        for one, other in combinations(by_document.values(), 2):
            found += [
                Match(numbers[one[a]], numbers[other[b]], score, agreement)
                for a, b, score, agreement in _paired(
                    [facts[numbers[row]] for row in one],
                    [facts[numbers[row]] for row in other],
                    likeness[np.ix_(one, other)],
                    how,
                )
            ]
    return sorted(found, key=lambda match: (_ORDER.index(match.agreement), -match.score))


def _paired(
    one: Sequence[Fact],
    other: Sequence[Fact],
    likeness: NDArray[np.float64],
    agreed: Callable[[Fact, Fact], Agreement],
) -> Iterator[tuple[int, int, float, Agreement]]:
    """Pair the facts of two documents: first those that agree, then those that remain."""
    how = [[agreed(mine, theirs) for theirs in other] for mine in one]
    left = likeness.copy()
    differing = DIFFERING.get(one[0].kind, DIFFERING_RARE)
    for wanted, least in ((Agreement.AGREES, AGREEING), (Agreement.LOOSELY, AGREEING), (None, differing)):
        fits = np.array(
            [
                [cell is wanted or (wanted is None and cell is Agreement.DIFFERS) for cell in row]
                for row in how
            ]
        )
        scores = np.where(fits, left, -1.0)
        for a in range(len(one)):
            b = int(scores[a].argmax())
            if scores[a, b] >= least and scores[a, b] >= scores[:, b].max():
                yield a, b, float(scores[a, b]), how[a][b]
                # Told again in the document, it is the same fact still.
                left[[agreed(fact, one[a]) is Agreement.AGREES for fact in one], :] = -1.0
                left[:, [agreed(fact, other[b]) is Agreement.AGREES for fact in other]] = -1.0
                scores = np.where(fits, left, -1.0)


def _likeness(facts: Sequence[Fact], embed: Embed) -> NDArray[np.float64]:
    """The score that two facts are about one thing, 0 to 1, of shape (facts, facts)."""
    told = Counter((fact.statement.document, fact.kind, fact.noun) for fact in facts)
    rare = np.array([1 / told[fact.statement.document, fact.kind, fact.noun] for fact in facts])
    other = np.array([[_by_words(a, b) for b in facts] for a in facts])
    vectors, heads = embed([fact.about for fact in facts]), embed([fact.head for fact in facts])
    if vectors is None or heads is None:
        return np.clip(WORDS_ONLY + other + RARE_WORDS_ONLY * np.sqrt(np.outer(rare, rare)), 0, 1)
    sentences = [fact.statement.vector for fact in facts]
    whole = np.array(sentences) if all(v is not None for v in sentences) else vectors
    alike = (
        ABOUT_WEIGHT * (vectors @ vectors.T)
        + HEAD_WEIGHT * (heads @ heads.T)
        + SENTENCE_WEIGHT * (whole @ whole.T)
    )
    return np.asarray(np.clip(alike + other + RARE_WEIGHT * np.sqrt(np.outer(rare, rare)), 0, 1), np.float64)


def _size(fact: Fact) -> float:
    return fact.value.high if isinstance(fact.value, Quantity) else math.inf


def _by_words(one: Fact, other: Fact) -> float:
    """The part of the score that comes from words and sizes; negative if they speak against a match."""
    if one.aspects and other.aspects and not one.aspects & other.aspects:
        return -1.0
    if is_deadline(one) != is_deadline(other):
        return -DEADLINE_COST
    is_few = one.kind == "count" and min(_size(one), _size(other)) <= FEW
    if is_few and one.noun != other.noun and not one.aspects & other.aspects:
        return -1.0
    both = len(one.stems & other.stems) / max(1, min(len(one.stems), len(other.stems)))
    shared = (
        WORDS_WEIGHT * both
        + ASPECT_WEIGHT * bool(one.aspects & other.aspects)
        + NOUN_WEIGHT * (one.noun == other.noun != "")
    )
    return shared - SIZE_COST * max(0.0, math.log10(max(1.0, min(ratio(one, other), WIDEST)) / NEAR_SIZES))
