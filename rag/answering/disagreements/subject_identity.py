"""The probability that two documents are about one thing, rather than two things of one name."""

import math
from dataclasses import dataclass

from rag.answering.disagreements.question_sources import QuestionSource
from rag.answering.question import QuestionType
from rag.answering.weights import IDENTITY, IDENTITY_BIAS


@dataclass(frozen=True)
class Shared:
    """The signals that two documents share a subject; a share is of the document that has less."""

    names: float  # logarithm of the number of words of names
    figured: float  # share of the figures
    figures: float  # logarithm of their number


# ``tests/benchmarks/fit_compare.py`` prints them. Common words tell nothing: things of one sort share them.
WEIGHTS = Shared(**IDENTITY)
BIAS = IDENTITY_BIAS


def shared(asked: QuestionType, one: QuestionSource, other: QuestionSource) -> Shared:
    """Count the names and figures that the passages found in two documents share."""
    forms = {word.form for word in asked.question.words}
    names, figures = (one.named & other.named) - forms, one.figures & other.figures
    return Shared(
        names=math.log1p(len(names)),
        figured=_share(one.figures, other.figures),
        figures=math.log1p(len(figures)),
    )


def one_thing(asked: QuestionType, one: QuestionSource, other: QuestionSource) -> float:
    """The probability that the two are about the same thing, 0 to 1."""
    signals = vars(shared(asked, one, other)).values()
    total = sum(w * v for w, v in zip(vars(WEIGHTS).values(), signals, strict=True))
    return 1 / (1 + math.exp(-BIAS - total))


def _share(one: frozenset[object], other: frozenset[object]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)
