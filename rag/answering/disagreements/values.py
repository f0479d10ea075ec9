"""The values a sentence may give for what is asked: its quantities, dates, names, or phrases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.answering.answer_type import AnswerType
from rag.answering.question import QuestionType, ValueSort
from rag.english.dates.find_dates import When
from rag.english.names import names, written
from rag.english.quantities.quantity import Quantity
from rag.english.sentence_facts import dates_of, quantities_of
from rag.english.text import Text, Word, read

_MOST = 40  # values of one sentence looked at; more of them are a list
_LONGEST = 8  # words of a phrase
_BACK = re.compile(r"\b(?:last|past|next|previous|coming|recent)\s+$", re.IGNORECASE)  # no length of its own
_MARK = re.compile(r"\s?\[\s?\d+\s?\]")  # of a footnote
_REST = re.compile(r"(?:-\w+)*(?: (?:[IVX]+|Jr|Sr)\b)?")


@dataclass(frozen=True)
class CandidateValue:
    """Words of a sentence (``text[start:end]``) that may be what is asked; ``fact``: what they measure."""

    start: int
    end: int
    text: str
    fact: Quantity | When | None = None


def values(asked: QuestionType, sentence: str) -> list[CandidateValue]:
    """The values of the sort asked for in ``sentence``, in order, without those that the question names."""
    finders = {
        ValueSort.COUNT: _quantities,
        ValueSort.MEASURE: _quantities,
        ValueSort.TIME: _times,
        ValueSort.NAME: _names,
        ValueSort.PHRASE: _phrases,
    }
    found = finders[asked.sort](asked, read(sentence))
    return [value for value in found if not _is_asked(asked, value)][:_MOST]


def _is_asked(asked: QuestionType, value: CandidateValue) -> bool:
    stems = read(value.text).stems
    return bool(stems) and stems <= asked.question.stems


def _quantities(asked: QuestionType, text: Text) -> Iterator[CandidateValue]:
    for quantity in quantities_of(text.text):
        is_mark = _MARK.match(text.text, max(0, quantity.start - 2)) is not None
        is_counted_back = _BACK.search(text.text, 0, quantity.start) is not None
        if _measures(asked, quantity) and not (is_mark or is_counted_back):
            yield CandidateValue(quantity.start, quantity.end, quantity.text, quantity)


def _measures(asked: QuestionType, quantity: Quantity) -> bool:
    """Return whether a quantity is of the kind asked for."""
    asks, dimension = asked.asks, quantity.dimension
    if asked.dimension and dimension != asked.dimension:
        return False
    if asks in (AnswerType.DURATION, AnswerType.AGE):
        return dimension == "time"
    if asks is AnswerType.MONEY:
        return dimension.startswith("money") or dimension == "percent"
    if asked.counted:
        return dimension == "count" and not _is_of_others(asked, quantity.noun)
    if asked.measured:
        return dimension not in ("ordinal", "score", "count", "percent", "time")
    return dimension not in ("ordinal", "score")


def _is_of_others(asked: QuestionType, noun: str | None) -> bool:
    """Return whether something else is counted than the question names; people go by many names."""
    if not noun or not asked.named_count or asked.counts_people:
        return False
    return not read(noun).stems & asked.question.stems


def _times(_: QuestionType, text: Text) -> Iterator[CandidateValue]:
    for when in dates_of(text.text, None):
        yield CandidateValue(when.start, when.end, when.text, when)


def _names(asked: QuestionType, text: Text) -> Iterator[CandidateValue]:
    """Names; those of places with what they lie in: "Portland, Oregon"."""
    spans = [_whole(text, *written(text, name)) for name in names(text)]
    at = 0
    while at < len(spans):
        start, end = spans[at]
        while (
            asked.asks is AnswerType.PLACE
            and at + 1 < len(spans)
            and text.text[end : spans[at + 1][0]].split() == [","]
        ):
            at += 1
            end = spans[at][1]
        yield CandidateValue(start, end, text.text[start:end])
        at += 1


def _whole(text: Text, start: int, end: int) -> tuple[int, int]:
    """A name with the rest of a hyphened word and the numeral or "Jr" behind it."""
    if rest := _REST.match(text.text, end):
        end = rest.end()
    return start, end


def _phrases(_: QuestionType, text: Text) -> Iterator[CandidateValue]:
    """Runs of telling words within a clause, and the names among them."""
    seen = set()
    runs = [(run[0].start, run[-1].end) for run in _runs(text) if len(run) <= _LONGEST]
    for start, end in sorted([*runs, *(written(text, name) for name in names(text))]):
        if (start, end) not in seen:
            seen.add((start, end))
            yield CandidateValue(start, end, text.text[start:end])


def _runs(text: Text) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in text.words:
        if word.is_content and (not run or _joined(text, run[-1], word)):
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if word.is_content else []
    if run:
        yield run


def _joined(text: Text, before: Word, word: Word) -> bool:
    between = text.text[before.end : word.start]
    return before.clause == word.clause and not between.strip(" -/’'")
