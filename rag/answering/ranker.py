"""Rank sentences by the probability that they answer a question, and score whether any does.

Two linear models over a few signals: one puts the sentences found in order and turns the order into chances
(a softmax over all of them, as in Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise
Approach"), the other is a logistic regression. ``tests/benchmarks/fit_ranker.py`` fits their weights and
prints what they reach on question sets left out.
"""

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.document import Hit, ScoredSentence
from index.language.words import words
from index.searching.weights import COVERAGE_AS_SIMILARITY
from rag.answering.answer_type import AnswerType, holds
from rag.answering.question import QuestionType, question_type
from rag.answering.weights import (
    ANSWER,
    ANSWER_BIAS,
    ANSWER_BIAS_READ,
    ANSWER_READ,
    SENTENCE,
    SENTENCE_READ,
)
from rag.checking.cite import Place
from rag.english.layout_marks import opening

Weights = dict[str, float]
"""The weight of each word of the question, above 0."""


@dataclass(frozen=True)
class SentenceSignals:
    """The signals that a sentence answers the question."""

    similarity: float  # cosine to the question
    coverage: float  # share of the question's words in it, 0 to 1, rare ones weighing more
    before: float  # share that stands in the sentence before instead
    after: float  # share that stands in the sentence after instead
    around: float  # share that stands elsewhere in the passage
    passage: float  # its passage's score less the best passage's
    pairs: float  # share of the question's neighbouring words that are neighbours in it
    lacks_quantity: float  # 1 where a number, a sum, a time or a length of time is asked for and it has none
    lacks_name: float  # 1 where a person or a place is asked for and it has none
    question: float  # 1 for a question
    heading: float  # 1 for a line that is no sentence
    span: float = 0.0  # log-odds by a reader that the answer stands in it
    answered: float = 0.0  # log-odds by a reader that its passage answers


SENTENCE_WEIGHTS = SentenceSignals(**SENTENCE)
SENTENCE_WEIGHTS_READ = SentenceSignals(**SENTENCE_READ)  # with a reader's signals


@dataclass(frozen=True)
class AnswerSignals:
    """The signals that the passages answer the question."""

    similarity: float  # of the most similar sentence, mean of the question with its names and without
    coverage: float  # share of the question's words in the best sentence's passage
    told: float  # the same share, names left out
    lacks_type: float  # 1 where the best sentence lacks the type of answer asked for
    span: float = 0.0  # log-odds by a reader that the answer stands in the best sentence
    answered: float = 0.0  # the highest log-odds by a reader that a passage answers


ANSWER_WEIGHTS = AnswerSignals(**ANSWER)
ANSWER_WEIGHTS_READ = AnswerSignals(**ANSWER_READ)  # with a reader's signals


@dataclass(frozen=True)
class FoundSentence:
    """A sentence of a passage that was found."""

    hit: Hit
    sentence: ScoredSentence

    @property
    def place(self) -> Place:
        """The span to cite: the sentence without a bullet, a heading's mark or a dateline before it."""
        start = self.sentence.start + opening(self.sentence.text)
        return self.hit.document, start, self.sentence.end

    @property
    def text(self) -> str:
        """The words to cite."""
        return self.sentence.text[opening(self.sentence.text) :]


@dataclass(frozen=True)
class Candidate(FoundSentence):
    """A sentence that may answer, with its passage and how likely it does (0 to 1).

    ``words``: those of the sentence that answer, by a reader; "" without one.
    """

    signals: SentenceSignals
    score: float
    words: str = ""

    def scored(self, score: float) -> "Candidate":
        """The same with another score; there are hundreds a question, and ``replace`` is slow."""
        return Candidate(self.hit, self.sentence, self.signals, score, self.words)


_ENDED = re.compile(r"[.!?…。！？؟।:;][\W_]*$")
_HEADING = re.compile(r"#{1,6}\s|[^a-zß-öø-ÿ]{8,}$")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_NAMES = re.compile(rf"(?<!^)\b{_NAME}(?:\s+(?:(?:of|the|de|&)\s+)?{_NAME})*")


def rank(question: str, hits: Sequence[Hit], weights: Weights) -> list[Candidate]:
    """Every sentence of ``hits``, likeliest first; their scores add up to 1."""
    asked = _Asked(question, question_type(question), set(pairwise(words(question))), _shares(weights))
    found = [
        Candidate(hit, sentence, signals, 0.0)
        for hit in hits
        for sentence, signals in zip(
            hit.sentences, _signals(asked, hit, hit.score - hits[0].score), strict=True
        )
    ]
    return by_chance(found, SENTENCE_WEIGHTS)


def by_chance(found: Sequence[Candidate], weights: SentenceSignals) -> list[Candidate]:
    """``found`` by how likely their signals make them, likeliest first; their scores add up to 1."""
    if not found:
        return []
    totals = np.array([[*vars(one.signals).values()] for one in found]) @ [*vars(weights).values()]
    chances = np.exp(totals - totals.max())
    shares = (chances / chances.sum()).tolist()
    scored = (one.scored(share) for one, share in zip(found, shares, strict=True))
    return sorted(scored, key=lambda candidate: -candidate.score)


def among(ranked: Sequence[Candidate], hits: Sequence[Hit]) -> list[Candidate]:
    """Those of ``hits`` alone, as ``rank`` would have them."""
    numbers = {hit.number for hit in hits}
    kept = [candidate for candidate in ranked if candidate.hit.number in numbers]
    total = sum(candidate.score for candidate in kept)
    return [candidate.scored(candidate.score / total) for candidate in kept]


@dataclass(frozen=True)
class _Asked:
    """A question: what it asks for, its neighbouring words, and the share of each of its words."""

    question: str
    kind: QuestionType
    pairs: Set[tuple[str, str]]
    shares: Weights


def _signals(asked: _Asked, hit: Hit, behind: float) -> list[SentenceSignals]:
    """The signals of each sentence of a passage that scores ``behind`` the best one."""
    kind, shares = asked.kind, asked.shares
    lines = [sentence.words or words(sentence.text) for sentence in hit.sentences]
    held = [shares.keys() & line for line in lines]
    everything, nothing = set[str]().union(*held), set[str]()
    beside = zip([nothing, *held], held, [*held[1:], nothing], strict=False)
    made = []
    for line, sentence, (before, here, after) in zip(lines, hit.sentences, beside, strict=True):
        lacks = kind.form is not AnswerType.ANYTHING and not holds(kind.form, sentence.text, asked.question)
        signals = SentenceSignals(
            similarity=sentence.similarity,
            coverage=sentence.coverage,
            before=_sum(shares, before - here),
            after=_sum(shares, after - here),
            around=_sum(shares, everything - here),
            passage=behind,
            pairs=len(asked.pairs & set(pairwise(line))) / (len(asked.pairs) or 1),
            lacks_quantity=float(lacks and kind.is_quantity),
            lacks_name=float(lacks and not kind.is_quantity),
            question=float(sentence.text.endswith("?")),
            heading=float(is_line(sentence.text)),
        )
        made.append(signals)
    return made


def without_names(question: str) -> str:
    """The question without the names in it."""
    return " ".join(_NAMES.sub(" ", question).split()) or question


def answer_signals(
    question: str, ranked: Sequence[Candidate], weights: Weights, nameless: float
) -> AnswerSignals:
    """The signals that there is an answer at all; ``ranked`` is not empty.

    ``nameless`` is the similarity of the question without its names to the most similar sentence. A name
    stands all over the documents about its bearer; what is asked about it tells more.
    """
    best = ranked[0]
    held = set(words(best.hit.text))
    names = {word for name in _NAMES.findall(question) for word in words(name)}
    told = {word: weight for word, weight in weights.items() if word not in names}
    similarity = max(candidate.sentence.similarity for candidate in ranked)
    coverage = _sum(_shares(weights), held)
    return AnswerSignals(
        # Without vectors, a question all of whose words are there passes for a similar one.
        similarity=(similarity + nameless) / 2 or COVERAGE_AS_SIMILARITY * coverage,
        coverage=coverage,
        told=_sum(_shares(told), held) if told else 1.0,
        lacks_type=best.signals.lacks_quantity + best.signals.lacks_name,
        span=best.signals.span,
        answered=max(candidate.signals.answered for candidate in ranked),
    )


def confidence(signals: AnswerSignals, *, is_read: bool = False) -> float:
    """The probability that the question is answered, 0 to 1; ``is_read``: a reader gave its signals."""
    weights, bias = (ANSWER_WEIGHTS_READ, ANSWER_BIAS_READ) if is_read else (ANSWER_WEIGHTS, ANSWER_BIAS)
    return 1 / (1 + math.exp(-bias - _total(weights, signals)))


def is_line(text: str) -> bool:
    """A line without the mark that ends a sentence, or in capitals."""
    return bool(_HEADING.match(text)) or not _ENDED.search(text)


def _shares(weights: Weights) -> dict[str, float]:
    """The share of each of a question's words in all of them, by their weights."""
    whole = sum(weights.values()) or 1.0
    return {word: weight / whole for word, weight in weights.items()}


def _sum(shares: Weights, held: Set[str]) -> float:
    """The share of a question's words that are ``held``."""
    return sum(shares.get(word, 0.0) for word in held) if held else 0.0


def _total(weights: AnswerSignals, signals: AnswerSignals) -> float:
    pairs = zip(vars(weights).values(), vars(signals).values(), strict=True)
    return float(sum(weight * value for weight, value in pairs))
