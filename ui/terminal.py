"""Shapes in a terminal: wrapped to its width, and colours only where it is one.

Foreign text passes through ``one_line`` and reaches rich only as ``Text``, which is never read as markup.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ui.foreign import one_line
from ui.phrases import counted, day

if TYPE_CHECKING:
    from index.document import Document
    from rag.doctor import Check
    from rag.evaluate import Evaluation
    from rag.shapes import Answer, AnswerSentence, Citation, Disagreement, SearchResult

_WIDEST = 100  # columns; longer lines tire the eye
_TAGS = {
    "partly": " (partly supported)",
    "unsupported": " (not in your documents)",
    "contradicted": " (your documents say otherwise)",
}


@cache
def _console(*, stderr: bool = False) -> Console:
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, color_system=colours)


def say(text: Text | str = "", indent: str = "", first: str | None = None) -> None:
    """A paragraph, its lines after ``indent``; the first after ``first``."""
    console = _console()
    width = max(20, min(_WIDEST, console.width) - len(indent))
    paragraph = text if isinstance(text, Text) else Text(text)
    lead = indent if first is None else first
    for line in paragraph.wrap(console, width):
        line.rstrip()
        console.print(Text(lead) + line, soft_wrap=True)
        lead = indent


def answer(answer: "Answer") -> None:
    """The sentences, what they disagree on, and their sources; or the passages nearest to the question."""
    if answer.found:
        words = Text()
        for sentence in answer.sentences:
            words.append(" " if words else "").append(_sentence(sentence))
        say(words)
    else:
        say(Text("Your documents do not say.", "bold"))
    for disagreement in answer.disagreements:
        say()
        _disagreement(disagreement)
    if answer.citations:
        say()
        for citation in answer.citations:
            source(citation)
    if answer.nearest:
        say()
        say(Text("The nearest passages, which are not evidence:", "dim"))
        for citation in answer.nearest:
            source(citation, quote=True)
    if answer.notes:
        say()
        for note in answer.notes:
            say(Text(one_line(note), "dim"))


def _sentence(sentence: "AnswerSentence") -> Text:
    words = Text(one_line(sentence.text))
    for n in sentence.citations:
        words.append(f" [{n}]" if n == sentence.citations[0] else f"[{n}]", "cyan")
    if tag := _TAGS.get(sentence.verdict):
        words.append(tag, "yellow")
    return words


def _disagreement(disagreement: "Disagreement") -> None:
    named = "Different things of one name" if disagreement.kind == "namesake" else "Your sources disagree"
    say(Text(f"{named}: {one_line(disagreement.topic)}", "bold"))
    for value in disagreement.values:
        line = Text(one_line(value.value)).append(" ")
        for n in value.citations:
            line.append(f"[{n}]", "cyan")
        line.append(f" ({counted(value.independent_sources, 'independent source')})", "dim")
        say(line, "    ", "  - ")


def source(citation: "Citation", *, quote: bool = False) -> None:
    """``[1] Outlet, 14 March 2026 — Title (page 3), characters 441–534``, and the words if asked for."""
    say(_where(citation), "    ", f"[{citation.n}] ")
    if quote:
        say(Text(one_line(citation.quote), "dim"), "    ")


def _where(citation: "Citation") -> Text:
    who = ", ".join(one_line(part) for part in (citation.outlet, day(citation.published)) if part)
    page = f" (page {citation.page})" if citation.page else ""
    place = Text(f"{who} — " if who else "").append(one_line(citation.title), "bold").append(page)
    return place.append(f", characters {citation.start}–{citation.end}")


def hits(result: "SearchResult") -> None:
    """Passages found, best first."""
    if not result.hits:
        say("Nothing found.")
    for number, hit in enumerate(result.hits):
        say() if number else None
        source(hit.citation)
        say(Text(one_line(hit.citation.quote)), "    ")
        say(Text(f"score {hit.score:.2f}", "dim"), "    ")


def documents(documents: Sequence["Document"], folder: Path) -> None:
    """The library as a table."""
    where = one_line(str(folder))
    if not documents:
        say(f"The library in {where} is empty; add documents with: readback add PATH")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("id", no_wrap=True, style="cyan")
    table.add_column("title", overflow="fold", ratio=3)
    table.add_column("outlet", overflow="fold", ratio=1)
    table.add_column("date", no_wrap=True)
    table.add_column("passages", justify="right", no_wrap=True)
    for document in documents:
        title = Text(one_line(document.title))
        if document.copies_of:
            title.append(f" (copy of {', '.join(document.copies_of)})", "dim")
        outlet = Text(one_line(document.outlet or ""))
        when = Text(day(document.published, short=True))
        table.add_row(Text(document.id), title, outlet, when, Text(f"{document.passages:,}"))
    _table(table)
    passages = counted(sum(document.passages for document in documents), "passage")
    say(Text(f"\n{counted(len(documents), 'document')}, {passages}, in {where}", "dim"))


def checks(checks: Iterable["Check"]) -> None:
    """What doctor found."""
    for check in checks:
        mark = Text("ok    ", "green") if check.ok else Text("fails ", "bold red")
        say(mark + Text(f"{check.name}: ", "bold") + Text(one_line(check.detail)), " " * 6, "")


def evaluation(evaluation: "Evaluation") -> None:
    """The metrics with their intervals."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("metric", no_wrap=True)
    for name in ("value", "95 % from", "to"):
        table.add_column(name, justify="right", no_wrap=True)
    for name, metric in evaluation.metrics.items():
        table.add_row(name, *(f"{value:.3f}" for value in (metric.value, metric.low, metric.high)))
    _table(table)
    say(Text(f"\nn = {evaluation.n:,}; the intervals are bootstrapped", "dim"))


def _table(table: Table) -> None:
    """Prints a table without blanks at the ends of its lines."""
    console = _console()
    with console.capture() as capture:
        console.print(table)
    text = Text.from_ansi(capture.get())
    for line in text.split("\n", allow_blank=False):
        line.rstrip()
        console.print(line, soft_wrap=True)


@contextmanager
def bar() -> Iterator[Callable[[str, float, float], None]]:
    """A bar on standard error, where that is a terminal: call it with what is done, how far, of how much."""
    console = _console(stderr=True)
    if not console.is_terminal:
        yield lambda _what, _done, _total: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    what = TextColumn("{task.description}", markup=False)
    with Progress(what, BarColumn(), TimeRemainingColumn(), console=console, transient=True) as shown:
        task = shown.add_task("starting", total=None)
        yield lambda text, done, total: shown.update(
            task, description=one_line(text)[:40], completed=done, total=total
        )
