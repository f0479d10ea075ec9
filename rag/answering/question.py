"""The type of answer a question asks for, read once for all that answer it.

``form`` goes by the form of the question alone ("who", "how many"), ``asks`` by its noun ("which artist").
They are two because the weights of ``ranker`` are fitted with the first, those of ``disagreements`` with the
second.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from index.words import stem
from rag.answering.answer_type import QUANTITIES, AnswerType, asked_for
from rag.english.text import Text, Word, read, word_set


class ValueSort(Enum):
    """The sort of words that give a value."""

    COUNT = "count"
    MEASURE = "measure"
    TIME = "time"
    NAME = "name"
    PHRASE = "phrase"


@dataclass(frozen=True, eq=False)
class QuestionType:
    """A question by the type of its answer."""

    text: str

    @cached_property
    def form(self) -> AnswerType:
        """The type that the form of the question asks for."""
        return asked_for(self.text)

    @property
    def is_quantity(self) -> bool:
        """True if its form asks for a number, a sum, an age, a duration or a time."""
        return self.form in QUANTITIES

    @cached_property
    def asks(self) -> AnswerType:
        """The type that its form asks for or, where that may be anything, its noun."""
        if self.form is AnswerType.ANYTHING and self._noun:
            noun = self._noun.form
            return next((kind for kind, nouns in _NOUNS.items() if noun in nouns), self.form)
        return self.form

    @cached_property
    def sort(self) -> ValueSort:
        """The sort of words that give the answer."""
        return ValueSort.MEASURE if self.measured else _SORTS[self.asks]

    @cached_property
    def question(self) -> Text:
        """The question's words."""
        return read(self.text)

    @property
    def noun(self) -> str:
        """The stem of the noun asked for ("sport" of "Which sport …"); "" without one."""
        return self._noun.stem if self._noun else ""

    @cached_property
    def counted(self) -> bool:
        """True if a count without a unit is asked for: "how many loaves", "what population"."""
        return bool(self._noun and self._noun.form in COUNTED) or self.named_count

    @cached_property
    def measured(self) -> bool:
        """True if a number with a unit is asked for: "how far", "what depth"."""
        by_noun = bool(self._noun and self._noun.form in MEASURED)
        return self.asks is AnswerType.NUMBER and (by_noun or bool(_HOW_FAR.search(self.text)))

    @cached_property
    def dimension(self) -> str:
        """The dimension of the quantity that "how fast" or "how tall" asks for; "" where none is named."""
        way = _HOW.search(self.text)
        return _DIMENSIONS[way["way"].lower()] if way else ""

    @property
    def about(self) -> frozenset[str]:
        """The stems of the question's content words but for the noun asked for."""
        return self.question.content - {self.noun}

    @property
    def is_value(self) -> bool:
        """True if a few words answer it: not so "why", "how" and "what happened"."""
        return self.sort is not ValueSort.PHRASE or bool(self.noun)

    @property
    def named_count(self) -> bool:
        """True if the question names the things that are counted: "how many loaves"."""
        return _HOW_MANY.search(self.text) is not None

    @property
    def names(self) -> frozenset[str]:
        """The stems of the names it asks about."""
        words = enumerate(self.question.words)
        return frozenset(word.stem for at, word in words if at and word.is_capital and word.is_content)

    @property
    def matter(self) -> str:
        """The noun asked for, or the question where it has none."""
        form = next((w.form for w in self.question.words if self.noun and w.stem == self.noun), "")
        return form or self.text

    @property
    def kin(self) -> frozenset[str]:
        """The stems of words that tell of the same event as one of the question's."""
        return frozenset().union(*(kin for kin in _KIN if kin & self.question.content)) - self.about

    @property
    def counts_people(self) -> bool:
        """True if people are counted."""
        return self.noun in _OF_PEOPLE or "live" in self.question.stems

    @cached_property
    def _noun(self) -> Word | None:
        return _noun(self.question)


@lru_cache(maxsize=64)
def question_type(question: str) -> QuestionType:
    """The type of ``question``, the same object for the same words."""
    return QuestionType(question)


# Nouns of what is counted, and so has no unit.
COUNTED = word_set(
    "population number total attendance circulation toll count score enrollment enrolment turnout people"
)
_SORTS = {
    AnswerType.NUMBER: ValueSort.COUNT,
    AnswerType.MONEY: ValueSort.MEASURE,
    AnswerType.DURATION: ValueSort.MEASURE,
    AnswerType.AGE: ValueSort.MEASURE,
    AnswerType.TIME: ValueSort.TIME,
    AnswerType.PERSON: ValueSort.NAME,
    AnswerType.PLACE: ValueSort.NAME,
    AnswerType.ANYTHING: ValueSort.PHRASE,
}
MEASURED = word_set(
    "length height width depth weight area elevation altitude distance speed diameter temperature"
)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_HOW_FAR = re.compile(r"\bhow (?:far|tall|high|deep|heavy|wide|fast|large|big|long)\b", re.IGNORECASE)
_DIMENSIONS = {"fast": "speed", "heavy": "mass", "tall": "length", "high": "length", "deep": "length"}
_HOW = re.compile(rf"\bhow (?P<way>{'|'.join(_DIMENSIONS)})\b", re.IGNORECASE)
# What a noun asks for, where the form of the question does not tell.
_NOUNS = {
    AnswerType.NUMBER: word_set("""
        population length height width depth weight area size elevation altitude distance capacity speed
        temperature rate ratio percentage proportion number total amount density attendance circulation toll
        count score enrollment enrolment volume turnout frequency magnitude diameter displacement
        """),
    AnswerType.MONEY: word_set(
        "cost price budget income salary revenue fee fine profit loss turnover wage rent dividend"
    ),
    AnswerType.AGE: word_set("age"),
    AnswerType.DURATION: word_set("duration runtime"),
    AnswerType.TIME: word_set("date year day month decade century era time birthday deadline"),
    AnswerType.PERSON: word_set("""
        artist author director founder designer architect coach leader mayor president minister singer
        composer writer producer owner father mother wife husband spouse successor predecessor chairman
        chairwoman chair captain manager inventor discoverer winner governor king queen engineer publisher
        """),
    AnswerType.PLACE: word_set("""
        city country town village place location birthplace capital hometown headquarters region state county
        province district venue site
        """),
}
_KIN = tuple(
    frozenset(map(stem, word_set(group)))
    for group in (
        "built build construct constructed erected completed",
        "founded founder established formed created opened began started incorporated inaugurated launched",
        "released published issued premiered release appeared",
        "born birth",
        "died death killed dead",
        "located lies situated based stands headquartered",
        "lasted took spent ran went",
        "designed designer architect engineered drawn",
        "directed director filmed",
        "wrote written author writer novel penned",
        "artist album singer band by recorded performed",
        "led commanded headed leader",
        "won winner beat defeated victory champion",
        "profession occupation job career worked works",
        "associated known played plays",
    )
)
_OF_PEOPLE = frozenset(map(stem, word_set("population people inhabitants residents")))
_SORT_OF = word_set("type kind sort form name style")
_ASKING = word_set("what which")


def _noun(text: Text) -> Word | None:
    """The noun after "what" or "which": the last of the first run of words that are no names."""
    run: list[Word] = []
    asked = False
    for word in text.words:
        if not asked:
            asked = word.form in _ASKING
        elif word.is_content and not word.is_capital and not re.match(r"\d", word.form):
            run.append(word)
        elif run and not (run[-1].form in _SORT_OF and word.form == "of"):
            break
    return run[-1] if run else None
