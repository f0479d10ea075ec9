"""The command ``brief``: what several documents say together."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import Job, LibraryCommand, model_option
from ui.cli.dry_run import dry_run_option, print_plan
from ui.cli.export_options import chosen_format, deliver, export_options

if TYPE_CHECKING:
    from rag import Readback
    from rag.shapes import Briefing


@click.command(cls=LibraryCommand)
@click.option("--doc", "documents", multiple=True, metavar="DOC", help="Only these; can be given again.")
@click.option("--topic", default="", metavar="TEXT", help="What the briefing is to be about.")
@model_option
@dry_run_option
@export_options
@click.pass_obj
def brief(
    job: Job,
    documents: tuple[str, ...],
    topic: str,
    output: Path | None,
    format: str | None,
    *,
    dry_run: bool,
) -> int:
    """Say what your documents agree on, where they differ, and what became of each of them.

    FILE ends with .md, .html, .docx or .json; `readback verify` reads the last.
    """
    from ui.terminal import console

    with job.open_existing() as library:
        wanted = chosen_format(library, output, format, as_json=job.as_json)
        if dry_run:
            return print_plan(job, library, library.plan(documents))
        with console.bar() as bar:
            briefing = library.brief(documents, topic, progress=bar)
        return deliver(job, library, briefing, output, wanted, lambda: _show(library, briefing))


def _show(library: "Readback", briefing: "Briefing") -> None:
    from ui.terminal import paper_output

    paper_output.briefing(briefing, library.sources(briefing))
