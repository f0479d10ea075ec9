"""What happens while an answer is made, in order: drafts and sentences, and the answer at the end."""

from dataclasses import dataclass

from rag.shapes import Answer, AnswerSentence, Citation


@dataclass(frozen=True)
class DraftPiece:
    """A further piece of the sentence being written: not checked yet, and perhaps never to be.

    ``opens``: the first piece of a sentence; one before it that was never finished is given up.
    """

    text: str
    opens: bool


@dataclass(frozen=True)
class CheckedSentence:
    """The sentence whose drafts came before, whole and checked, with the citations that are new with it."""

    sentence: AnswerSentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Answered:
    """The answer: it holds for itself, and takes the place of all that came before."""

    answer: Answer


Event = DraftPiece | CheckedSentence | Answered
