"""An answer, a summary, a briefing or a report in a terminal: the layout of ``ui.words.outline``, written."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from ui.terminal.console import say
from ui.terminal.sentences_output import answered, checked, numbered, source, trouble
from ui.terminal.text_output import text
from ui.words.outline import outline
from ui.words.paper import FOLLOW_UPS
from ui.words.safe_text import one_line
from ui.words.verdicts import TROUBLED

if TYPE_CHECKING:
    from rag.saving.saved_file import Source
    from rag.shapes import Answer, Briefing, Report, Summary
    from ui.words.marked_sentence import MarkedSentence
    from ui.words.paper import Case, Entry, Paper, Part

_BULLET, _HANGING = "  - ", "    "


def answer(answer: "Answer") -> None:
    """Print an answer: in short, the text, the disagreements, the sources, and what to ask next.

    Not found: the passages nearest to it.
    """
    paper = outline(answer)
    if paper.short:
        say(numbered(Text(one_line(paper.short.text), "bold"), paper.short.citations))
        say()
    _write(paper, (*paper.lines, *paper.notes))
    _follow_ups(paper)


def summary(summary: "Summary") -> None:
    """Print a summary: its sentences, key facts, questions that the document answers, and the sources."""
    _write(outline(summary))


def briefing(briefing: "Briefing", documents: "Sequence[Source]") -> None:
    """Print a briefing: its parts with the coverage of ``documents``, and the sources."""
    paper = outline(briefing, documents, date.today())
    say(Text(one_line(paper.title), "bold"))
    for line in paper.lines:
        say(Text(one_line(line), "dim"))
    say()
    _write(paper, is_titled=True)


def report(report: "Report") -> None:
    """Print a checked draft: its sentences with their verdicts and faults, the sources, and the counts."""
    paper = outline(report)
    for part in paper.parts:
        for sentence in part.sentences:
            checked(sentence)
            if sentence.verdict in TROUBLED:
                trouble(sentence, paper.owner)
                say()
    _sources(paper)
    if report.sentences:
        say()
    for line in paper.lines:
        say(Text(line, "bold"))
    _remarks(paper.notes)


def _write(paper: "Paper", remarks: "Sequence[str] | None" = None, *, is_titled: bool = False) -> None:
    """Print the parts with a blank line between them, the sources, and ``remarks``, or else the notes.

    ``is_titled``: a title stands above, so that every part and the sources have a heading.
    """
    for at, part in enumerate(paper.parts):
        say() if at else None
        if is_titled or (part.heading and not part.prose):
            _heading(part)
        _part(part, paper.owner, is_titled=is_titled)
    _sources(paper, "Sources" if is_titled else "")
    remarks = paper.notes if remarks is None else remarks
    say() if remarks else None
    _remarks(remarks)


def _heading(part: "Part") -> None:
    say(Text(f"{part.heading}:", "dim") if part.passages else Text(one_line(part.heading), "bold"))


def _sources(paper: "Paper", heading: str = "") -> None:
    if paper.citations:
        say()
        say(Text(heading, "bold")) if heading else None
    for citation in paper.citations:
        source(citation)


def _follow_ups(paper: "Paper") -> None:
    if paper.follow_ups:
        say()
        say(Text(f"{FOLLOW_UPS}:", "dim"))
    for question in paper.follow_ups:
        say(Text(one_line(question)), _HANGING, _BULLET)


def _remarks(remarks: Iterable[str]) -> None:
    for remark in remarks:
        say(Text(one_line(remark), "dim"))


def _part(part: "Part", owner: str, *, is_titled: bool) -> None:
    if part.prose:
        text(part.sentences, owner)
    else:
        for sentence in part.sentences:
            _point(sentence, owner)
    for case in part.cases:
        _table(case) if is_titled else _case(case)
    for when, sentence in part.timeline:
        _point(sentence, owner, Text(f"{one_line(when)}: ", "bold"))
    for question in part.questions:
        say(Text(one_line(question)), _HANGING, _BULLET)
    _ledger(part.ledger)
    for citation, likely in zip(part.passages, part.likely, strict=True):
        source(citation, quote=True, likely=likely)
    if part.is_empty:
        say(Text(part.empty, "bold") if part.prose else Text(part.empty, "dim"), "" if part.prose else "  ")


def _point(sentence: "MarkedSentence", owner: str, lead: Text | None = None) -> None:
    """Print a sentence on lines of its own, and its faults."""
    say(Text.assemble(lead or "", answered(sentence)), _HANGING, _BULLET)
    trouble(sentence, owner)


def _case(case: "Case") -> None:
    """Print a disagreement with the numbers behind each value."""
    say(Text(f"{case.kind}: {one_line(case.title)}", "bold"))
    for row in case.rows:
        value = numbered(Text(one_line(row.value)), row.citations)
        say(Text.assemble(value, (f" ({row.independence})", "dim")), _HANGING, _BULLET)


def _table(case: "Case") -> None:
    """Print a disagreement with the names and numbers behind each value."""
    say(Text(f"{case.kind}: {one_line(case.title)}", "yellow"), "  ")
    for row in case.rows:
        names = Text("; ").join(numbered(Text(one_line(name)), numbers) for name, numbers in row.sayers)
        value = Text(one_line(row.value), "bold")
        say(Text.assemble(value, ": ", names, (f" ({row.count})", "dim")), _HANGING, _BULLET)


def _ledger(entries: "Iterable[Entry]") -> None:
    for entry in entries:
        name = Text.assemble((one_line(entry.title), "bold"), f", {one_line(entry.who)}" if entry.who else "")
        say(Text.assemble(name, f": {entry.used}"), _HANGING, _BULLET)
        if entry.remark:
            say(Text(one_line(entry.remark), "dim"), _HANGING)
