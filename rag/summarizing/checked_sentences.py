"""Check a model's sentences: by a second reading and by code, or by code alone where no model judges."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.checking.code_check import CheckedClaim, check_by_code
from rag.checking.judged_claims import Claim, judge_claims
from rag.checking.source_text import SourceText
from rag.checking.weights import JUDGED_AT_ONCE
from rag.model.client import Usage
from rag.model.prompt import PromptDocument
from rag.model.writer import Writer
from rag.request_errors import ContextTooLong, ModelError
from rag.shapes import Verdict

_FAILED = (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)


@dataclass(frozen=True)
class CheckedClaims:
    """A ruling for each claim, and the requests and tokens that they took; ``notes`` for the reader."""

    rulings: tuple[CheckedClaim, ...]
    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """True if more than half of what is claimed is not in the documents."""
        claimed = [one.verdict for one in self.rulings if one.verdict != Verdict.UNCHECKED]
        return sum(verdict in _FAILED for verdict in claimed) > 0.5 * len(claimed)


def check_claims(
    writer: Writer,
    claims: Sequence[Claim],
    documents: Sequence[PromptDocument],
    stop: threading.Event | None = None,
) -> CheckedClaims:
    """Check ``claims`` against ``documents``, some dozens in one request; raises ``Stopped``.

    Where the model fails, code checks those that are left, and a note says so.
    """
    if writer.judges:
        judged, failed = _judged(writer, claims, documents, stop)
    else:
        judged, failed = CheckedClaims(()), None
    sources = [SourceText.of(shown.document, shown.sentences) for shown in documents]
    left = claims[len(judged.rulings) :]
    rulings = tuple(check_by_code(claim.text, sources, claim.places) for claim in left)
    notes = (f"Not all sentences were read a second time: {failed}",) if failed else ()
    return CheckedClaims((*judged.rulings, *rulings), judged.requests, judged.usage, notes)


def _judged(
    writer: Writer,
    claims: Sequence[Claim],
    documents: Sequence[PromptDocument],
    stop: threading.Event | None,
) -> tuple[CheckedClaims, ModelError | None]:
    """The rulings on the first claims, up to the one at which the model failed, and how it did."""
    rulings: list[CheckedClaim] = []
    spent, requests, size = Usage(), 0, JUDGED_AT_ONCE
    while len(rulings) < len(claims):
        some = claims[len(rulings) : len(rulings) + size]
        try:
            judged = judge_claims(writer, "", some, documents, stop)
        except ContextTooLong as error:
            if len(some) == 1:
                return CheckedClaims(tuple(rulings), requests, spent), error
            size = len(some) // 2
        except ModelError as error:
            return CheckedClaims(tuple(rulings), requests, spent), error
        else:
            rulings += judged.rulings
            spent, requests = spent + judged.usage, requests + 1
    return CheckedClaims(tuple(rulings), requests, spent), None
