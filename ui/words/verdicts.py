"""What became of a sentence, in words: the same in the terminal and in a report. Pure."""

from collections.abc import Iterator, Sequence

from rag.shapes import AnswerSentence, Citation, Problem, ProblemKind, Report, Verdict
from ui.words.phrases import counted, day

VERDICTS = {
    Verdict.SUPPORTED: Verdict.SUPPORTED,
    Verdict.PARTLY: "partly supported",
    Verdict.CONTRADICTED: "your documents say otherwise",
    Verdict.UNSUPPORTED: "not in your documents",
    Verdict.UNCHECKED: "nothing to check",
}
_COUNTED = {Verdict.CONTRADICTED: Verdict.CONTRADICTED, Verdict.UNCHECKED: "with nothing to check"}
TROUBLED = (Verdict.PARTLY, Verdict.CONTRADICTED)
_KINDS = {ProblemKind.QUOTE: "quotation", ProblemKind.CITATION: "source", ProblemKind.OTHER: "wording"}
_QUOTES = "\"'“‘«„"
_LONGEST = 120  # characters of a source within a line about it


def known_verdict(sentence: AnswerSentence) -> Verdict:
    """A sentence's verdict; one that nobody knows counts as none."""
    return sentence.verdict if sentence.verdict in VERDICTS else Verdict.UNCHECKED


def sources_of(sentence: AnswerSentence, citations: Sequence[Citation]) -> list[Citation]:
    """The citations of a sentence, in its order."""
    by_n = {citation.n: citation for citation in citations}
    return [by_n[n] for n in sentence.citations if n in by_n]


def pieces(sentence: AnswerSentence) -> Iterator[tuple[str, bool]]:
    """A sentence in pieces, each with whether its words fail."""
    text, at = sentence.text, 0
    for problem in sorted(sentence.problems, key=lambda problem: problem.start):
        first, last = max(problem.start, at), min(problem.end, len(text))
        if first < last:
            yield text[at:first], False
            yield text[first:last], True
            at = last
    yield text[at:], False


def source_pieces(sentence: AnswerSentence, citation: Citation) -> Iterator[tuple[str, bool]]:
    """A source in pieces, each with whether it is what a sentence has otherwise."""
    quote, at = citation.quote, 0
    words = {problem.source for problem in sentence.problems if problem.source}
    places = sorted((quote.find(source), len(source)) for source in words if source in quote)
    for start, length in places:
        if start >= at and length < len(quote):
            yield quote[at:start], False
            yield quote[start : start + length], True
            at = start + length
    yield quote[at:], False


def said_otherwise(sentence: AnswerSentence, cited: Sequence[Citation]) -> list[Citation]:
    """Which of its sources contradict a sentence: those that hold the words named, else the first."""
    words = [problem.source for problem in sentence.problems if problem.source]
    holding = [citation for citation in cited if any(source in citation.quote for source in words)]
    return holding or list(cited[:1])


def problem_parts(problem: Problem, cited: Sequence[Citation], writer: str) -> list[str]:
    """What is wrong, as text between foreign words: these stand at the odd places.

    ``number: you write “95 minutes”, the source “90 minutes” [2]``
    """
    kind = _KINDS.get(problem.kind, problem.kind)
    if not problem.source:
        return [f"{kind}: “", problem.claim, "” is not in the source"]
    n = next((f" [{citation.n}]" for citation in cited if problem.source in citation.quote), "")
    if len(problem.source) > _LONGEST:
        return [f"{kind}: {writer} “", problem.claim, f"”, the source otherwise{n}"]
    left, right = ("", "") if problem.source[0] in _QUOTES else ("“", "”")
    return [f"{kind}: {writer} “", problem.claim, f"”, the source {left}", problem.source, f"{right}{n}"]


def who_and_when(citation: Citation) -> str:
    """``The source, Corrin Courier, 14 March 2026``."""
    known = ("The source", citation.outlet or citation.title, day(citation.published))
    return ", ".join(filter(None, known))


def counts(report: Report) -> str:
    """``12 sentences: 7 supported, 2 partly supported``."""
    total = len(report.sentences)
    if not total:
        return "There is nothing to check: the draft has no sentence."
    words = VERDICTS | _COUNTED
    each = [f"{n:,} {words[verdict]}" for verdict in VERDICTS if (n := report.counts.get(verdict, 0))]
    return f"{counted(total, 'sentence')}: {', '.join(each)}"


def as_contract(shape: object) -> dict[str, object]:
    """A report or a summary as JSON: what a program reads, without the remarks."""
    from rag.shapes import as_json

    return {key: value for key, value in as_json(shape).items() if key != "notes"}
