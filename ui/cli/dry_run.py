"""The option ``--dry-run`` of the commands that may ask a model many times."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from ui.cli.command_frame import DONE, Job, print_json

if TYPE_CHECKING:
    from rag import Readback
    from rag.summarizing.estimate import Plan

_F = TypeVar("_F", bound=Callable[..., object])


def dry_run_option(command: _F) -> _F:
    """Add ``--dry-run``, which the command receives as ``dry_run``."""
    text = "Only tell the requests and tokens that a model would take, about."
    return click.option("--dry-run", is_flag=True, help=text)(command)


def print_plan(job: Job, library: "Readback", plan: "Plan | None") -> int:
    """Print what would be asked of the model, ``None`` for nothing; return the exit code."""
    from rag.shapes import as_json
    from rag.summarizing.estimate import Plan

    if job.as_json:
        print_json(as_json(plan or Plan()))
    elif plan and library.writer:
        click.echo(plan.in_words(library.writer))
    else:
        click.echo("No model is set; nothing would be asked.")
    return DONE
