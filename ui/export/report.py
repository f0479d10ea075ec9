"""A checked draft as one page that needs nothing else: no script, no request. Pure: a report in, HTML out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.shapes import AnswerSentence, Citation, Report, Verdict
from ui.export.web_shell import Footnote, Pieces, Trouble, footnote, sheet, trouble
from ui.web.templates import render
from ui.words.phrases import sentence_case
from ui.words.verdicts import TROUBLED, VERDICTS, counts, known_verdict, pieces, sources_of

_ICONS = {
    Verdict.SUPPORTED: "check",
    Verdict.PARTLY: "half",
    Verdict.CONTRADICTED: "cross",
    Verdict.UNSUPPORTED: "warn",
}


@dataclass(frozen=True)
class ReportSentence:
    """A sentence of the draft: its verdict as a CSS class and in words, its numbers, its problems."""

    verdict: str
    pieces: Pieces
    numbers: tuple[int, ...]
    icon: str
    words: str
    trouble: Trouble | None


def report_html(report: Report, title: str) -> str:
    """The whole page; ``title`` names the draft."""
    return render(
        "report",
        title=f"{title}: read back",
        sheet=sheet("report.css"),
        draft=title,
        counts=counts(report),
        notes=report.notes,
        sentences=[_sentence(sentence, report.citations) for sentence in report.sentences],
        footnotes=_footnotes(report),
    )


def _sentence(sentence: AnswerSentence, citations: Sequence[Citation]) -> ReportSentence:
    verdict = known_verdict(sentence)
    cited = sources_of(sentence, citations)
    troubled = verdict in TROUBLED
    return ReportSentence(
        verdict,
        tuple(pieces(sentence)),
        tuple(citation.n for citation in cited),
        _ICONS.get(verdict, ""),
        sentence_case(VERDICTS[verdict]),
        trouble(sentence, cited, writer="you write", title="Your draft") if troubled else None,
    )


def _footnotes(report: Report) -> list[Footnote]:
    """The sources as footnotes, each with the way back to the sentences that cite it."""
    used: dict[int, list[int]] = {}
    for number, sentence in enumerate(report.sentences, 1):
        for n in sentence.citations:
            used.setdefault(n, []).append(number)
    return [_footnote(citation, used.get(citation.n, [])) for citation in report.citations]


def _footnote(citation: Citation, sentences: Iterable[int]) -> Footnote:
    page = f", page {citation.page}" if citation.page else ""
    backs = [(f"sentence-{number}", str(number)) for number in sentences]
    return footnote(citation, f"Characters {citation.start}–{citation.end}{page}", backs)
