"""The command ``sync``: a library follows a folder."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import (
    DONE,
    FAILED,
    Job,
    LibraryCommand,
    complain,
    named,
    note,
    print_json,
    progress,
)
from ui.words.safe_text import one_line
from ui.words.sync_words import counts, left_behind, lines

if TYPE_CHECKING:
    from index.results import Synced


@click.command(cls=LibraryCommand)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--remove", is_flag=True, help="Remove the documents whose files are gone.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.pass_obj
def sync(job: Job, folder: Path, remove: bool, dry_run: bool) -> int:
    """Add what is new or changed in a folder, follow files that moved, and name those that are gone.

    Only documents of files in this folder are looked at. A file that was moved or renamed keeps its id,
    its corrected title, outlet and date, and its place in briefings.
    """
    remarks: list[str] = []
    with job.open_writing(new=True) as library, progress() as report:
        done = library.sync(folder, remove=remove, dry_run=dry_run, report=report, remark=remarks.append)
    note(remarks)
    if job.as_json:
        print_json(asdict(done))
    else:
        for line in lines(done, folder):
            click.echo(one_line(line))
        click.echo(f"{counts(done)}, in {one_line(str(library.path))}" + (" (dry run)" if dry_run else ""))
    return end(done)


def end(done: "Synced") -> int:
    """Complain of the failures, say what to do with what is gone, and return the exit code."""
    if done.gone:
        note([left_behind(len(done.gone))])
    for failure in done.failed:
        complain(named(failure.path, failure.error))
    return FAILED if done.failed else DONE
