"""A briefing in a terminal."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from ui.terminal.console import say
from ui.terminal.sentences_output import answered, source, trouble
from ui.words.outline import outline
from ui.words.paper import NOTHING
from ui.words.safe_text import one_line
from ui.words.verdicts import TROUBLED

if TYPE_CHECKING:
    from rag.saving.saved_file import Source
    from rag.shapes import AnswerSentence, Briefing
    from ui.words.paper import Case, Entry, Paper, Part


def briefing(briefing: "Briefing", documents: "Sequence[Source]") -> None:
    """Its parts, with what differs and what became of each document, and the sources."""
    paper = outline(briefing, documents, date.today())
    say(Text(one_line(paper.title), "bold"))
    for line in paper.lines:
        say(Text(one_line(line), "dim"))
    for part in paper.parts:
        say()
        say(Text(one_line(part.heading), "bold"))
        _part(part, paper)
    if paper.citations:
        say()
        say(Text("Sources", "bold"))
    for citation in paper.citations:
        source(citation)
    if paper.notes:
        say()
    for note in paper.notes:
        say(Text(one_line(note), "dim"))


def _part(part: "Part", paper: "Paper") -> None:
    for sentence in part.sentences:
        _point(sentence, paper)
    for case in part.cases:
        _case(case)
    for when, sentence in part.timeline:
        _point(sentence, paper, Text(f"{one_line(when)}: ", "bold"))
    if part.ledger:
        _ledger(part.ledger)
    if part.is_empty:
        say(Text(NOTHING, "dim"), "  ")


def _point(sentence: "AnswerSentence", paper: "Paper", lead: Text | None = None) -> None:
    """A sentence on lines of its own, and what is wrong with it."""
    say(Text.assemble(lead or "", answered(sentence)), "    ", "  - ")
    if sentence.verdict in TROUBLED:
        trouble(sentence, paper.citations, writer="this says", title="This briefing")


def _case(case: "Case") -> None:
    say(Text(f"{case.kind}: {one_line(case.title)}", "yellow"), "  ")
    for said in case.rows:
        names = Text("; ").join(_sayer(name, numbers) for name, numbers in said.sayers)
        value = Text(one_line(said.value), "bold")
        say(Text.assemble(value, ": ", names, (f" ({said.count})", "dim")), "    ", "  - ")


def _sayer(name: str, numbers: Iterable[int]) -> Text:
    """A document that says it, with the numbers of what it is quoted with."""
    text = Text(one_line(name))
    for before, n in enumerate(numbers):
        text.append(f"[{n}]" if before else f" [{n}]", "cyan")
    return text


def _ledger(entries: "Iterable[Entry]") -> None:
    for entry in entries:
        name = Text.assemble((one_line(entry.title), "bold"), f", {one_line(entry.who)}" if entry.who else "")
        say(Text.assemble(name, f": {entry.used}"), "    ", "  - ")
        if entry.remark:
            say(Text(one_line(entry.remark), "dim"), "    ")
