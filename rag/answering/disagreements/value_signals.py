"""The signals that a value is what a question asks for.

For each sort of value a logistic regression over a few signals, as ``rag.answering.ranker`` has for
sentences. ``tests/benchmarks/fit_compare.py`` fits the weights and prints what they reach on questions left
out.
"""

import math
from dataclasses import dataclass

from index.words import stem
from rag.answering.answer_type import AnswerType
from rag.answering.disagreements.value_agreement import is_measure
from rag.answering.disagreements.values import CandidateValue
from rag.answering.question import QuestionType
from rag.answering.ranker import Candidate
from rag.answering.weights import FARTHEST_BEHIND, LEAST_SCORE
from rag.english.quantities.quantity import Quantity
from rag.english.text import Text, read, word_set

_COPULAS = word_set("is was are were be been being became as")
_BETWEEN = word_set("a an the of one")
_AGENT = word_set("by from")
_PLACES = word_set("in at near")
_PEOPLE = frozenset(map(stem, word_set("people inhabitants residents persons souls citizens")))
_LONG = 4  # words
_SMALL = 12


@dataclass(frozen=True)
class Context:
    """The surroundings of a value, outside its sentence."""

    best: float  # the score of the likeliest sentence of all
    number: int  # how many values of the sentence stand before it
    opens: bool  # whether its sentence is the first of its document
    filled: bool  # whether another source has other words in its place, in nearly the same sentence
    repeated: int  # documents that give the same words
    akin: int  # documents that give a measure of about the same size
    named: float  # share of the names asked about that its document holds
    sense: float  # cosine to what is asked for, where that is a phrase


@dataclass(frozen=True)
class Signals:
    """The signals for a value; 0 to 1 unless noted."""

    similarity: float  # of its sentence to the question
    coverage: float  # of the question's words by its sentence
    around: float  # by the passage around
    behind: float  # logarithm of its sentence's chance, less the best one's
    before: float  # nearness of a word of the question before it, or of one it tells more of
    after: float  # and after it
    kin: float  # nearness of a word that tells of the same event as one of the question's
    noun: float  # nearness of the noun asked for
    copula: float  # 1 behind "is a"
    agent: float  # 1 behind "by"
    placed: float  # 1 behind "in"
    opens: float  # 1 in the first sentence of a document
    place: float  # logarithm of its number among the sentence's values
    size: float  # logarithm of its words
    long: float  # 1 for more than four
    asked: float  # share of its words that the question says
    heading: float  # 1 in a line that is no sentence
    counted: float  # 1 for a number of what is asked for, 0 for one of something else
    small: float  # 1 for a count of a dozen at most, which may count anything
    capital: float  # 1 for a name
    leads_on: float  # 1 before a word it tells more of
    filled: float  # 1 where another source has other words in its place
    akin: float  # logarithm of the documents that give a measure of about the same size
    repeated: float  # logarithm of the documents that give it, too
    named: float  # share of the names asked about that its document holds
    sense: float  # cosine to what is asked for


def signals(asked: QuestionType, candidate: Candidate, value: CandidateValue, context: Context) -> Signals:
    """The signals for ``value``, a part of the candidate's sentence."""
    text = read(candidate.sentence.text)
    first = next((i for i, word in enumerate(text.words) if word.end > value.start), 0)
    last = next((i for i, word in enumerate(text.words) if word.end >= value.end), len(text.words) - 1)
    leads_on = _leads_on(text, last)
    before, after = (
        _near(text, where, asked.about, end)
        for where, end in ((range(first), first), (range(last + 1, len(text.words)), last))
    )
    if leads_on and is_measure(value):  # "the 95-minute call"
        before = max(before, after)
    held, lead, sentence = text.words[first : last + 1], _lead(text, first), candidate.signals
    return Signals(
        similarity=sentence.similarity,
        coverage=sentence.coverage,
        around=sentence.around,
        behind=max(FARTHEST_BEHIND, math.log(max(candidate.score, LEAST_SCORE) / context.best)),
        before=before,
        after=after,
        kin=_near(text, range(len(text.words)), asked.kin, first, last),
        noun=_near(text, range(len(text.words)), frozenset({asked.noun}), first, last),
        copula=float(lead in _COPULAS),
        agent=float(lead in _AGENT),
        placed=float(lead in _PLACES),
        opens=float(context.opens),
        place=math.log1p(context.number),
        size=math.log1p(len(held)),
        long=float(len(held) > _LONG),
        asked=sum(word.stem in asked.question.stems for word in held) / (len(held) or 1),
        heading=sentence.heading,
        counted=_counted(asked, value.fact) if isinstance(value.fact, Quantity) else 0.0,
        small=float(isinstance(value.fact, Quantity) and _is_small(value.fact)),
        capital=float(bool(held) and held[-1].is_capital),
        leads_on=float(leads_on),
        filled=float(context.filled),
        akin=math.log1p(context.akin),
        repeated=math.log1p(context.repeated),
        named=context.named,
        sense=context.sense,
    )


def _lead(text: Text, first: int) -> str:
    """The word before a value, articles and the like left out."""
    before = [word.form for word in text.words[max(0, first - 3) : first]]
    return next((form for form in reversed(before) if form not in _BETWEEN), "")


def _leads_on(text: Text, last: int) -> bool:
    """Return whether a content word follows at once, which the value qualifies."""
    if last + 1 >= len(text.words):
        return False
    word, after = text.words[last], text.words[last + 1]
    return after.is_content and not text.text[word.end : after.start].strip()


def _counted(asked: QuestionType, quantity: Quantity) -> float:
    if asked.asks in (AnswerType.DURATION, AnswerType.MONEY) or asked.measured:  # no others are looked at
        return 1.0
    if quantity.noun is None:
        return 0.5
    stems = read(quantity.noun).stems
    return float(bool(stems & asked.question.stems) or (asked.counts_people and bool(stems & _PEOPLE)))


def _is_small(quantity: Quantity) -> bool:
    return quantity.dimension == "count" and quantity.high <= _SMALL


def _near(text: Text, where: range, stems: frozenset[str], *ends: int) -> float:
    """1 for a word of ``stems`` beside the value that ends at ``ends``, less the farther off; 0 without."""
    gaps = [min(abs(at - end) for end in ends) for at in where if text.words[at].stem in stems]
    return 2 / (1 + max(1, min(gaps))) if gaps else 0.0
