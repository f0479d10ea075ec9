"""The command ``migrate``: the documents of a library are copied from its folder to servers, or back."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import Job, LibraryCommand, print_json, progress
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from rag.settings import Settings

TO_SERVERS, TO_FOLDER = "to-servers", "to-folder"


@click.command(cls=LibraryCommand)
@click.argument("where", metavar=f"{TO_SERVERS}|{TO_FOLDER}", type=click.Choice([TO_SERVERS, TO_FOLDER]))
@click.pass_obj
def migrate(job: Job, where: str) -> None:
    """Copy a library's documents to the servers of READBACK_DATABASE, or from them into its folder.

    Each copy is compared with its source: text, passages, vectors and file. Nothing is removed. Run it again
    to go on after an interruption, and to copy what was added since.
    """
    from index.syncing.migrating import migrate as copy
    from rag import Readback

    settings = _settings(job)
    alone = replace(settings, database="", chroma="", chroma_token="", files="")
    with (
        Readback(settings=alone, owner=False) as folder,
        Readback(settings=settings, owner=False) as servers,
        progress() as report,
    ):
        source, target = (folder, servers) if where == TO_SERVERS else (servers, folder)
        done = copy(source.library.stores, target.library.stores, report)
        place = target.library.place
    if job.as_json:
        print_json(asdict(done))
    else:
        click.echo(
            one_line(f"{len(done.copied)} copied, {len(done.there)} there already, all equal; in {place}")
        )


def _settings(job: Job) -> "Settings":
    """The settings, which name servers. Raises ``UsageError`` if they do not."""
    from rag import load_settings

    settings = load_settings(job.library)
    if settings.shared is None:
        raise click.UsageError(
            "no servers are named: set READBACK_DATABASE and READBACK_CHROMA, as docs/serving.md says"
        )
    return settings
