"""The commands that serve the web app: ``serve`` and ``demo``."""

import sys
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli_frame import DONE, FAILED, Job, Verb, complain, named, note, print_json, progress
from ui.foreign import one_line

if TYPE_CHECKING:
    from rag import Readback

_LOOPBACK = ("127.0.0.1", "localhost", "::1")  # as in ui.api.guard, which is slow to load
_DEMO_QUESTION = "How long was the cableway at a standstill?"


@click.command(cls=Verb)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve at.")
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True)
@click.option("--auth", metavar="USER:PASSWORD", help="Not in this version.")
@click.pass_obj
def serve(job: Job, host: str, port: int, auth: str | None) -> None:
    """Serve the web app and the HTTP interface, to this machine only."""
    if auth is not None:
        raise click.UsageError(
            "--auth: this version has no authentication yet; it serves this machine only, without --auth"
        )
    if host not in _LOOPBACK:
        raise click.UsageError(
            f"--host {host}: serving other machines is not supported without authentication, "
            "which this version does not have yet; use --host 127.0.0.1"
        )
    with job.open(owner=True) as library:
        _serve(library, host, port, as_json=job.as_json, quiet=job.as_json)


@click.command(cls=Verb)
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True)
@click.option("--no-serve", is_flag=True, help="Stop after the answer.")
@click.pass_obj
def demo(job: Job, port: int, no_serve: bool) -> int:
    """Load sample documents into a library of their own, ask them a question, and serve them."""
    from rag import Readback
    from ui import lines, terminal

    with Readback(job.library or demo_library(), owner=not no_serve) as library:
        there = {Path(document.path).name for document in library.documents()}
        if not {file.name for file in sample().iterdir() if file.name[0] != "."} <= there:
            with progress() as report:
                added = library.add([sample()], report)
            for failure in added.failed:
                complain(named(failure.path, failure.error))
            if not library.documents():
                return FAILED
        answer = library.ask(_DEMO_QUESTION)
        if job.as_json:
            print_json(asdict(answer))
        else:
            lines.say(f"\n{_DEMO_QUESTION}\n")
            terminal.answer(answer)
            click.echo()
        if not no_serve:
            _serve(library, "127.0.0.1", port, quiet=job.as_json)
    return DONE


def sample() -> Path:
    """The folder of sample documents that comes with Readback."""
    return Path(str(files("ui") / "sample"))


def demo_library() -> Path:
    """Beside the user's library, not in it."""
    from rag import load_settings

    library = load_settings().library
    return library.with_name(f"{library.name}-demo")


def _serve(library: "Readback", host: str, port: int, *, as_json: bool = False, quiet: bool = False) -> None:
    """Serves until interrupted; the address is said once it answers."""
    from ui.server import serve as run

    def ready(url: str) -> None:
        got = int(url.rsplit(":", 1)[1])
        if port not in (0, got):
            note([f"port {port} is taken; serving on {got} instead"])
        where = one_line(str(library.path))
        click.echo(f"Serving {where} at {url} to this machine only; Ctrl+C stops it.", err=quiet)
        if (writer := library.writer) is not None:
            told = f"Answers are written by {writer.model.name} at {writer.model.place}."
            click.echo(one_line(told), err=quiet)
        if as_json:
            print_json({"url": url})
        sys.stdout.flush()

    sys.stdout.flush()
    try:
        run(library, host, port, sample=sample(), on_ready=ready)
    except KeyboardInterrupt:  # that is how it is meant to end
        click.echo("Stopped.", err=True)
