"""The command ``worker``: reads and indexes the files that servers of shared mode put on the queue."""

import asyncio
import os
import signal
import sys
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import DONE, INTERRUPTED, Job, LibraryCommand, note, print_json
from ui.cli.queue_command import open_queue
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from types import FrameType

    from index.library import Library
    from index.store.queue.job_loop import JobLoop
    from index.store.queue.queued_file import QueuedFile
    from rag import Readback
    from rag.settings import Settings


@click.command(cls=LibraryCommand)
@click.pass_obj
def worker(job: Job) -> int:
    """Read and index what `readback serve` and `readback add --queue` put on the queue, until stopped.

    Start as many as you like, on any computers: each takes the next files of any library on the servers.
    """
    from index.store.queue.file_work import FileWork
    from index.store.queue.job_loop import JobLoop

    queue, settings = open_queue(job)
    with closing(queue), ExitStack() as opened:
        libraries = OpenedLibraries(settings, opened)
        work = FileWork(queue, libraries.get, _as_line if job.as_json else _in_words)
        loop = JobLoop(queue, work.add, lambda line: note([line]))
        _stop_on_signals(loop)
        queue.make()
        click.echo(
            one_line(f"Working for all libraries at {queue.place}; Ctrl+C stops after the files at hand."),
            err=job.as_json,
        )
        sys.stdout.flush()
        with _loop_runner() as runner:
            runner.run(loop.run())
    return DONE


class OpenedLibraries:
    """The libraries that a worker has opened, by title: each once, and all closed with ``opened``."""

    def __init__(self, settings: "Settings", opened: ExitStack) -> None:
        self._home, self._opened = settings, opened
        self._open: dict[str, Readback] = {}

    def get(self, title: str) -> "Library":
        """The library whose folder has this name. Raises ``UsageError`` for settings that cannot be."""
        from rag import Readback

        if title not in self._open:
            one = Readback(settings=self._settings(title), owner=False)
            self._open[title] = self._opened.enter_context(one)
        return self._open[title].library

    def _settings(self, title: str) -> "Settings":
        """The settings of a library beside the worker's own; the key is sent to no other address."""
        from rag import load_settings

        path = self._home.library
        if title == path.name:
            return self._home
        settings = load_settings(path.with_name(Path(title).name))
        return settings if settings.base_url == self._home.base_url else replace(settings, api_key="")


def _loop_runner() -> asyncio.Runner:
    """A runner of the loop: psycopg cannot use Windows' usual kind."""
    return asyncio.Runner(loop_factory=asyncio.SelectorEventLoop if os.name == "nt" else None)


def _stop_on_signals(loop: "JobLoop") -> None:
    """Let the first Ctrl+C, or end of the service, stop after the files at hand, and the second at once."""

    def heard(_signal: int, _frame: "FrameType | None") -> None:
        signal.signal(signal.SIGINT, at_once)
        signal.signal(signal.SIGTERM, at_once)
        click.echo("Stopping after the files at hand; Ctrl+C again stops at once.", err=True)
        loop.stop()

    def at_once(_signal: int, _frame: "FrameType | None") -> None:
        loop.give_back()
        os._exit(INTERRUPTED)

    signal.signal(signal.SIGINT, heard)
    signal.signal(signal.SIGTERM, heard)


def _in_words(one: "QueuedFile") -> None:
    why = f": {one.error}" if one.error else ""
    click.echo(one_line(f"{one.title}: {one.address} is {one.state}{why}"))
    sys.stdout.flush()


def _as_line(one: "QueuedFile") -> None:
    print_json({"library": one.title, "path": one.address, "state": one.state, "error": one.error or None})
    sys.stdout.flush()
