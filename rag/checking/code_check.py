"""Check a sentence by code alone: it says what it is sure of, and ``unclear`` of all else.

Sure are: that a sentence stands word for word in what it cites, or nearly so; that a figure, date, name or
quotation of it stands nowhere there. Meaning is for readers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from rag.checking.cite import Place
from rag.checking.extracts import is_extract
from rag.checking.findings.evidence import Evidence, Finding, focused
from rag.checking.findings.hedges import doubts_of
from rag.checking.findings.weights import SORTS
from rag.checking.missing_facts import is_english, missing_facts
from rag.checking.source_text import SourceStretch, SourceText, stretches
from rag.checking.verify import FINDERS
from rag.checking.weights import (
    CLASHING_LIKENESS,
    CLASHING_WORDS,
    READ_SENTENCES,
    SOMEWHAT_ALIKE,
)
from rag.english.text import Text, read
from rag.shapes import Problem, ProblemKind, Verdict

_CLASHES = {
    "number differs 1",
    "number differs 2",
    "date differs 1",
    "date differs 2",
    "unit differs",
    "name clash",
    "quotation altered",
    "denied 3",
}
_MARKS = str.maketrans("*`", "  ")
_STOPS = " .!?…\"'“”‘’«»"


@dataclass(frozen=True)
class CheckedClaim:
    """The result of a check: the verdict, the words that fail, and the places to cite for it."""

    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()


def check_by_code(text: str, sources: Sequence[SourceText], cited: Sequence[Place] = ()) -> CheckedClaim:
    """Check ``text`` against the ``cited`` places of ``sources``; with none, against all that is like it."""
    plain = text.translate(_MARKS)  # of the same length: offsets stay
    claim = read(plain)
    if not claim.content:
        return CheckedClaim(Verdict.UNCHECKED)
    named = stretches(sources, cited)
    candidates = [part for stretch in named for part in _parts(stretch)] or list(alike(claim, sources))
    sure = _sure(text, claim, named, candidates, sources)
    if sure:
        return sure
    if not candidates or (not named and is_english(claim) and _share(claim, candidates) < SOMEWHAT_ALIKE):
        return CheckedClaim(Verdict.UNSUPPORTED)
    return CheckedClaim(Verdict.UNCLEAR, (), _places(named) or candidates[0].places)


def _sure(
    text: str,
    claim: Text,
    named: Sequence[SourceStretch],
    candidates: Sequence[SourceStretch],
    sources: Sequence[SourceText],
) -> CheckedClaim | None:
    """The verdict that code is sure of, if any."""
    if exact := next((stretch for stretch in candidates if is_exact(claim.text, stretch)), None):
        return CheckedClaim(Verdict.EXACT, (), exact.places)
    ids = {stretch.source.id for stretch in candidates}
    missing = list(missing_facts(claim, named or candidates, [s for s in sources if s.id in ids]))
    near = next((stretch for stretch in candidates if _is_nearly_verbatim(claim, stretch)), None)
    if near and not missing:
        return CheckedClaim(Verdict.SUPPORTED, (), _places(named) or near.places)
    if clashes := _clashes(claim, candidates):
        problems = dict.fromkeys(_problem(text, finding) for clash in clashes for finding in clash.findings)
        places = dict.fromkeys(place for clash in clashes for place in clash.stretch.places)
        return CheckedClaim(Verdict.CONTRADICTED, tuple(problems), tuple(places))
    if missing and not named:
        return CheckedClaim(Verdict.UNSUPPORTED)
    if missing:
        return CheckedClaim(Verdict.PARTLY, tuple(_problem(text, f) for f in missing), _places(named))
    return None


def _places(named: Sequence[SourceStretch]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for stretch in named for place in stretch.places))


def is_exact(text: str, stretch: SourceStretch) -> bool:
    """Return whether ``text`` is the sentences of a stretch, letter for letter but for blanks and stop."""
    source = " ".join(" ".join(sentence.text.split()) for sentence in stretch.sentences)
    return " ".join(text.split()).strip(_STOPS) == source.strip(_STOPS)


def _parts(stretch: SourceStretch) -> Iterator[SourceStretch]:
    """The whole stretch, and each of its sentences."""
    yield stretch
    if stretch.first != stretch.last:
        for n in range(stretch.first, stretch.last + 1):
            yield SourceStretch(stretch.source, n, n)


def alike(claim: Text, sources: Sequence[SourceText], most: int = READ_SENTENCES) -> Iterator[SourceStretch]:
    """Yield the ``most`` sentences that share most words with a claim, the best first."""
    found = [
        (len(claim.content & text.stems), source, n)
        for source in sources
        for n, text in enumerate(source.texts)
    ]
    for shared, source, n in sorted(found, key=lambda one: -one[0])[:most]:
        if shared:
            yield SourceStretch(source, n, n)


def _share(claim: Text, stretches: Sequence[SourceStretch]) -> float:
    """The share of the claim's content words, 0 to 1, that stretches have."""
    stems = {stem for stretch in stretches for text in stretch.texts for stem in text.stems}
    return len(claim.content & stems) / len(claim.content)


def _likeness(claim: Text, stretch: SourceStretch) -> float:
    source = " ".join(sentence.text for sentence in stretch.sentences)
    return fuzz.partial_ratio(claim.text.lower(), source.lower())


def _evidence(claim: Text, stretch: SourceStretch) -> Evidence:
    source = stretch.source
    return focused(claim, Evidence(stretch.texts, published=source.published, about=read(source.about)))


def _is_nearly_verbatim(claim: Text, stretch: SourceStretch) -> bool:
    """Return whether a claim is an extract of a stretch, and nothing parts the two."""
    if not is_extract(claim, stretch.texts):
        return False
    if any(doubts_of(text) - doubts_of(claim) for text in stretch.texts):
        return False
    return not _findings(claim, stretch)


@dataclass(frozen=True)
class _Clash:
    """The facts that a stretch has otherwise."""

    findings: list[Finding]
    stretch: SourceStretch


def _clashes(claim: Text, candidates: Sequence[SourceStretch]) -> list[_Clash]:
    """The clashes with stretches that else say the same as the claim, nearly in its words; one a document.

    A fact that another stretch on the same matter bears out is no clash: two sources may differ.
    """
    found: dict[str, _Clash] = {}
    for stretch in sorted(candidates, key=lambda one: one.last - one.first):  # the fewest words first
        if stretch.source.id in found:
            continue
        if _likeness(claim, stretch) < CLASHING_LIKENESS:
            continue
        findings = _findings(claim, stretch)
        clashes = [finding for finding in findings if finding.name in _CLASHES and finding.source]
        if not clashes or any(not _overlaps(finding, clashes) for finding in findings):
            continue
        if _shared_beside(claim, clashes, stretch) < CLASHING_WORDS:
            continue
        if any(_bears_out(other, claim, clashes) for other in candidates if other != stretch):
            continue
        found[stretch.source.id] = _Clash(clashes, stretch)
    return list(found.values())


def _findings(claim: Text, stretch: SourceStretch) -> list[Finding]:
    evidence = _evidence(claim, stretch)
    return [finding for find in FINDERS for finding in find(claim, evidence)]


def _overlaps(finding: Finding, others: Sequence[Finding]) -> bool:
    return any(finding.start < other.end and other.start < finding.end for other in others)


def _shared_beside(claim: Text, clashes: Sequence[Finding], stretch: SourceStretch) -> float:
    """The share, 0 to 1, of the claim's content words, but for those that clash, that a stretch has."""
    stems = {stem for text in stretch.texts for stem in text.stems}
    rest = {
        word.stem
        for word in claim.words
        if word.is_content and not any(c.start < word.end and word.start < c.end for c in clashes)
    }
    return len(rest & stems) / len(rest) if rest else 0.0


def _bears_out(stretch: SourceStretch, claim: Text, clashes: Sequence[Finding]) -> bool:
    """Return whether a stretch has most of the claim's words, and its facts as the claim has them."""
    return _share(claim, [stretch]) >= 0.5 and not any(
        _overlaps(finding, clashes) for finding in _findings(claim, stretch)
    )


def _problem(text: str, finding: Finding) -> Problem:
    kind = ProblemKind(SORTS[finding.name].kind)
    return Problem(kind, text[finding.start : finding.end], finding.start, finding.end, finding.source)
