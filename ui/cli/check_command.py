"""The command ``check``: a draft against the library."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import (
    DONE,
    FAILED,
    Job,
    LibraryCommand,
    complain,
    explain,
    model_option,
    note,
    print_json,
)
from ui.cli.weights import LONG_DRAFT
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from rag import Readback
    from rag.checking.draft import Draft
    from rag.shapes import Report

_STANDARD_INPUT = Path("-")


@click.command(cls=LibraryCommand)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--doc", "documents", multiple=True, metavar="DOC", help="Look only here; can be given again.")
@click.option("--html", type=click.Path(path_type=Path), metavar="OUT", help="Also write a web page.")
@click.option("--strict", is_flag=True, help="Exit with 1 if a sentence is contradicted or unsupported.")
@model_option
@click.pass_obj
def check(job: Job, file: Path, documents: tuple[str, ...], html: Path | None, *, strict: bool) -> int:
    """Show which sentences of a draft your documents support, contradict or do not hold.

    FILE is of any format that can be added; Markdown is read as such. "-" is standard input, plain text.
    """
    _refuse_overwriting(file, html)
    from ui.terminal import console

    with job.open_existing() as library:
        draft = _read(library, file)
        with console.bar() if len(draft.text) > LONG_DRAFT else nullcontext() as bar:
            report = library.check(
                draft.text,
                documents,
                markdown=draft.markdown,
                progress=lambda done, total: bar("checking sentences", done, total) if bar else None,
            )
    if job.as_json:
        from ui.words.verdicts import as_contract

        note(report.notes)
        print_json(as_contract(report))
    else:
        from ui.terminal import paper_output

        paper_output.report(report)
    if html:
        from ui.export.report import report_html

        page = report_html(report, "Standard input" if file == _STANDARD_INPUT else file.name)
        try:
            html.write_text(page, encoding="utf-8")
        except OSError as error:
            complain(explain(error)[0])
            return FAILED
        if not job.as_json:
            click.echo(f"The page is in {one_line(str(html))}")
    return FAILED if strict and _fails(report) else DONE


def _fails(report: "Report") -> bool:
    """Return whether a sentence is contradicted, or nothing in the documents bears it out."""
    from rag.shapes import Verdict

    return any(s.verdict in (Verdict.CONTRADICTED, Verdict.UNSUPPORTED) for s in report.sentences)


def _refuse_overwriting(file: Path, html: Path | None) -> None:
    """Raise ``UsageError`` if the page would overwrite the draft."""
    if html and html.exists() and file.exists() and html.samefile(file):
        raise click.UsageError("--html would overwrite the draft; name another file")


def _read(library: "Readback", file: Path) -> "Draft":
    from rag.checking.draft import decode_draft, read_draft

    if file == _STANDARD_INPUT:
        return decode_draft(sys.stdin.buffer.read() if sys.stdin else b"")
    return read_draft(file, max_bytes=library.settings.max_megabytes * 1_000_000)
