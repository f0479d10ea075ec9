"""The command ``summarize``: one document in a few sentences."""

from pathlib import Path

import click

from ui.cli.command_frame import Job, LibraryCommand, model_option
from ui.cli.dry_run import dry_run_option, print_plan
from ui.cli.export_options import chosen_format, deliver, export_options
from ui.cli.weights import LONG_DOCUMENT


@click.command(cls=LibraryCommand)
@click.argument("doc")
@click.option("--words", type=click.IntRange(min=1), metavar="N", help="The longest it may be.")
@model_option
@dry_run_option
@export_options
@click.pass_obj
def summarize(
    job: Job,
    doc: str,
    words: int | None,
    output: Path | None,
    format: str | None,
    *,
    dry_run: bool,
) -> int:
    """Tell what a document says: its main sentences, key facts, and questions it answers.

    FILE ends with .md, .html, .docx or .json; `readback verify` reads the last.
    """
    from contextlib import nullcontext

    from ui.terminal import console, paper_output

    with job.open_existing() as library:
        wanted = chosen_format(library, output, format, as_json=job.as_json)
        if dry_run:
            return print_plan(job, library, library.plan([doc], summary=True))
        slow = library.document(doc).characters > LONG_DOCUMENT or library.settings.model
        with console.bar() if slow else nullcontext() as bar:
            summary = library.summarize(
                doc, words, progress=lambda what, done, total: bar(what, done, total) if bar else None
            )
        return deliver(job, library, summary, output, wanted, lambda: paper_output.summary(summary))
