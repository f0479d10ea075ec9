"""The values that each source gives for a question, as a reader finds them, likeliest first."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answering.disagreements.edited_sentences import filled
from rag.answering.disagreements.question_sources import QuestionSource
from rag.answering.disagreements.values import CandidateValue, value
from rag.answering.question import QuestionType
from rag.answering.ranker import Candidate
from rag.answering.readings import Readings
from rag.answering.reread import clipped, likeliest_words
from rag.answering.weights import GIVEN, GIVEN_BIAS
from rag.checking.cite import Place

_SENTENCES = 8  # of one source, the likeliest that are read


@dataclass(frozen=True)
class Signals:
    """The signals that a value is what a question asks for; 0 to 1 unless noted."""

    span: float  # log-odds, by the reader, that the answer are these words
    filled: float  # 1 where nearly the same sentence of another source has other words in its place
    repeated: float  # logarithm of the sources that give the same words, too
    named: float  # share of the names asked about that its document holds


WEIGHTS = Signals(**GIVEN)


@dataclass(frozen=True, eq=False)
class SourceValue:
    """A value a source gives, and how likely it is what was asked for, 0 to 1."""

    source: QuestionSource
    candidate: Candidate
    value: CandidateValue
    signals: Signals
    chance: float

    @property
    def matter(self) -> float:
        """The share of the question's words that its passage holds, rare ones weighing more."""
        return self.candidate.signals.coverage + self.candidate.signals.around

    @property
    def place(self) -> Place:
        """The sentence it stands in."""
        return self.candidate.place


@dataclass(frozen=True)
class _Found:
    """Words that a reader found in a sentence of a source."""

    candidate: Candidate
    value: CandidateValue
    span: float


def source_values(
    asked: QuestionType, found: Sequence[QuestionSource], readings: Readings
) -> list[list[SourceValue]]:
    """Return for each of ``found`` the values it may give, likeliest first."""
    readings.read([source.candidates[0].hit for source in found])
    held = [list(_read(source, readings)) for source in found]
    return [
        _weighed(asked, source, mine, [other for other in held if other is not mine])
        for source, mine in zip(found, held, strict=True)
    ]


def _read(source: QuestionSource, readings: Readings) -> Iterator[_Found]:
    read = [(one, reading) for one in source.candidates if (reading := readings.of(one.hit))]
    for one, reading in read[:_SENTENCES]:
        span = likeliest_words(readings.question, one, reading)
        given = value(one.sentence.text, span.start, span.end) if span else None
        if span and given:
            yield _Found(one, given, clipped(span.score))


def _weighed(
    asked: QuestionType, source: QuestionSource, mine: Sequence[_Found], others: Sequence[Sequence[_Found]]
) -> list[SourceValue]:
    sentences = [one.candidate.sentence.text for held in others for one in held]
    given = Counter(text for held in others for text in {one.value.text.casefold() for one in held})
    names = asked.names or asked.about
    named = len(names & source.stems) / (len(names) or 1)
    made = []
    for one in mine:
        gaps = filled(one.candidate.sentence.text, sentences)
        signals = Signals(
            span=one.span,
            filled=float(any(start < one.value.end and one.value.start < end for start, end in gaps)),
            repeated=math.log1p(given[one.value.text.casefold()]),
            named=named,
        )
        made.append(SourceValue(source, one.candidate, one.value, signals, _chance(signals)))
    return sorted(made, key=lambda one: -one.chance)


def _chance(signals: Signals) -> float:
    total = GIVEN_BIAS + sum(
        w * v for w, v in zip(vars(WEIGHTS).values(), vars(signals).values(), strict=True)
    )
    return 1 / (1 + math.exp(-total))
