"""Have sentences judged by a model against the documents they cite, and rule on them by code."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rag.checking.cite import Place
from rag.checking.code_check import CheckedClaim, alike
from rag.checking.missing_facts import missing_facts, stands
from rag.checking.rulings import rule
from rag.checking.source_text import SourceText, stretches
from rag.checking.weights import JUDGED_AROUND, JUDGED_AT_ONCE, JUDGED_ELSEWHERE, SHORTEST_ANSWER
from rag.english.text import read
from rag.model.chat import Usage
from rag.model.judge import AnswerStatus, Judged, JudgedClaim, judge
from rag.model.prompt import PromptDocument
from rag.model.writer import Writer


@dataclass(frozen=True)
class Claim:
    """A sentence to be judged; ``places`` in the documents are those it cites, ``found`` may bear it out."""

    text: str
    places: tuple[Place, ...] = ()
    found: tuple[Place, ...] = ()


@dataclass(frozen=True)
class JudgedClaims:
    """A ruling for each claim, and what was judged of all of them together."""

    rulings: tuple[CheckedClaim, ...]
    answered: AnswerStatus | None = None
    short: str = ""
    short_places: tuple[Place, ...] = ()
    usage: Usage = field(default_factory=Usage)


def judge_claims(
    writer: Writer,
    question: str,
    claims: Sequence[Claim],
    documents: Sequence[PromptDocument],
    stop: threading.Event | None = None,
) -> JudgedClaims:
    """Judge ``claims`` against ``documents``, some dozens of them in one request.

    ``question``: the one they answer, "" for a draft. Raises ``ModelError`` and ``Stopped``.
    """
    sources = [SourceText.of(shown.document, shown.sentences) for shown in documents]
    rulings: list[CheckedClaim] = []
    usage, last = Usage(), None
    for at in range(0, len(claims), JUDGED_AT_ONCE):
        some = claims[at : at + JUDGED_AT_ONCE]
        last = _judge(writer, question, some, documents, sources, stop)
        rulings += _rulings(some, last, sources)
        usage += last.usage
    if last is None:
        return JudgedClaims(())
    short, places = _short(last, sources)
    return JudgedClaims(tuple(rulings), last.answered, short, places, usage)


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
    claims: Sequence[Claim], judged: Judged, sources: Sequence[SourceText]
) -> Iterator[CheckedClaim]:
    for n, claim in enumerate(claims):
        judgement = judged.judgements.get(n)
        places = _places(judgement.numbers if judgement else (), judged)
        yield rule(claim.text, judgement, places, claim.places, sources)


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
