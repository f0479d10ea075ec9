"""The values that each source gives for a question, from its likeliest sentences, likeliest first."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from itertools import islice

from index.embedding.embedder import Vectors
from rag.answering.disagreements.edited_sentences import filled
from rag.answering.disagreements.question_sources import QuestionSource
from rag.answering.disagreements.value_agreement import are_akin, is_measure
from rag.answering.disagreements.value_signals import Context, Signals, signals
from rag.answering.disagreements.values import CandidateValue, values
from rag.answering.disagreements.weights import BIAS, WEIGHTS
from rag.answering.question import QuestionType, ValueSort
from rag.answering.ranker import Candidate
from rag.answering.weights import LARGEST_LOGIT, UNSEEN_SENSE
from rag.checking.cite import Place

Embedded = Callable[[Sequence[str]], Vectors | None]
"""One vector a text; ``None`` without an embedder."""

_SENTENCES = 8  # of one source, the likeliest that hold a value
_LOOKED_AT = 5  # phrases of one source whose sense is looked at: each costs a pass of the embedder


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
        return self.signals.coverage + self.signals.around

    @property
    def place(self) -> Place:
        """The sentence it stands in."""
        return self.source.document, self.candidate.sentence.start, self.candidate.sentence.end


def source_values(
    asked: QuestionType, found: Sequence[QuestionSource], embedded: Embedded
) -> list[list[SourceValue]]:
    """Return for each of ``found`` the values it may give, likeliest first."""
    holding = [_holding(asked, source) for source in found]
    everything = [_read(asked, held, holding) for held in holding]
    if asked.sort is ValueSort.PHRASE:
        everything = _in_sense(asked, everything, embedded)
    return everything


@dataclass(frozen=True, eq=False)
class _Held:
    """A source with those of its sentences that hold values, likeliest first."""

    source: QuestionSource
    sentences: tuple[tuple[Candidate, list[CandidateValue]], ...]

    @cached_property
    def facts(self) -> list[CandidateValue]:
        """Its measures."""
        return [value for _, held in self.sentences for value in held if is_measure(value)]

    def texts(self) -> set[str]:
        """The values' words."""
        return {value.text.lower() for _, held in self.sentences for value in held}


def _holding(asked: QuestionType, source: QuestionSource) -> _Held:
    pairs = ((candidate, values(asked, candidate.sentence.text)) for candidate in source.candidates)
    return _Held(source, tuple(islice(((candidate, held) for candidate, held in pairs if held), _SENTENCES)))


def _read(asked: QuestionType, mine: _Held, everyone: Sequence[_Held]) -> list[SourceValue]:
    others = [held for held in everyone if held is not mine]
    sentences = [candidate.sentence.text for held in others for candidate, _ in held.sentences]
    given = Counter(text for held in others for text in held.texts())
    best = max((c.score for held in everyone for c in held.source.candidates), default=1.0)
    named, made = _named(asked, mine.source), []
    for candidate, held in mine.sentences:
        gaps = filled(candidate.sentence.text, sentences)
        opens = candidate.hit.ordinal == 0 and candidate.sentence.start == candidate.hit.sentences[0].start
        for number, value in enumerate(held):
            other_words = any(start < value.end and value.start < end for start, end in gaps)
            repeated = given[value.text.lower()]
            akin = sum(any(are_akin(value, other) for other in held.facts) for held in others)
            context = Context(best, number, opens, other_words, repeated, akin, named, UNSEEN_SENSE)
            seen = signals(asked, candidate, value, context)
            made.append(_weighed(asked, mine.source, candidate, value, seen))
    return sorted(made, key=lambda one: -one.chance)


def _named(asked: QuestionType, source: QuestionSource) -> float:
    names = asked.names or asked.about
    return len(names & source.stems) / (len(names) or 1)


def _weighed(
    asked: QuestionType, source: QuestionSource, candidate: Candidate, value: CandidateValue, seen: Signals
) -> SourceValue:
    total = BIAS[asked.sort] + sum(
        w * v for w, v in zip(astuple(WEIGHTS[asked.sort]), astuple(seen), strict=True)
    )
    return SourceValue(
        source, candidate, value, seen, 1 / (1 + math.exp(-max(-LARGEST_LOGIT, min(total, LARGEST_LOGIT))))
    )


def _in_sense(
    asked: QuestionType, everything: list[list[SourceValue]], embedded: Embedded
) -> list[list[SourceValue]]:
    """The likeliest phrases of each source with the cosine of each to what is asked for."""
    kept = [held[:_LOOKED_AT] for held in everything]
    texts = list(dict.fromkeys(one.value.text for held in kept for one in held))
    vectors = embedded([asked.matter, *texts]) if texts else None
    if vectors is None:
        return kept
    sense = dict(zip(texts, (vectors[1:] @ vectors[0]).tolist(), strict=True))
    again = [
        [
            _weighed(
                asked,
                one.source,
                one.candidate,
                one.value,
                replace(one.signals, sense=sense[one.value.text]),
            )
            for one in held
        ]
        for held in kept
    ]
    return [sorted(held, key=lambda one: -one.chance) for held in again]
