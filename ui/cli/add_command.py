"""The command ``add``: files, folders and web addresses become documents."""

import re
from collections.abc import Callable
from dataclasses import asdict, fields
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

if TYPE_CHECKING:
    from index.results import Added, Progress
    from ui.cli.hand_over import Writing

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # not C:\, whose scheme has one letter


@click.command(cls=LibraryCommand)
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path())
@click.option(
    "--max-megabytes",
    type=click.IntRange(min=1),
    metavar="N",
    help="The largest file to read.  [default: 50]",
)
@click.option(
    "--queue", is_flag=True, help="Leave the work to `readback worker`, and do not wait (shared mode)."
)
@click.pass_obj
def add(job: Job, paths: tuple[str, ...], max_megabytes: int | None, *, queue: bool) -> int:
    """Add files, the readable files of folders, and documents at web addresses (https://…).

    Only the address that you type is asked, and a copy is kept with the library.
    """
    if queue:
        return _enqueued(job, paths, max_megabytes)
    addresses = _addresses([path for path in paths if _ADDRESS.match(path)])
    remarks: list[str] = []
    files = [Path(path) for path in paths if not _ADDRESS.match(path)]
    with job.open_writing(new=True, max_megabytes=max_megabytes) as library, progress() as report:
        if max_megabytes and library.server:
            note([f"the server at {library.server.url} adds the files; its own limit of size holds"])
        filed = [library.add(files, report, remarks.append)] if files else []
        done = _together(filed, addresses(library, report))
    note(remarks)
    if job.as_json:
        print_json(asdict(done))
    else:
        counts = [("added", done.added), ("replaced", done.replaced), ("unchanged", done.unchanged)]
        said = ", ".join(f"{len(ids)} {what}" for what, ids in counts if ids or what == "added")
        click.echo(f"{said}, in {one_line(library.place)}")
    for failure in done.failed:
        complain(named(failure.path, failure.error))
    return FAILED if done.failed else DONE


def _enqueued(job: Job, paths: tuple[str, ...], max_megabytes: int | None) -> int:
    """Put files on the queue. Raises ``UsageError`` for what a worker does not do."""
    if max_megabytes or any(map(_ADDRESS.match, paths)):
        raise click.UsageError(
            "--queue takes files and folders alone; web addresses are added without it, and the largest file"
            " is the workers' setting max_megabytes"
        )
    from ui.cli.queue_command import enqueue

    return enqueue(job, paths)


def _addresses(texts: list[str]) -> "Callable[[Writing, Callable[[Progress], None]], list[Added]]":
    """Read web addresses, and give what fetches and adds them one after the other.

    Raises ``AddressRefused`` if one is none.
    """
    if not texts:
        return lambda _library, _report: []
    from ui.fetching.web_address import web_address

    read = [web_address(text) for text in texts]
    return lambda library, report: [library.fetch(one, report) for one in read]


def _together(*parts: "list[Added]") -> "Added":
    """The results of several calls as one."""
    from index.results import Added

    every = [one for part in parts for one in part]
    return Added(*(sum((getattr(one, field.name) for one in every), ()) for field in fields(Added)))
