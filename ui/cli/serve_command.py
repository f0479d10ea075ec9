"""The commands that serve the web app: ``serve`` and ``demo``."""

import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.account import account_of
from ui.cli.command_frame import (
    DONE,
    FAILED,
    Job,
    LibraryCommand,
    complain,
    model_option,
    named,
    note,
    print_json,
    progress,
)
from ui.cli.team_options import team_options, teams_of
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from rag import Readback
    from ui.http.security.passwords import Account
    from ui.http.teams.accounts import Teams

_LOOPBACK = ("127.0.0.1", "localhost", "::1")  # as in ui.http.security.guard, which is slow to load
_ANY = ("", "0.0.0.0", "::")  # noqa: S104  # all addresses of this machine
_PEM = click.Path(exists=True, dir_okay=False, path_type=Path)
_UNENCRYPTED = (
    "without --certificate and --key, the password and all documents travel unencrypted: "
    "whoever is on the network between can read them"
)
_DEMO_QUESTION = "How long was the cableway at a standstill?"


@dataclass(frozen=True)
class Where:
    """The address to serve at, and who may log in. ``tls``: the files of a certificate and its key."""

    host: str
    port: int
    account: "Account | None" = None
    tls: tuple[Path, Path] | None = None
    shelf: Path | None = None
    teams: "Teams | None" = None

    @property
    def audience(self) -> str:
        """The computers and people that are served, in words."""
        who = "whoever has an account" if self.teams else "whoever has the password"
        if self.teams and self.teams.proxy:
            who += ", by way of the proxy"
        if self.host in _LOOPBACK:
            known = f", to {who}" if self.teams else ", with the password" if self.account else ""
            return f"to this machine only{known}"
        others = " and at this machine's other addresses" if self.host in _ANY else ""
        return f"{others} to {who}".strip()


@click.command(cls=LibraryCommand)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to serve at.")
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True)
@click.option(
    "--auth",
    metavar="USER[:PASSWORD]",
    envvar="READBACK_AUTH",
    help="Who may log in; needed where --host is not this machine. Otherwise READBACK_AUTH. "
    "Without PASSWORD the one kept for USER, as a hash, in the library's folder.",
)
@click.option("--certificate", type=_PEM, metavar="FILE", help="Serve encrypted (https) with this PEM file.")
@click.option("--key", type=_PEM, metavar="FILE", help="The certificate's private key.")
@click.option(
    "--shelf",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="READBACK_SHELF",
    metavar="DIR",
    help="A folder of further libraries to choose from. Otherwise READBACK_SHELF, or, without --auth, "
    "one in your user data folder.",
)
@team_options
@model_option
@click.pass_obj
def serve(
    job: Job,
    /,
    host: str,
    port: int,
    auth: str | None,
    certificate: Path | None,
    key: Path | None,
    shelf: Path | None,
    **people: Any,
) -> None:
    """Serve the web app and the HTTP interface: to this machine, or to whoever may log in."""
    teams = teams_of(**people, auth=auth)
    _refuse_unsafe(host, auth or teams, certificate, key)
    account = None if auth is None else account_of(job, auth)
    if host not in _LOOPBACK and key is None:
        note([_UNENCRYPTED])
    if auth is None and teams is None and shelf is None:
        shelf = default_shelf()
    tls = (certificate, key) if certificate and key else None
    with job.open(owner=True) as library:
        where = Where(host, port, account, tls, shelf, teams)
        _serve(library, where, as_json=job.as_json, quiet=job.as_json)


def _refuse_unsafe(host: str, auth: object, certificate: Path | None, key: Path | None) -> None:
    """Raise ``UsageError`` if others could read the library, or a certificate is half there or of no use."""
    if host not in _LOOPBACK and not auth:
        raise click.UsageError(
            f"--host {host}: without authentication other computers could read the library; "
            "add --auth USER:PASSWORD or --accounts FILE, or use --host 127.0.0.1"
        )
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key go together; give both or neither")
    if certificate and key:
        from ui.http.security.tls import tls_settings

        tls_settings(certificate, key)


@click.command(cls=LibraryCommand)
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True)
@click.option("--no-serve", is_flag=True, help="Stop after the answer.")
@click.pass_obj
def demo(job: Job, port: int, no_serve: bool) -> int:
    """Load sample documents into a library of their own, ask them a question, and serve them."""
    from rag import Readback
    from rag.shapes import as_json
    from ui.terminal import console, paper_output

    with Readback(job.library or demo_library(), owner=not no_serve) as library:
        if job.library is None:
            _make_vectors_anew(library)
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
            print_json(as_json(answer))
        else:
            console.say(f"\n{_DEMO_QUESTION}\n")
            paper_output.answer(answer)
            click.echo()
        if not no_serve:
            _serve(library, Where("127.0.0.1", port, shelf=default_shelf()), quiet=job.as_json)
    return DONE


def _make_vectors_anew(library: "Readback") -> None:
    """Re-index the demo's library if an older Readback made it: nobody else would know of it."""
    from index.errors import FingerprintMismatch

    try:
        with library.library.snapshot():
            return
    except FingerprintMismatch:
        with progress() as report:
            library.reindex(report)


def sample() -> Path:
    """The folder of sample documents that comes with Readback."""
    return Path(str(files("ui") / "sample"))


def demo_library() -> Path:
    """The library of the demo, a folder beside the user's library."""
    from rag import load_settings

    library = load_settings().library
    return library.with_name(f"{library.name}-demo")


def default_shelf() -> Path:
    """The folder of the libraries that are made in the web page."""
    import platformdirs

    return Path(platformdirs.user_data_dir("readback-libraries", False))


def _serve(library: "Readback", where: Where, *, as_json: bool = False, quiet: bool = False) -> None:
    """Serve until interrupted; the address is printed once it answers."""
    click.echo(f"Opening {one_line(str(library.path))}; this takes a few seconds …", err=True)
    from ui.server import serve as run  # takes most of them

    def ready(url: str) -> None:
        got = int(url.rsplit(":", 1)[1])
        if where.port not in (0, got):
            note([f"port {where.port} is taken; serving on {got} instead"])
        folder = one_line(str(library.path))
        click.echo(f"Serving {folder} at {url} {where.audience}; Ctrl+C stops it.", err=quiet)
        if (writer := library.writer) is not None:
            line = f"Answers are written by {writer.model.name} at {writer.model.place}."
            click.echo(one_line(line), err=quiet)
        if as_json:
            print_json({"url": url})
        sys.stdout.flush()

    sys.stdout.flush()
    try:
        run(
            library, where.host, where.port, sample=sample(), shelf=where.shelf, account=where.account,
            teams=where.teams, tls=where.tls, on_ready=ready,
        )  # fmt: skip
    except KeyboardInterrupt:  # that is how it is meant to end
        click.echo("Stopped.", err=True)
