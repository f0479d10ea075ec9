"""Documents, passages and measurements in a terminal.

Foreign text passes through ``one_line`` and reaches rich only as ``Text``, which is never read as markup.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ui.terminal.console import print_table, say
from ui.terminal.sentences_output import also_in, source
from ui.words.phrases import counted, day
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from index.document import Document
    from rag.doctor import Check
    from rag.evaluating.retrieval import Evaluation
    from rag.model.local_servers import ModelServer
    from rag.shapes import SearchResult


def hits(result: "SearchResult") -> None:
    """Print the passages found, best first."""
    if not result.hits:
        say("Nothing found.")
    for number, hit in enumerate(result.hits):
        say() if number else None
        source(hit.citation)
        say(Text(one_line(hit.citation.quote)), "    ")
        for copy in hit.copies:
            also_in(copy)
        say(Text(f"score {hit.score:.2f}", "dim"), "    ")


def documents(documents: Sequence["Document"], folder: Path) -> None:
    """Print the library in ``folder`` as a table."""
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
        if state := _state(document):
            title.append(f" ({state})", "yellow")
        outlet = Text(one_line(document.outlet or ""))
        when = Text(day(document.published, short=True))
        table.add_row(Text(document.id), title, outlet, when, Text(f"{document.passages:,}"))
    print_table(table)
    passages = counted(sum(document.passages for document in documents), "passage")
    say(Text(f"\n{counted(len(documents), 'document')}, {passages}, in {where}", "dim"))
    for error in sorted({one_line(document.error) for document in documents if document.error}):
        say(Text(f"No vectors yet: {error}", "yellow"))


def _state(document: "Document") -> str:
    """The state of a document that is not ready, as it stands behind its title; "" for one that is."""
    if document.state == "ready":
        return ""
    return "no vectors yet" if document.state == "indexing" else one_line(document.state)


def checks(checks: Iterable["Check"]) -> None:
    """Print the findings of ``doctor``."""
    for check in checks:
        mark = Text("ok    ", "green") if check.ok else Text("fails ", "bold red")
        say(mark + Text(f"{check.name}: ", "bold") + Text(one_line(check.detail)), " " * 6, "")


def model_servers(servers: Iterable["ModelServer"]) -> None:
    """Print the servers that offer models, each model with its context window."""
    for server in servers:
        say(Text(f"{one_line(server.name)} at {one_line(server.base_url)}", "bold"))
        for model in server.models:
            say(Text(one_line(model.name)) + Text(f"  window: {model.window}", "dim"), "    ")


def evaluation(evaluation: "Evaluation") -> None:
    """Print metrics with their 95 % intervals."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("metric", no_wrap=True)
    for name in ("value", "95 % from", "to"):
        table.add_column(name, justify="right", no_wrap=True)
    for name, metric in evaluation.metrics.items():
        table.add_row(name, *(f"{value:.3f}" for value in (metric.value, metric.low, metric.high)))
    print_table(table)
    say(Text(f"\nn = {evaluation.n:,}; the intervals are bootstrapped", "dim"))


def confusion(confusion: dict[str, dict[str, int]]) -> None:
    """Print how often each verdict was given: a row for each kind of claim, a column for each verdict."""
    verdicts = list(dict.fromkeys(verdict for given in confusion.values() for verdict in given))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("", no_wrap=True)
    for verdict in verdicts:
        table.add_column(verdict, justify="right", no_wrap=True)
    for name, given in confusion.items():
        table.add_row(name, *(f"{given.get(verdict, 0):,}" for verdict in verdicts))
    say()
    print_table(table)
