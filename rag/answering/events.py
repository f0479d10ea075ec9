"""The events while an answer is made, in order: drafts and sentences, and the answer at the end."""

from dataclasses import dataclass

from rag.model.reply import DraftPiece
from rag.shapes import Answer, AnswerSentence, Citation


@dataclass(frozen=True)
class WrittenSentence:
    """The sentence whose drafts came before, whole and cited, with the citations that are new with it.

    It is still to be checked: its verdict is of no account.
    """

    sentence: AnswerSentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class CheckedSentence:
    """The sentence whose drafts came before, whole and checked, with the citations that are new with it."""

    sentence: AnswerSentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Answered:
    """The answer: it holds for itself, and takes the place of all that came before."""

    answer: Answer


Event = DraftPiece | WrittenSentence | CheckedSentence | Answered
