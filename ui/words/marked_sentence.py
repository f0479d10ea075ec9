"""A sentence with all that a door shows beside it: its verdict, its faults, the sources against it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.shapes import AnswerSentence, Citation, Problem, ProblemKind, Verdict
from ui.words.phrases import day
from ui.words.text_pieces import Pieces, TextPiece, cut_up
from ui.words.verdicts import TROUBLED, UNREMARKED, VERDICTS, known_verdict
from ui.words.weights import LONGEST_SOURCE

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
        pieces=_pieces(sentence, markdown=writer == READBACK_WRITES),
        faults=tuple(_fault(problem, cited, writer) for problem in problems),
        contrasts=tuple(_contrast(sentence, citation) for citation in against),
    )


def _pieces(sentence: AnswerSentence, *, markdown: bool) -> Pieces:
    """A sentence in pieces, the words of its problems marked; a draft is text as it stands."""
    wrong = [(problem.start, problem.end) for problem in sentence.problems]
    return cut_up(sentence.text, wrong, markdown=markdown)


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


def _source_pieces(sentence: AnswerSentence, citation: Citation) -> Iterator[TextPiece]:
    """A quote in pieces; the words that the sentence has otherwise are marked, unless they are all of it."""
    quote, at = citation.quote, 0
    words = (source for source in _source_words(sentence) if source in quote)
    places = sorted((quote.find(source), len(source)) for source in words)
    for start, length in places:
        if start >= at and length < len(quote):
            yield TextPiece(quote[at:start])
            yield TextPiece(quote[start : start + length], is_marked=True)
            at = start + length
    yield TextPiece(quote[at:])


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
