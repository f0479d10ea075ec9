"""The figures and dates of a document, each with the words that say what it measures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rag.english.dates.find_dates import When
from rag.english.quantities import find_quantities
from rag.english.quantities.find_quantities import Quantity
from rag.english.quantities.partitives import parts
from rag.english.sentence_facts import dates_of
from rag.english.text import Text, Word, read, word_set
from rag.facts.aspects import aspects
from rag.facts.statement import Statement
from rag.facts.weights import ENOUGH_WORDS, LARGE, RANKED, REACH

_RELATIVE = word_set("who whom whose which that where when")
_AGED = re.compile(r"\b(?:old|aged)\b")
_YEARS = re.compile(r"\by(?:ea)?rs?\b|\by\b|-year", re.IGNORECASE)
_TIMES = ("time", "day", "clock")
_CLOCK_LIKE = re.compile(r"(?:before|after|at|by|until|since|around|about) [012]?\d\.[0-5]\d$")
_PART = re.compile(r"\s+(?:\w+\s+)?of (?:whom|them|which|these)\b")  # of what was told before
_NUMBERED = word_set("""
    tower cabin cabins car cell house mile junction exit
    pier platform gate berth room ward lane line track route carriage terminal dock bus flight floor unit
    block page article section chapter figure table phase stage lot number coach
    """)
_VAGUE = word_set("a an of the both few several some many dozens hundreds thousands millions single")


@dataclass(frozen=True, eq=False)
class Fact:
    """A figure or a date of a document.

    ``about`` is the words around it, without it, and ``head`` the few of them that name what it measures;
    ``stems`` are those of ``about``. ``kind`` says what it can be compared with: the dimension of a quantity,
    "day" for a date, "clock" for a time of day, a name for a numbered thing ("Pier 4"). ``noun`` is the stem
    of what a count counts, ``aspects`` the outcomes it counts.
    """

    statement: Statement
    value: Quantity | When
    kind: str
    about: str
    head: str
    stems: frozenset[str]
    noun: str
    aspects: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The words of the figure or date."""
        return self.value.text


def facts(statement: Statement, published: date | None) -> Iterator[Fact]:
    """Find the figures and dates of a sentence; ``published``, of its document, resolves relative dates."""
    for figure in _figures(statement.text, published):
        yield Fact(statement, *figure)


class _Figure(NamedTuple):
    """A fact without the sentence in which it stands: a sentence found again is not read again."""

    value: Quantity | When
    kind: str
    about: str
    head: str
    stems: frozenset[str]
    noun: str
    aspects: frozenset[str]


@lru_cache(maxsize=2_000)
def _figures(sentence: str, published: date | None) -> tuple[_Figure, ...]:
    return tuple(_find(read(sentence), dates_of(sentence, published)))


def _find(text: Text, whens: Sequence[When]) -> Iterator[_Figure]:
    dated = [(when.start, when.end) for when in whens if _says_when(when)]
    quantities = find_quantities.find(text.text, dated)  # "forty minutes before" is a length of time
    wholes = [whole for _, whole in parts(text.text, quantities)]  # "two of its six": two is what is told
    for quantity in quantities:
        if quantity in wholes:
            continue
        label = _label(text, quantity)
        if label or _tells(text, quantity):
            figure = _figure(text, label or quantity, _kind(label or quantity, bool(label)))
            if figure.kind != "count" or figure.noun or figure.aspects or quantity.low >= LARGE:
                yield figure
    for when in whens:
        if _says_when(when):
            yield _figure(text, when, "day" if when.hour is None else "clock")


def _says_when(when: When) -> bool:
    """True if the words give a date or a time of day."""
    return bool(when.hour is not None or when.span or when.day or when.weekday is not None)


def _kind(quantity: Quantity, labelled: bool) -> str:
    if labelled:
        return f"label {read(quantity.text).words[0].stem}"
    if quantity.dimension == "ordinal":
        return f"rank {quantity.noun}"
    if quantity.dimension == "time" and (_AGED.search(quantity.text) or _is_bare_age(quantity)):
        return "age"
    bare = quantity.dimension == "count" and not quantity.noun and quantity.low != int(quantity.low)
    return "decimal" if bare else quantity.dimension.split(":")[0]


def _is_bare_age(quantity: Quantity) -> bool:
    """True if years are meant that are not named: "aged 30", "children under six"."""
    return quantity.unit == "year" and not _YEARS.search(quantity.text)


def _label(text: Text, quantity: Quantity) -> Quantity | None:
    """The number of a numbered thing, with its name: "Pier 4", "platform 12"; ``None`` if it is none."""
    before = next((word for word in reversed(text.words) if word.end <= quantity.start), None)
    if before is None or quantity.dimension != "count" or quantity.bound != "exact":
        return None
    if quantity.noun and before.form not in _NUMBERED:
        return None
    gap = text.text[before.end : quantity.start]
    named = before.is_capital and before.is_content and before.start > 0
    if gap != " " or not (named or before.form in _NUMBERED):
        return None
    return replace(quantity, start=before.start, text=text.text[before.start : quantity.end])


def _tells(text: Text, quantity: Quantity) -> bool:
    """True if another figure may contradict it; "several", "both" and "the first" contradict nothing."""
    if quantity.bound == "about" and quantity.low < quantity.high:
        return False
    if quantity.dimension == "ordinal":
        return bool(quantity.noun) and quantity.low > RANKED
    if _CLOCK_LIKE.search(text.text[: quantity.end]):
        return False
    return any(word.form not in _VAGUE for word in read(quantity.text).words)


def _figure(text: Text, value: Quantity | When, kind: str) -> _Figure:
    beside = around(text, value.start, value.end)
    noun = (value.noun or "") if isinstance(value, Quantity) else ""
    said = " ".join(word.text for word in beside)
    head = " ".join(word.text for word in _head(text, value.start, value.end)) or said
    stems = frozenset(word.stem for word in beside if word.is_content)
    counted = next(iter(read(noun).stems), "")
    found = aspects({word.stem for word in beside} | {counted}, kind)
    if not found and len(whole := aspects(text.stems, kind)) == 1:
        found = whole
    if _PART.match(text.text[value.end :]):
        found = frozenset({"part"})
    found = found if kind not in _TIMES else frozenset()
    return _Figure(value, kind, said, head, stems, counted, found)


def _head(text: Text, start: int, end: int) -> Sequence[Word]:
    """The words that name what a figure measures: the noun after it, else the last words before it."""
    inside = [word for word in text.words if word.start < end and word.end > start]
    clause = {word.clause for word in inside}
    run: list[Word] = []
    for word in text.words:
        if word.start >= end and word.clause in clause:
            if not (word.is_content or (run and word.form == "of")):
                break
            run.append(word)
    if run:
        return run[:4]
    before = [word for word in around(text, start, end) if word.end <= start and word.is_content]
    return before[-3:]


def around(text: Text, start: int, end: int) -> Sequence[Word]:
    """The words around the characters ``start`` to ``end``, in their clause.

    Words of the neighbouring clauses are added while there are fewer than ``ENOUGH_WORDS`` content words.
    """
    before = [word for word in text.words if word.end <= start][-2 * REACH :]
    after = [word for word in text.words if word.start >= end][: 2 * REACH]
    inside = [word for word in text.words if word.start < end and word.end > start]
    clauses = {word.clause for word in inside}
    left = [word for word in before[-REACH:] if word.clause in clauses]
    right = [word for word in after[:REACH] if word.clause in clauses]
    if left and left[0].form in _RELATIVE:  # "the call, which lasted": what it is of stands before
        left = before[-(len(left) + 5) :]
    while sum(word.is_content for word in (*left, *right)) < ENOUGH_WORDS:
        if len(left) == len(before) and len(right) == len(after):
            break
        left = before[-(len(left) + 2) :]
        right = after[: len(right) + 1]
    return [*left, *right]
