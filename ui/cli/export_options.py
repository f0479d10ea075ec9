"""The options ``--output`` and ``--format`` of the commands that write a briefing or a summary."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ui.cli.command_frame import DONE, FAILED, Job, complain, explain, note, print_json
from ui.export.export import FORMATS, export, format_of
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from rag import Readback
    from rag.shapes import Briefing, Summary

_F = TypeVar("_F", bound=Callable[..., object])
_output = click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a file instead."
)
_format = click.option(
    "--format", type=click.Choice(list(FORMATS)), help="The format; otherwise as FILE ends.  [default: text]"
)


def export_options(command: _F) -> _F:
    """Add ``--output`` and ``--format``, which the command receives as ``output`` and ``format``."""
    return _output(_format(command))


def chosen_format(
    library: "Readback", output: Path | None, format: str | None, *, as_json: bool
) -> str | None:
    """Choose the format to write in, ``None`` for the terminal's.

    Raises ``UsageError`` before any work is done: for a binary file on the terminal, a folder that is not
    there, a document of the library that would be overwritten.
    """
    if output is None:
        if format == "docx":
            raise click.UsageError("a Word file cannot be printed; name a file with --output")
        if format and as_json:
            raise click.UsageError("--json and --format both print; choose one, or add --output")
        return format
    if output == Path("-"):
        raise click.UsageError("to print it, name a --format and leave --output out")
    wanted = format or format_of(output)
    if not output.parent.is_dir():
        raise click.UsageError(f"there is no folder {str(output.parent)!r}; make it first")
    if output.is_dir():
        raise click.UsageError(f"{str(output)!r} is a folder; name a file")
    if str(output.resolve()) in {document.path for document in library.documents()}:
        raise click.UsageError(f"--output would overwrite {output.name!r}, a document of the library")
    return wanted


def deliver(
    job: Job,
    library: "Readback",
    shape: "Briefing | Summary",
    output: Path | None,
    format: str | None,
    show: Callable[[], None],
) -> int:
    """Write or print ``shape`` as asked, else call ``show``; return the exit code."""
    code = DONE
    if job.as_json or format:
        note(shape.notes)
    if format:
        code = _write(export(shape, format, library.sources(shape)), output, quiet=job.as_json)
    if job.as_json:
        from ui.words.verdicts import as_contract

        print_json(as_contract(shape))
    elif not format:
        show()
    return code


def _write(data: bytes, output: Path | None, *, quiet: bool) -> int:
    """Write data into a file, or to standard output; ``quiet``: without a line on where it is."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return DONE
    try:
        output.write_bytes(data)
    except OSError as error:
        complain(explain(error)[0])
        return FAILED
    if not quiet:
        click.echo(f"Written to {one_line(str(output))}")
    return DONE
