"""How likely a sentence answers a question, and how likely the passages answer it at all.

Two logistic regressions over a few signals. Their weights are fitted by ``tests/benchmarks/fit_ranker.py``
on public question sets, which also prints what they reach on the sets left out.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from index.document import Hit, ScoredSentence
from index.words import words
from rag.question import Asks, asked_for, holds

Weights = dict[str, float]
"""How much each word of the question tells."""


@dataclass(frozen=True)
class SentenceSignals:
    """What speaks for a sentence."""

    similarity: float  # cosine to the question
    coverage: float  # share of the question's words in it, 0 to 1, rare ones weighing more
    before: float  # share that stands in the sentence before instead
    around: float  # share that stands elsewhere in the passage
    passage: float  # its passage's score less the best passage's
    first: float  # 1 in the best passage
    similarity_gap: float  # similarity less the best sentence's
    coverage_gap: float  # coverage less the best sentence's
    holds_type: float  # 1 where it holds the type of answer asked for
    lacks_type: float  # 1 where it lacks it
    pairs: float  # share of the question's neighbouring words that are neighbours in it
    question: float  # 1 for a question
    stub: float  # 1 for fewer than five words


SENTENCE_WEIGHTS = SentenceSignals(0, 1, 1, 1, 0.2, 1, 8, 3.5, 0.4, -1, 1.5, -1.5, -1)
SENTENCE_BIAS = -1.4


@dataclass(frozen=True)
class AnswerSignals:
    """What speaks for the question being answered, taken from the best sentence and its passage."""

    similarity: float
    coverage: float
    passage_coverage: float
    passage_similarity: float  # mean of its passage's three most similar sentences
    best_similarity: float  # of any sentence found
    missing_names: float  # share of the question's capitalised words that its passage lacks
    lacks_type: float
    words: float  # how many words the question has, up to 12, over 12


ANSWER_WEIGHTS = AnswerSignals(3.2, 1.2, 0, 1.9, 3.2, -0.9, -0.2, -1.1)
ANSWER_BIAS = -4.0


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer, with its passage and how likely it does (0 to 1)."""

    hit: Hit
    sentence: ScoredSentence
    signals: SentenceSignals
    score: float


_CAPITALISED = re.compile(r"(?<!^)\b[A-ZÀ-ÖØ-Þ][\w’'-]+")


def rank(question: str, hits: Sequence[Hit], weights: Weights) -> list[Candidate]:
    """Every sentence of ``hits``, likeliest first."""
    if not hits:
        return []
    best_similarity = max(s.similarity for hit in hits for s in hit.sentences)
    best_coverage = max(s.coverage for hit in hits for s in hit.sentences)
    kind, asked = asked_for(question), words(question)
    candidates = []
    for hit in hits:
        held = [words(sentence.text) for sentence in hit.sentences]
        for i, sentence in enumerate(hit.sentences):
            has_type = kind is not Asks.ANYTHING and holds(kind, sentence.text, question)
            signals = SentenceSignals(
                similarity=sentence.similarity,
                coverage=sentence.coverage,
                before=_extra(weights, held[i], held[i - 1] if i else []),
                around=_extra(weights, held[i], [word for line in held for word in line]),
                passage=hit.score - hits[0].score,
                first=float(hit is hits[0]),
                similarity_gap=sentence.similarity - best_similarity,
                coverage_gap=sentence.coverage - best_coverage,
                holds_type=float(has_type),
                lacks_type=float(kind is not Asks.ANYTHING and not has_type),
                pairs=_shared_pairs(asked, held[i]),
                question=float(sentence.text.endswith("?")),
                stub=float(len(held[i]) < 5),
            )
            score = _logistic(SENTENCE_BIAS, SENTENCE_WEIGHTS, signals)
            candidates.append(Candidate(hit, sentence, signals, score))
    return sorted(candidates, key=lambda candidate: -candidate.score)


def answer_signals(question: str, ranked: Sequence[Candidate], weights: Weights) -> AnswerSignals:
    """What the best candidates say of whether there is an answer at all; ``ranked`` is not empty."""
    best = ranked[0]
    held = words(best.hit.text)
    names = _CAPITALISED.findall(question)
    missing = [name for name in names if not set(words(name)) & set(held)]
    similar = sorted((s.similarity for s in best.hit.sentences), reverse=True)[:3]
    return AnswerSignals(
        similarity=best.sentence.similarity,
        coverage=best.sentence.coverage,
        passage_coverage=_extra(weights, [], held),
        passage_similarity=sum(similar) / len(similar),
        best_similarity=max(candidate.sentence.similarity for candidate in ranked),
        missing_names=len(missing) / (len(names) or 1),
        lacks_type=best.signals.lacks_type,
        words=min(len(weights), 12) / 12,
    )


def confidence(signals: AnswerSignals) -> float:
    """How likely the question is answered, 0 to 1."""
    return _logistic(ANSWER_BIAS, ANSWER_WEIGHTS, signals)


def _extra(weights: Weights, here: Sequence[str], there: Sequence[str]) -> float:
    """The share of the question's words that stand ``there`` and not ``here``."""
    extra = sum(weights.get(word, 0.0) for word in set(there) - set(here))
    return extra / (sum(weights.values()) or 1.0)


def _shared_pairs(asked: Sequence[str], held: Sequence[str]) -> float:
    pairs = set(zip(asked, asked[1:], strict=False))
    return len(pairs & set(zip(held, held[1:], strict=False))) / (len(pairs) or 1)


def _logistic(bias: float, weights: object, signals: object) -> float:
    total = bias + sum(
        weight * value
        for weight, value in zip(astuple(weights), astuple(signals), strict=True)  # type: ignore[call-overload]
    )
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
