"""A sentence with all that a door shows beside it: its verdict, its faults, the sources against it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.shapes import AnswerSentence, Citation, Problem, ProblemKind, Verdict
from ui.words.phrases import day
from ui.words.verdicts import TROUBLED, UNREMARKED, VERDICTS, known_verdict
from ui.words.weights import LONGEST_SOURCE

Pieces = tuple[tuple[str, bool], ...]
"""A text cut up, each piece with whether it is marked; joined they are the whole text."""

READBACK_WRITES, USER_WRITES = "this says", "you write"
"""The two writers of a sentence, as the subject of a line about its faults."""

_KINDS = {ProblemKind.QUOTE: "quotation", ProblemKind.CITATION: "source", ProblemKind.OTHER: "wording"}
_QUOTES = "\"'“‘«„"


@dataclass(frozen=True)
class Contrast:
    """A source that contradicts a sentence, to stand beside it.

    ``heading`` is its outlet and date, ``n`` the number of its citation, ``pieces`` its quote with the words
    marked that the sentence has otherwise.
    """

    heading: str
    n: int
    pieces: Pieces


@dataclass(frozen=True)
class MarkedSentence(AnswerSentence):
    """A sentence ready to be written; its ``verdict`` is always one of ``VERDICTS``.

    ``label`` is the verdict in words and ``pieces`` the text with the words marked that fail. ``faults`` has
    a tuple for each problem: texts of ours, and between them, at the odd places, foreign words. Without
    trouble (``TROUBLED``) there are no ``faults``, without contradiction no ``contrasts``.
    """

    label: str = ""
    pieces: Pieces = ()
    faults: tuple[tuple[str, ...], ...] = ()
    contrasts: tuple[Contrast, ...] = ()

    @property
    def tag(self) -> str:
        """The verdict in words where a reader must know it: "" where supported or unchecked."""
        return "" if self.verdict in UNREMARKED else self.label

    @property
    def other_words(self) -> tuple[str, ...]:
        """The words that the sources have instead, each once; without contradiction there are none."""
        return _source_words(self) if self.verdict == Verdict.CONTRADICTED else ()


def mark(
    sentence: AnswerSentence, citations: Sequence[Citation], writer: str = READBACK_WRITES
) -> MarkedSentence:
    """Lay out a sentence whose sources are among ``citations``; ``writer`` is whose words it has."""
    verdict = known_verdict(sentence)
    by_n = {citation.n: citation for citation in citations}
    cited = [by_n[n] for n in sentence.citations if n in by_n]
    problems = sentence.problems if verdict in TROUBLED else ()
    against = _contradicting(sentence, cited) if verdict == Verdict.CONTRADICTED else ()
    fields = {**vars(sentence), "verdict": verdict}
    return MarkedSentence(
        **fields,
        label=VERDICTS[verdict],
        pieces=tuple(_pieces(sentence)),
        faults=tuple(_fault(problem, cited, writer) for problem in problems),
        contrasts=tuple(_contrast(sentence, citation) for citation in against),
    )


def _pieces(sentence: AnswerSentence) -> Iterator[tuple[str, bool]]:
    """A sentence in pieces; the words of its problems, which may overlap or lie outside, are marked."""
    text, at = sentence.text, 0
    for problem in sorted(sentence.problems, key=lambda problem: problem.start):
        first, last = max(problem.start, at), min(problem.end, len(text))
        if first < last:
            yield text[at:first], False
            yield text[first:last], True
            at = last
    yield text[at:], False


def _source_words(sentence: AnswerSentence) -> tuple[str, ...]:
    """The sources' own words that the problems of a sentence name, each once."""
    return tuple(dict.fromkeys(problem.source for problem in sentence.problems if problem.source))


def _contradicting(sentence: AnswerSentence, cited: Sequence[Citation]) -> Sequence[Citation]:
    """The sources that contradict a sentence: those with the words that its problems name, else the first."""
    words = _source_words(sentence)
    with_words = [citation for citation in cited if any(source in citation.quote for source in words)]
    return with_words or cited[:1]


def _contrast(sentence: AnswerSentence, citation: Citation) -> Contrast:
    known = ("The source", citation.outlet or citation.title, day(citation.published))
    return Contrast(", ".join(filter(None, known)), citation.n, tuple(_source_pieces(sentence, citation)))


def _source_pieces(sentence: AnswerSentence, citation: Citation) -> Iterator[tuple[str, bool]]:
    """A quote in pieces; the words that the sentence has otherwise are marked, unless they are all of it."""
    quote, at = citation.quote, 0
    words = (source for source in _source_words(sentence) if source in quote)
    places = sorted((quote.find(source), len(source)) for source in words)
    for start, length in places:
        if start >= at and length < len(quote):
            yield quote[at:start], False
            yield quote[start : start + length], True
            at = start + length
    yield quote[at:], False


def _fault(problem: Problem, cited: Sequence[Citation], writer: str) -> tuple[str, ...]:
    """A problem as texts of ours and, at the odd places, foreign words.

    ``number: you write “95 minutes”, the source “90 minutes” [2]``
    """
    kind = _KINDS.get(problem.kind, problem.kind)
    if not problem.source:
        return f"{kind}: “", problem.claim, "” is not in the source"
    n = next((f" [{citation.n}]" for citation in cited if problem.source in citation.quote), "")
    if len(problem.source) > LONGEST_SOURCE:
        return f"{kind}: {writer} “", problem.claim, f"”, the source otherwise{n}"
    left, right = ("", "") if problem.source[0] in _QUOTES else ("“", "”")
    return f"{kind}: {writer} “", problem.claim, f"”, the source {left}", problem.source, f"{right}{n}"
