"""A checked draft as a file: one page that needs nothing else, no script, no request; or a Word file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rag.shapes import Citation, Report, Verdict
from ui.export.web_shell import Footnote, Trouble, footnote, sheet, trouble
from ui.web.templates import render
from ui.words.marked_sentence import MarkedSentence
from ui.words.outline import outline
from ui.words.paper import Paper
from ui.words.phrases import sentence_case
from ui.words.text_pieces import Pieces

_ICONS = {
    Verdict.EXACT: "quote",
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


def report_file(report: Report, title: str, format: Literal["html", "docx"]) -> bytes:
    """Write a report as the bytes of a file; ``title`` names the draft."""
    if format == "html":
        return report_html(report, title).encode("utf-8", "replace")
    from ui.export.report_to_word import report_to_word

    return report_to_word(report, title, date.today())  # the reader's day


def report_html(report: Report, title: str) -> str:
    """The whole page; ``title`` names the draft."""
    paper = outline(report)
    return render(
        "report",
        title=f"{title}: read back",
        sheet=sheet("report.css"),
        draft=title,
        lines=paper.lines,
        notes=paper.notes,
        sentences=[_sentence(sentence, paper) for part in paper.parts for sentence in part.sentences],
        footnotes=_footnotes(report),
    )


def _sentence(sentence: MarkedSentence, paper: Paper) -> ReportSentence:
    return ReportSentence(
        sentence.verdict,
        sentence.pieces,
        tuple(citation.n for citation in paper.cited(sentence.citations)),
        _ICONS.get(sentence.verdict, ""),
        sentence_case(sentence.label),
        trouble(sentence, paper.owner),
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
