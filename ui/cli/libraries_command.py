"""``readback libraries``: the libraries of a shelf, as the web page lists them, renamed and deleted."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import CommandGroup, Job, print_json
from ui.cli.serve_command import default_shelf
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from ui.http.open_folders import Folders

_shelf = click.option(
    "--shelf",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="READBACK_SHELF",
    metavar="DIR",
    help="The folder of the libraries. Otherwise READBACK_SHELF, or the one in your user data folder.",
)


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
def libraries() -> None:
    """List, rename and delete the libraries that `readback serve` offers beside its own."""


@libraries.command(name="list")
@_shelf
@click.pass_obj
def list_(job: Job, shelf: Path | None) -> None:
    """Show the libraries and how many documents each has."""
    folders = _folders(job, shelf)
    found = {name: _count(path) for name, path in folders.all().items()}
    if job.as_json:
        rows = [{"name": name, "documents": count} for name, count in found.items()]
        print_json({"libraries": rows})
        return
    for name, count in found.items():
        click.echo(f"{one_line(name)}: {_documents(count)}")
    click.echo(f"{len(found)} in {one_line(folders.place)}")


@libraries.command()
@click.argument("name")
@click.argument("new")
@_shelf
@click.pass_obj
def rename(job: Job, name: str, new: str, shelf: Path | None) -> None:
    """Give the library NAME the name NEW."""
    now = _folders(job, shelf).rename(name, new)
    if job.as_json:
        print_json({"name": now})
    else:
        click.echo(f"{one_line(name)} is called {one_line(now)}")


@libraries.command()
@click.argument("name")
@_shelf
@click.option("--yes", is_flag=True, help="Do not ask for the name again.")
@click.pass_obj
def remove(job: Job, name: str, shelf: Path | None, *, yes: bool) -> None:
    """Delete the library NAME with its documents and briefings, for good."""
    folders = _folders(job, shelf)
    count = _documents(_count(folders.path(name)))
    if not yes:
        _confirm(name, count)
    folders.remove(name)
    if job.as_json:
        print_json({"removed": [name]})
    else:
        click.echo(f"{one_line(name)} is deleted, with {count}")


def _folders(job: Job, shelf: Path | None) -> "Folders":
    from rag import load_settings
    from ui.http.open_folders import open_folders

    return open_folders(load_settings(job.library), shelf or default_shelf())


def _confirm(name: str, count: str) -> None:
    """Have the name typed. Raises ``UsageError`` where nobody can type, or another name is typed."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"nobody can be asked here; add --yes to delete {name!r} with {count}")
    if click.prompt(f"Type the name {one_line(name)!r} to delete it with {count}", err=True) != name:
        raise click.UsageError("that is another name; nothing was deleted")


def _count(path: Path) -> int:
    """The number of documents of the library in a folder."""
    from rag import Readback, load_settings

    with Readback(settings=load_settings(path), owner=False) as readback:
        return len(readback.documents())


def _documents(count: int) -> str:
    from ui.words.phrases import counted

    return counted(count, "document")
