"""The queue of shared mode on the command line: ``queue`` shows it, ``add --queue`` puts files on it."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import DONE, FAILED, Job, LibraryCommand, complain, named, print_json
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from index.store.queue.job_queue import JobQueue
    from index.store.queue.queued_file import QueuedFile
    from rag.settings import Settings

NO_SERVERS = (
    "there is no queue without the servers of shared mode: set READBACK_DATABASE, READBACK_CHROMA and"
    " READBACK_FILES, as docs/serving.md says"
)


@click.command(cls=LibraryCommand)
@click.option("--clear", is_flag=True, help="Forget the files that failed.")
@click.pass_obj
def queue(job: Job, *, clear: bool) -> None:
    """Show the files that wait for workers, of all libraries on the servers, and those that failed."""
    with closing(open_queue(job)[0]) as jobs:
        cleared = jobs.clear_failed() if clear else 0
        workers, files = jobs.workers(), jobs.open_files()
        place = jobs.place
    if job.as_json:
        print_json({"workers": workers, "cleared": cleared, "files": [_shape(one) for one in files]})
        return
    for one in files:
        click.echo(one_line(f"{one.title}: {one.address} is {one.state}{_further(one)}"))
    from ui.words.phrases import counted

    waiting = sum(not one.state.is_done for one in files)
    failed = f", {len(files) - waiting} failed" if len(files) > waiting else ""
    done = f", {counted(cleared, 'failure')} forgotten" if clear else ""
    click.echo(
        one_line(
            f"{counted(waiting, 'file')} on the queue at {place}{failed}, {counted(workers, 'worker')}{done}"
        )
    )


def enqueue(job: Job, paths: tuple[str, ...]) -> int:
    """Put files, and the readable files of folders, on the queue; they are added when a worker is there."""
    from index.read import find_files
    from index.store.identity import utf8
    from index.store.shared.shared_places import shared_name

    jobs, settings = open_queue(job)
    files, refused = find_files(map(Path, paths))
    with closing(jobs):
        if files:
            folder = settings.library
            addressed = [(path, utf8(str(path.resolve()))) for path in files]
            jobs.put(shared_name(folder), folder.name, addressed)
        workers, place = jobs.workers(), jobs.place
    if job.as_json:
        failed = [{"path": str(path), "error": str(error)} for path, error in refused]
        print_json({"queued": [str(path) for path in files], "failed": failed})
    else:
        hint = "" if workers else "; no worker is there yet: start one with `readback worker`"
        click.echo(one_line(f"{len(files)} on the queue at {place}{hint}"))
    for path, error in refused:
        complain(named(str(path), str(error)))
    return FAILED if refused else DONE


def on_queue(settings: "Settings") -> str:
    """A line on the files of the library that are on the queue; "" if there are none."""
    from index.store.queue.open_queue import open_queue
    from index.store.shared.shared_places import shared_name
    from ui.words.phrases import counted

    if (jobs := open_queue(settings.shared)) is None:
        return ""
    with closing(jobs):
        counts = jobs.counts(shared_name(settings.library))
    waiting = counted(sum(number for state, number in counts.items() if not state.is_done), "file")
    failed = sum(number for state, number in counts.items() if state.is_done)
    return f"On the queue for workers: {waiting}, {failed:,} failed; see `readback queue`" if counts else ""


def open_queue(job: Job) -> "tuple[JobQueue, Settings]":
    """The queue that the settings name, and the settings. Raises ``UsageError`` if they name none."""
    from rag import load_settings

    settings = load_settings(job.library)
    if settings.shared is None:
        raise click.UsageError(NO_SERVERS)
    from index.store.queue.job_queue import JobQueue

    return JobQueue(settings.shared), settings


def _shape(one: "QueuedFile") -> dict[str, object]:
    return {
        "library": one.title, "path": one.address, "state": one.state, "done": one.done, "total": one.total,
        "error": one.error or None,
    }  # fmt: skip


def _further(one: "QueuedFile") -> str:
    """The share of a file that is done, and why it failed or waits."""
    share = f", {one.done} of {one.total} passages" if one.total and not one.state.is_done else ""
    return f"{share}: {one.error}" if one.error else share
