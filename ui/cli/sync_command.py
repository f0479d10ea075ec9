"""The command ``sync``: a library follows a folder, once or for as long as the command runs."""

import threading
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
    from index.errors import ReadbackError
    from index.results import Synced
    from ui.cli.hand_over import Writing


@click.command(cls=LibraryCommand)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--remove", is_flag=True, help="Remove the documents whose files are gone.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--watch", is_flag=True, help="Go on whenever files change, until Ctrl+C.")
@click.pass_obj
def sync(job: Job, folder: Path, remove: bool, dry_run: bool, watch: bool) -> int:
    """Add what is new or changed in a folder, follow files that moved, and name those that are gone.

    Only documents of files in this folder are looked at. A file that was moved or renamed keeps its id,
    its corrected title, outlet and date, and its place in briefings.
    """
    _check_options(watch=watch, dry_run=dry_run)
    with job.open_writing(new=True) as library:
        if watch:
            return _follow(job, library, folder, remove=remove)
        remarks: list[str] = []
        with progress() as report:
            done = library.sync(folder, remove=remove, dry_run=dry_run, report=report, remark=remarks.append)
    note(remarks)
    _show(job, library, folder, done, " (dry run)" if dry_run else "")
    return FAILED if done.failed else DONE


def _check_options(*, watch: bool, dry_run: bool) -> None:
    """Raise ``UsageError`` if options do not go together."""
    if watch and dry_run:
        raise click.UsageError("--watch and --dry-run do not go together; give one of them")


def _show(job: Job, library: "Writing", folder: Path, done: "Synced", end: str = "") -> None:
    """Print what became of the files, the failures on standard error."""
    if job.as_json:
        print_json(asdict(done))
    else:
        for line in lines(done, folder):
            click.echo(one_line(line))
        click.echo(f"{counts(done)}, in {one_line(str(library.path))}{end}")
    if done.gone:
        note([left_behind(len(done.gone))])
    for failure in done.failed:
        complain(named(failure.path, failure.error))


def _follow(job: Job, library: "Writing", folder: Path, *, remove: bool) -> int:
    """Sync whenever files change, until interrupted. Raises what the first sync raises."""
    from index.errors import ReadbackError
    from ui.watching.folder_watch import Busy, News, watch

    news = News()
    begun = False

    def once(busy: Busy | None) -> "Synced":
        with progress() as report:  # a file may be on its way to another place while some are being written
            return library.sync(
                folder, remove=remove and not busy, busy=busy, report=report, remark=lambda text: note([text])
            )

    def heard(result: "Synced | ReadbackError") -> None:
        nonlocal begun
        if isinstance(result, ReadbackError) and not begun:
            raise result
        fresh = news.fresh(result)
        if isinstance(fresh, ReadbackError):
            complain(str(fresh))
        elif fresh is not None:
            _show(job, library, folder, fresh)
        if not begun:
            click.echo(f"Watching {one_line(str(folder))}; Ctrl+C stops it.", err=True)
        begun = True

    try:
        watch(folder, once, heard, threading.Event())
    except KeyboardInterrupt:  # that is how it is meant to end
        click.echo("Stopped.", err=True)
    return DONE
