"""A checked draft: its text with marks, and the list of what is to be mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from pydantic import TypeAdapter, ValidationError

from index.readers import FORMATS
from rag.shapes import Citation, Problem, Report
from ui.web.panes.answer_text import anchored_prose
from ui.web.panes.answer_view import TAG_ICONS, Chip, audit, chip, cited_rows
from ui.web.panes.guide import FORMAT_NAMES
from ui.web.templates import render
from ui.web.weights import REMARK_CHARACTERS
from ui.words.marked_sentence import MarkedSentence
from ui.words.outline import outline
from ui.words.paper import Paper
from ui.words.phrases import counted
from ui.words.verdicts import TROUBLED
from ui.words.weights import LONGEST_SOURCE

_REPORT = TypeAdapter(Report)
_EXPORTS = {format: FORMAT_NAMES[format] for format in ("html", "docx")}
_QUOTES = "\"'“‘«„"


@dataclass(frozen=True)
class Mend:
    """Words of the draft that are to be mended, as a line of the list.

    ``words`` are the draft's, ``remark`` says in ours what is wrong, and ends with ``source``, the source's
    own words, if there are any. ``anchor`` leads to the sentence.
    """

    verdict: str
    icon: str
    anchor: str
    words: str
    remark: str
    source: str
    chips: tuple[Chip, ...]


def form() -> str:
    """The form that takes a draft."""
    return render("check_form", suffixes=",".join(FORMATS))


def view(report: Report) -> str:
    """A checked draft to read."""
    paper = outline(report)
    sentences = paper.parts[0].sentences
    anchors = [f"rb-claim-{n}" for n in range(1, len(sentences) + 1)]
    return render(
        "check",
        facts=counted(len(sentences), "sentence") if sentences else paper.lines[0],
        text=anchored_prose(sentences, paper, anchors),
        result=replace(audit(sentences), can_hide=False),
        mends=[
            mend
            for sentence, anchor in zip(sentences, anchors, strict=True)
            for mend in _mends(sentence, anchor, paper)
        ],
        cited_by=cited_rows(report.citations),
        notes=paper.notes,
        formats=_EXPORTS,
        report=_REPORT.dump_json(report).decode(),
    )


def parse_report(text: object) -> Report | None:
    """Parse a report that a browser kept; None if it is none."""
    try:
        return _REPORT.validate_json(text) if isinstance(text, str) and text else None
    except ValidationError:
        return None


def _mends(sentence: MarkedSentence, anchor: str, paper: Paper) -> Iterator[Mend]:
    """The lines on a sentence: one for each of its problems, or one for all of it."""
    verdict = sentence.verdict
    if verdict not in TAG_ICONS:
        return
    cited = paper.cited(sentence.citations)
    problems = sentence.problems if verdict in TROUBLED else ()
    for problem in problems:
        remark, source = _remark(problem)
        chips = tuple(map(chip, _of(problem, cited)))
        yield Mend(verdict, TAG_ICONS[verdict], anchor, problem.claim, remark, source, chips)
    if not problems:
        words = shorten(sentence.text, REMARK_CHARACTERS, placeholder=" …")
        chips = tuple(map(chip, cited)) if verdict in TROUBLED else ()
        yield Mend(verdict, TAG_ICONS[verdict], anchor, words, sentence.label, "", chips)


def _remark(problem: Problem) -> tuple[str, str]:
    """Our words on a problem, and the source's own in quotation marks, "" if there are none to show."""
    if not problem.source:
        return "not in the source", ""
    if len(problem.source) > LONGEST_SOURCE:
        return "the source says otherwise", ""
    is_quoted = problem.source[0] in _QUOTES
    return "the source says", problem.source if is_quoted else f"“{problem.source}”"


def _of(problem: Problem, cited: Sequence[Citation]) -> Sequence[Citation]:
    """The citations that a problem is about: those with the source's words, else all of the sentence."""
    with_words = [one for one in cited if problem.source and problem.source in one.quote]
    return with_words or cited
