"""Verify a claim against its source: the verdict, and the words the source does not support. No model, no
files.

Each finder of ``rag.checking.findings`` finds one way in which a claim differs from its source: a number, a
date, a name, a negation. The weights of ``findings.weights`` add up to the doubt about the claim: one sure
finding, or several unsure ones, count against it.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.sentences import sentence_spans
from rag.checking.attribution import attribution_length
from rag.checking.findings.evidence import Evidence, Finding, focused
from rag.checking.findings.figures import date_findings, quantity_findings
from rag.checking.findings.hedges import hedge_findings
from rag.checking.findings.limits import limit_findings
from rag.checking.findings.name_findings import name_findings
from rag.checking.findings.polarity import polarity_findings
from rag.checking.findings.quotes import quote_findings
from rag.checking.findings.speakers import speaker_findings
from rag.checking.findings.weights import BIAS, SORTS
from rag.checking.weights import LARGEST_LOG_ODDS, RETOLD, RETOLD_IN_SENSE, SAME_MATTER
from rag.english.layout_marks import unmarked
from rag.english.text import Text, read
from rag.shapes import AnswerSentence, Citation, Problem, ProblemKind, Verdict

VERDICTS = tuple(Verdict)

Finder = Callable[[Text, Evidence], Iterator[Finding]]
FINDERS: tuple[Finder, ...] = (
    quantity_findings,
    date_findings,
    name_findings,
    polarity_findings,
    speaker_findings,
    quote_findings,
    hedge_findings,
    limit_findings,
)

_INSIDE = re.compile(r"[.!?。！？]\S*\s+\S|\n")


@dataclass(frozen=True)
class ClaimCheck:
    """The result of a check. ``verdict``: one of ``VERDICTS``; ``confidence``: that the source supports the
    claim, 0 to 1.

    ``sentences``: indices of the source sentences that the claim retells or that contradict it, best first.
    ``strength``: how surely claim and source are about the same matter, 0 to 1.
    """

    verdict: Verdict
    confidence: float
    problems: tuple[Problem, ...] = ()
    sentences: tuple[int, ...] = ()
    strength: float = 0.0


def verify(
    claim: str,
    sources: Sequence[str],
    published: date | None = None,
    *,
    about: str = "",
    similarity: float | None = None,
) -> ClaimCheck:
    """Verify ``claim``, a sentence or a few, against the sentences of one source in reading order.

    ``published``: the day of the source, from which its "yesterday" is counted. ``about``: its title and
    outlet, whose names the claim may use. ``similarity``: the cosine of the claim's vector to its source's,
    where there are vectors: a paraphrase shares few words with its source.
    """
    source = Evidence(tuple(map(read, sources)), published=published, about=read(about))
    parts = _parts(claim, source)
    if not parts:
        return ClaimCheck(Verdict.UNCHECKED, 1.0)
    if claim in sources:
        return ClaimCheck(Verdict.SUPPORTED, 1.0, sentences=(sources.index(claim),), strength=1.0)
    found = [finding for part in parts for finding in part.findings]
    doubt = sum(SORTS[finding.name].weight for finding in found) - BIAS
    confidence = 1 / (1 + math.exp(max(-LARGEST_LOG_ODDS, min(doubt, LARGEST_LOG_ODDS))))
    held = _held(parts)
    covered = sum(part.evidence.covered for part in parts) / len(parts)
    verdict = _verdict(found, confidence, held, max(held, covered), similarity)
    if verdict == Verdict.SUPPORTED:
        found = []
    elif not found:
        found = [finding for part in parts for finding in part.unheld()]
    retold = [number for part in parts for number in part.evidence.focus]
    otherwise = [finding.sentence for finding in found if finding.sentence is not None]
    sentences = dict.fromkeys(otherwise + retold if verdict == Verdict.CONTRADICTED else retold + otherwise)
    problems = tuple(_problem(claim, finding) for finding in found)
    strength = _strength(covered, similarity)
    return ClaimCheck(verdict, round(confidence * strength, 3), problems, tuple(sentences), strength)


def answer_sentence(text: str, cited: Sequence[Citation], similarity: float | None = None) -> AnswerSentence:
    """Verify a sentence of an answer against the quotes it cites."""
    checked = verify_quotes(text, cited, similarity)
    return AnswerSentence(text, tuple(c.n for c in cited), checked.verdict, checked.problems)


def verify_quotes(text: str, cited: Sequence[Citation], similarity: float | None = None) -> ClaimCheck:
    """Verify ``text`` against the quotes of citations, as :func:`verify` does against a source.

    An attribution before it (:func:`rag.checking.attribution.attributed`) is not checked.
    """
    named = attribution_length(text, cited)
    checked = _verify_quotes(text[named:], cited, similarity)
    problems = tuple(replace(p, start=p.start + named, end=p.end + named) for p in checked.problems)
    return replace(checked, problems=problems)


def _verify_quotes(text: str, cited: Sequence[Citation], similarity: float | None) -> ClaimCheck:
    quotes = [citation.quote for citation in cited]
    if text in quotes or text in map(unmarked, quotes):
        return ClaimCheck(Verdict.EXACT, 1.0, strength=1.0)
    published = next((citation.published for citation in cited if citation.published), None)
    about = ". ".join(part for citation in cited for part in (citation.title, citation.outlet) if part)
    sentences = [quote[start:end] for quote in quotes for start, end in sentence_spans(quote)]
    when = date.fromisoformat(published) if published else None
    return verify(text, sentences, when, about=about, similarity=similarity)


def signs(claim: str, sources: Sequence[str], published: date | None = None) -> tuple[list[str], float]:
    """The features that the weights are fitted on: the names of all findings of a claim, and the share of its
    content words, 0 to 1, that the source has.
    """
    source = Evidence(tuple(map(read, sources)), published=published)
    parts = _parts(claim, source)
    return [finding.name for part in parts for finding in part.findings], _held(parts)


class _Part:
    """A sentence of the claim, ``start`` characters into it, with its evidence and its findings."""

    def __init__(self, start: int, text: Text, source: Evidence) -> None:
        self.start, self.text = start, text
        self.evidence = focused(text, source)
        self.findings = [self._placed(f) for find in FINDERS for f in find(text, self.evidence)]
        quoted = [(f.start, f.end) for f in self.findings if SORTS[f.name].kind == ProblemKind.QUOTE]
        # What is wrong inside a wrong quotation is the quotation.
        self.findings = [
            f
            for f in self.findings
            if (f.start, f.end) in quoted or not any(s <= f.start and f.end <= e for s, e in quoted)
        ]

    def unheld(self) -> Iterator[Finding]:
        """A finding for each content word that no source sentence has."""
        held = self.evidence.stems()
        for word in self.text.words:
            if word.is_content and word.stem not in held:
                yield self._placed(Finding("not held", word.start, word.end))

    def _placed(self, finding: Finding) -> Finding:
        return replace(finding, start=self.start + finding.start, end=self.start + finding.end)


def _parts(claim: str, source: Evidence) -> list[_Part]:
    """The sentences of a claim that have content words."""
    parts = [_Part(start, read(claim[start:end]), source) for start, end in _sentences(claim)]
    return [part for part in parts if part.text.content]


def _held(parts: Sequence[_Part]) -> float:
    return sum(part.evidence.held for part in parts) / len(parts) if parts else 0.0


def _sentences(claim: str) -> list[tuple[int, int]]:
    return sentence_spans(claim) if _INSIDE.search(claim) else [(0, len(claim))]


def is_retold(held: float, similarity: float | None) -> bool:
    """Return whether a source is surely about what a claim says.

    ``held``: the share of the claim's content words that the source has, 0 to 1; ``similarity``: their
    cosine, if any.
    """
    if similarity is None:
        return held >= RETOLD
    return held + similarity >= RETOLD_IN_SENSE


def _strength(matter: float, similarity: float | None) -> float:
    """The certainty, 0 to 1, that source and claim are about the same matter."""
    return (matter + (matter if similarity is None else similarity)) / 2


def _verdict(
    found: Sequence[Finding], confidence: float, held: float, matter: float, similarity: float | None
) -> Verdict:
    if 2 * _strength(matter, similarity) < SAME_MATTER:
        return Verdict.UNSUPPORTED
    limits = [SORTS[finding.name].contradicts for finding in found]
    if any(limit is not None and held >= limit for limit in limits):
        return Verdict.CONTRADICTED
    # A word or two in quotation marks prove little against a claim; shown as quoted they must stand there.
    misquoted = any(SORTS[finding.name].kind == ProblemKind.QUOTE for finding in found)
    return (
        Verdict.SUPPORTED
        if is_retold(held, similarity) and confidence >= 0.5 and not misquoted
        else Verdict.PARTLY
    )


def _problem(claim: str, finding: Finding) -> Problem:
    kind = ProblemKind(SORTS[finding.name].kind)
    return Problem(kind, claim[finding.start : finding.end], finding.start, finding.end, finding.source)
