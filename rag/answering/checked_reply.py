"""Check a model's whole reply, sentence by sentence."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.weights import REFUSAL_SENTENCES
from rag.answering.written import Written
from rag.checking.checked_claims import CheckedClaims, Claim, check_claims
from rag.checking.cite import Place
from rag.checking.draft import makes_claim
from rag.model.judge import AnswerStatus
from rag.model.reply import ReplySentence
from rag.model.writer import Writer
from rag.shapes import AnswerSentence, Block, Checker


@dataclass(frozen=True)
class CitedSentence:
    """A sentence with the places to cite for its verdict; its ``citations`` are still empty."""

    sentence: AnswerSentence
    places: tuple[Place, ...]


@dataclass(frozen=True)
class CheckedReply:
    """A reply with a verdict on each sentence; ``is_refusal``: it says that the documents do not answer."""

    sentences: tuple[CitedSentence, ...]
    checked: CheckedClaims
    is_refusal: bool


def check_reply(
    question: str, written: Written, writer: Writer, stop: threading.Event | None = None
) -> CheckedReply:
    """Check every sentence of a reply against what its prompt showed. Raises ``Stopped``."""
    said = written.sentences
    claims = [
        Claim(sentence.text, places, is_silent=not places and _is_silent(n, said))
        for n, sentence in enumerate(said)
        for places in [written.places(sentence)]
    ]
    checked = check_claims(writer, question, claims, written.shown.documents, stop)
    sentences = tuple(
        CitedSentence(AnswerSentence(one.text, (), ruling.verdict, ruling.problems, one.block), ruling.places)
        for one, ruling in zip(said, checked.rulings, strict=True)
    )
    is_no_answer = checked.answered == AnswerStatus.NO or (
        checked.checked_by in list(Checker) and _rests_on_nothing(claims)
    )
    return CheckedReply(sentences, checked, is_no_answer and not checked.supported_share)


def _rests_on_nothing(claims: Sequence[Claim]) -> bool:
    """Return whether a reply is a line or two that cite nothing: a model was told to cite each sentence.

    So it says that the documents do not answer, in whatever words and language.
    """
    return len(claims) <= REFUSAL_SENTENCES and not any(claim.places for claim in claims)


def _is_silent(n: int, said: Sequence[ReplySentence]) -> bool:
    """Return whether a sentence claims nothing by its form: a heading, the head of a table, a question."""
    sentence, before = said[n], said[n - 1] if n else None
    heads_table = sentence.block == Block.ROW and (before is None or before.block != Block.ROW)
    is_heading = sentence.block == Block.HEADING or sentence.text.endswith(":")
    return is_heading or heads_table or not makes_claim(sentence.text)
