"""Check a model's whole reply: by the model itself, read a second time, and by code."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rag.answering.written import Written
from rag.checking.cite import Place
from rag.checking.code_check import CheckedClaim, check_by_code
from rag.checking.draft import makes_claim
from rag.checking.judged_claims import Claim, judge_claims
from rag.checking.source_text import SourceText
from rag.model.client import Usage
from rag.model.judge import AnswerStatus
from rag.model.reply import ReplySentence
from rag.model.writer import Writer
from rag.request_errors import ModelError
from rag.shapes import AnswerSentence, Block, Checker, Verdict

_GOOD = (Verdict.EXACT, Verdict.SUPPORTED)


@dataclass(frozen=True)
class CitedSentence:
    """A sentence with the places to cite for its verdict; its ``citations`` are still empty."""

    sentence: AnswerSentence
    places: tuple[Place, ...]


@dataclass(frozen=True)
class ShortText:
    """An answer in a few words, and the places that bear it out."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class CheckedReply:
    """A reply with a verdict on each sentence; ``is_refusal``: it says that the documents do not answer."""

    sentences: tuple[CitedSentence, ...]
    checked_by: str = Checker.CODE
    is_refusal: bool = False
    short: ShortText | None = None
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()

    @property
    def supported_share(self) -> float:
        """The share of its claims, 0 to 1, that are supported, or exact."""
        return self._share(_GOOD)

    @property
    def unsupported_share(self) -> float:
        """The share of its claims, 0 to 1, that nothing in the documents bears out."""
        return self._share((Verdict.UNSUPPORTED, Verdict.CONTRADICTED))

    def _share(self, verdicts: Sequence[Verdict]) -> float:
        given = [one.sentence.verdict for one in self.sentences if one.sentence.verdict != Verdict.UNCHECKED]
        return sum(verdict in verdicts for verdict in given) / (len(given) or 1)


def check_reply(
    question: str, written: Written, writer: Writer, stop: threading.Event | None = None
) -> CheckedReply:
    """Check every sentence of a reply against what its prompt showed. Raises ``Stopped``."""
    sources = tuple(SourceText.of(shown.document, shown.sentences) for shown in written.shown.documents)
    claims = [Claim(s.text, written.places(s)) for s in written.sentences]
    by_code = [
        CheckedClaim(Verdict.UNCHECKED)
        if _is_silent(n, written.sentences) and not claim.places
        else check_by_code(claim.text, sources, claim.places)
        for n, claim in enumerate(claims)
    ]
    if not writer.judges or all(one.verdict in (Verdict.EXACT, Verdict.UNCHECKED) for one in by_code):
        return _together(written.sentences, by_code)
    try:
        judged = judge_claims(writer, question, claims, written.shown.documents, stop)
    except ModelError as error:
        reply = _together(written.sentences, by_code)
        return replace(reply, notes=(f"The answer was not read a second time: {error}",))
    rulings = [
        one if one.verdict in (Verdict.EXACT, Verdict.UNCHECKED) else ruling
        for one, ruling in zip(by_code, judged.rulings, strict=True)
    ]
    reply = _together(written.sentences, rulings)
    short = ShortText(judged.short, judged.short_places) if judged.short else None
    refused = judged.answered == AnswerStatus.NO and not reply.supported_share
    return replace(reply, checked_by=writer.model.name, is_refusal=refused, short=short, usage=judged.usage)


def _is_silent(n: int, said: Sequence[ReplySentence]) -> bool:
    """Return whether a sentence claims nothing by its form: a heading, the head of a table, a question."""
    sentence, before = said[n], said[n - 1] if n else None
    heads_table = sentence.block == Block.ROW and (before is None or before.block != Block.ROW)
    is_heading = sentence.block == Block.HEADING or sentence.text.endswith(":")
    return is_heading or heads_table or not makes_claim(sentence.text)


def _together(said: Sequence[ReplySentence], rulings: Sequence[CheckedClaim]) -> CheckedReply:
    return CheckedReply(
        tuple(
            CitedSentence(
                AnswerSentence(one.text, (), ruling.verdict, ruling.problems, one.block), ruling.places
            )
            for one, ruling in zip(said, rulings, strict=True)
        )
    )
