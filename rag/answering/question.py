"""The type of answer a question asks for, read once for all that answer it."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rag.answering.answer_type import QUANTITIES, AnswerType, asked_for
from rag.english.text import Text, Word, read, word_set
from rag.english.verbs import HELPING, one_of

_ASKING = word_set("what which")
_DONE = re.compile(r"\bwhat (?:do|does|did)\b", re.IGNORECASE)
_YES_OR_NO = re.compile(rf"\W*{one_of(HELPING)}\b", re.IGNORECASE)
_SORT_OF = word_set("type kind sort form name style")


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

    @property
    def is_value(self) -> bool:
        """True if a few words answer it: not so "why", "how" and "what happened"."""
        return self.form is not AnswerType.ANYTHING or bool(self.noun)

    @property
    def is_name(self) -> bool:
        """True if a name may answer it: "who", "where", "which city"."""
        return self.form in (AnswerType.PERSON, AnswerType.PLACE, AnswerType.ANYTHING) and self.is_value

    @property
    def is_open(self) -> bool:
        """True if several answers may all be right: "what did they discuss"."""
        return _DONE.search(self.text) is not None

    @property
    def is_yes_or_no(self) -> bool:
        """True if it begins as a question for yes or no does: "May dogs …"."""
        return _YES_OR_NO.match(self.text) is not None

    @cached_property
    def question(self) -> Text:
        """The question's words."""
        return read(self.text)

    @cached_property
    def noun(self) -> str:
        """The stem of the noun asked for ("sport" of "Which sport …"); "" without one."""
        found = _noun(self.question)
        return found.stem if found else ""

    @property
    def about(self) -> frozenset[str]:
        """The stems of the question's content words but for the noun asked for."""
        return self.question.content - {self.noun}

    @property
    def names(self) -> frozenset[str]:
        """The stems of the names it asks about."""
        words = enumerate(self.question.words)
        return frozenset(word.stem for at, word in words if at and word.is_capital and word.is_content)


@lru_cache(maxsize=64)
def question_type(question: str) -> QuestionType:
    """The type of ``question``, the same object for the same words."""
    return QuestionType(question)


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
