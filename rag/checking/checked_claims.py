"""Check sentences against the documents they cite: by code, and by a model that judges, if there is one."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rag.checking.cite import Place
from rag.checking.code_check import CheckedClaim, alike, check_by_code
from rag.checking.missing_facts import missing_facts, stands
from rag.checking.read_claim import read_claim
from rag.checking.rulings import rule
from rag.checking.source_text import SourceText, stretches
from rag.checking.weights import (
    JUDGED_AROUND,
    JUDGED_AT_ONCE,
    JUDGED_ELSEWHERE,
    MOSTLY_UNSUPPORTED,
    SHORTEST_ANSWER,
)
from rag.english.text import read
from rag.model.chat import Usage
from rag.model.judge import AnswerStatus, Judged, JudgedClaim, judge
from rag.model.prompt import PromptDocument
from rag.model.writer import Writer
from rag.request_errors import ContextTooLong, ModelError
from rag.shapes import Checker, Verdict

if TYPE_CHECKING:
    from rag.model.reading.claim_reader import ClaimReader

_GOOD = (Verdict.EXACT, Verdict.SUPPORTED)
_FAILED = (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
_SURE = (Verdict.EXACT, Verdict.UNCHECKED)  # by code: no model needs to read it


@dataclass(frozen=True)
class Claim:
    """A sentence to be checked; ``places`` in the documents are those it cites, ``found`` may bear it out.

    ``is_silent``: by its form it claims nothing.
    """

    text: str
    places: tuple[Place, ...] = ()
    found: tuple[Place, ...] = ()
    is_silent: bool = False


@dataclass(frozen=True)
class CheckedClaims:
    """A ruling for each claim, and what a model judged of all of them together.

    ``failure``: why the model did not read all of them; code alone checked the rest.
    """

    rulings: tuple[CheckedClaim, ...]
    checked_by: str = Checker.CODE
    answered: AnswerStatus | None = None
    short: str = ""
    short_places: tuple[Place, ...] = ()
    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    failure: ModelError | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """The note that not all was read a second time, if so."""
        return (f"Not all sentences were read a second time: {self.failure}",) if self.failure else ()

    @property
    def supported_share(self) -> float:
        """The share of what is claimed, 0 to 1, that is supported, or exact."""
        return self._share(_GOOD)

    @property
    def is_doubtful(self) -> bool:
        """True if more than half of what is claimed is not in the documents."""
        return self._share(_FAILED) > MOSTLY_UNSUPPORTED

    def _share(self, verdicts: Sequence[Verdict]) -> float:
        given = [one.verdict for one in self.rulings if one.verdict != Verdict.UNCHECKED]
        return sum(verdict in verdicts for verdict in given) / (len(given) or 1)


def check_claims(
    writer: Writer,
    question: str,
    claims: Sequence[Claim],
    documents: Sequence[PromptDocument],
    stop: threading.Event | None = None,
) -> CheckedClaims:
    """Check ``claims`` against ``documents``; a model that judges reads some dozens in one request.

    ``question``: the one they answer, "" for a draft. Raises ``Stopped``; where the model fails, the claims
    that are left have code's verdicts.
    """
    sources = [SourceText.of(shown.document, shown.sentences) for shown in documents]
    reader = None if writer.judges else writer.claim_reader
    by_code = [_by_code(claim, sources, reader) for claim in claims]
    checked = CheckedClaims((), Checker.READER if reader else Checker.CODE)
    is_open = any(one.verdict not in _SURE for one in by_code)
    size = JUDGED_AT_ONCE if writer.judges and documents and is_open else 0
    while size and (done := len(checked.rulings)) < len(claims):
        some = slice(done, done + size)
        try:
            judged = _judge(writer, question, claims[some], documents, sources, stop)
        except ContextTooLong as error:
            checked, size = replace(checked, failure=error if size == 1 else None), size // 2
        except ModelError as error:
            checked, size = replace(checked, failure=error), 0
        else:
            rulings = tuple(_rulings(claims[some], by_code[some], judged, sources))
            checked = _with(checked, rulings, judged, writer, sources)
    return replace(checked, rulings=(*checked.rulings, *by_code[len(checked.rulings) :]))


def _by_code(claim: Claim, sources: Sequence[SourceText], reader: "ClaimReader | None") -> CheckedClaim:
    if claim.is_silent:
        return CheckedClaim(Verdict.UNCHECKED)
    checked = check_by_code(claim.text, sources, claim.places)
    return read_claim(claim.text, checked, sources, claim.places, reader)


def _with(
    checked: CheckedClaims,
    rulings: tuple[CheckedClaim, ...],
    judged: Judged,
    writer: Writer,
    sources: Sequence[SourceText],
) -> CheckedClaims:
    """``checked`` with further rulings; what is judged of the whole is that of the first request."""
    short, places = (checked.short, checked.short_places) if checked.requests else _short(judged, sources)
    return replace(
        checked,
        rulings=(*checked.rulings, *rulings),
        checked_by=writer.model.name,
        answered=checked.answered if checked.requests else judged.answered,
        short=short,
        short_places=places,
        requests=checked.requests + 1,
        usage=checked.usage + judged.usage,
    )


def _judge(
    writer: Writer,
    question: str,
    claims: Sequence[Claim],
    documents: Sequence[PromptDocument],
    sources: Sequence[SourceText],
    stop: threading.Event | None,
) -> Judged:
    evidence = _evidence(claims, documents, sources)
    numbers: dict[Place, int] = {}
    for shown in evidence:
        for sentence in shown.sentences:
            numbers[shown.document.id, sentence.start, sentence.end] = len(numbers) + 1
    asked = [
        JudgedClaim(claim.text, tuple(numbers[place] for place in claim.places if place in numbers))
        for claim in claims
    ]
    return judge(writer, question, asked, evidence, stop)


def _evidence(
    claims: Sequence[Claim], documents: Sequence[PromptDocument], sources: Sequence[SourceText]
) -> list[PromptDocument]:
    """The sentences that claims cite, with those around them, and those most like each claim."""
    wanted: dict[str, set[int]] = {}
    for claim in claims:
        near = [stretch.widened(JUDGED_AROUND) for stretch in stretches(sources, claim.places)]
        near += stretches(sources, claim.found)
        near += [s.widened(1) for s in alike(read(claim.text), sources, JUDGED_ELSEWHERE)]
        for stretch in near:
            wanted.setdefault(stretch.source.id, set()).update(range(stretch.first, stretch.last + 1))
    return [
        PromptDocument(
            shown.document, shown.text, tuple(shown.sentences[n] for n in sorted(wanted[shown.document.id])),
            shown.copies, shown.repeats,
        )
        for shown in documents
        if shown.document.id in wanted
    ]  # fmt: skip


def _rulings(
    claims: Sequence[Claim], by_code: Sequence[CheckedClaim], judged: Judged, sources: Sequence[SourceText]
) -> Iterator[CheckedClaim]:
    for n, (claim, checked) in enumerate(zip(claims, by_code, strict=True)):
        judgement = judged.judgements.get(n)
        places = _places(judgement.numbers if judgement else (), judged)
        yield rule(claim.text, judgement, places, checked, sources)


def _places(numbers: Sequence[int], judged: Judged) -> tuple[Place, ...]:
    found = (judged.prompt.sentence(number) for number in numbers)
    return tuple((one.document, one.start, one.end) for one in found)


def _short(judged: Judged, sources: Sequence[SourceText]) -> tuple[str, tuple[Place, ...]]:
    """The answer in a few words, if all its facts stand in the sentences named for it."""
    places = _places(judged.short_numbers, judged)
    found = stretches(sources, places)
    text = judged.short if len(judged.short) <= SHORTEST_ANSWER else ""
    named = [stretch.source for stretch in found]
    if not text or not found or any(missing_facts(read(text), found, named)) or _is_foreign_name(text, named):
        return "", ()
    return text, places


def _is_foreign_name(text: str, sources: Sequence[SourceText]) -> bool:
    """Return whether a text is but a name of two words or more, none of which stands in ``sources``."""
    words = read(text).words
    return (
        len(words) > 1
        and all(word.text[:1].isupper() for word in words)
        and not any(stands(word.form, source) for word in words for source in sources)
    )
