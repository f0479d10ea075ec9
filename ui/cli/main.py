"""The command line: ``readback``. Heavy libraries load inside the commands that need them."""

import logging
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.accounts_command import accounts, accounts_option
from ui.cli.add_command import add
from ui.cli.brief_command import brief
from ui.cli.check_command import check
from ui.cli.command_frame import (
    DONE,
    FAILED,
    CommandGroup,
    Job,
    complain,
    model_option,
    note,
    print_exactly,
    print_json,
    progress,
)
from ui.cli.eval_command import eval_
from ui.cli.fetch_weights import EMBEDDER, fetch
from ui.cli.libraries_command import libraries
from ui.cli.migrate_command import migrate
from ui.cli.models_list import list_models
from ui.cli.queue_command import on_queue, queue
from ui.cli.serve_command import demo, serve
from ui.cli.summarize_command import summarize
from ui.cli.sync_command import sync
from ui.cli.verify_command import verify
from ui.cli.worker_command import worker
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from index.results import Removed

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_documents = click.option(
    "--doc", "documents", multiple=True, metavar="DOC", help="Look only here; can be given again."
)


def main() -> None:
    """Run the console script."""
    # Libraries remark on things that are not the user's affair.
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    readback.main(prog_name="readback")


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"readback {version('readback')}")
        except PackageNotFoundError:
            click.echo("readback, not installed as a package")
        ctx.exit()


@click.group(cls=CommandGroup, context_settings=_HELP)
@click.option(
    "--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Print the version."
)
def readback() -> None:
    """Ask your documents, and have every sentence read back to its source.

    DOC is a document's id, the beginning of one, or a file name that only one document has.
    """


readback.add_command(add)
readback.add_command(sync)


@readback.command(name="list")
@click.pass_obj
def list_(job: Job) -> None:
    """Show the documents of the library."""
    with job.open_existing() as library:
        documents = library.documents()
    if job.as_json:
        print_json({"documents": [asdict(document) for document in documents]})
        return
    from ui.terminal import tables

    tables.documents(documents, library.path)
    if waits := on_queue(library.settings):
        click.echo(waits)


@readback.command(name="set")
@click.argument("doc")
@click.option("--title", help="The title.")
@click.option("--outlet", help='Who published it; "" for unknown.')
@click.option("--published", metavar="YYYY-MM-DD", help='When it was published; "" for unknown.')
@click.pass_obj
def set_(job: Job, doc: str, title: str | None, outlet: str | None, published: str | None) -> None:
    """Correct a document's title, outlet or date."""
    _check_given(title, outlet, published)
    with job.open_writing() as library:
        document = library.set(doc, title=title, outlet=outlet, published=published)
    if job.as_json:
        print_json(asdict(document))
        return
    from ui.terminal import tables

    tables.documents([document], library.path)


@readback.command()
@click.argument("docs", metavar="DOC…", nargs=-1, required=True)
@click.pass_obj
def remove(job: Job, docs: tuple[str, ...]) -> int:
    """Remove documents from the library; the files stay.

    The name of an archive removes all that came out of it.
    """
    with job.open_writing() as library:
        done = library.remove(dict.fromkeys(docs))
    if job.as_json:
        print_json(asdict(done))
    else:
        click.echo(f"{len(done.removed)} removed, from {one_line(str(library.path))}{_emptied(docs, done)}")
    for failure in done.failed:
        complain(failure.error)
    return FAILED if done.failed else DONE


def _emptied(docs: tuple[str, ...], done: "Removed") -> str:
    """Say of which archives everything was removed."""
    from index.readers.containers.source_files import is_archive

    failed = {failure.document for failure in done.failed}
    archives = [doc for doc in docs if is_archive(doc) and doc not in failed]
    return f": all that came out of {one_line(', '.join(archives))}" if archives else ""


@readback.command()
@click.argument("doc")
@click.pass_obj
def text(job: Job, doc: str) -> None:
    """Print a document's exact text, to which every offset refers."""
    with job.open_existing() as library:
        found = library.text(doc)
    if job.as_json:
        print_json(asdict(found))
    else:
        print_exactly(found.text)


@readback.command()
@click.argument("query")
@_documents
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many at most.")
@click.pass_obj
def search(job: Job, query: str, documents: tuple[str, ...], limit: int) -> None:
    """Show the passages that fit best."""
    _check_words(query, "query")
    with job.open_existing() as library:
        result = library.search(query, documents, limit)
    note(result.notes)
    if job.as_json:
        print_json({"query": result.query, "hits": [asdict(hit) for hit in result.hits]})
        return
    from ui.terminal import tables

    tables.hits(result)


@readback.command()
@click.argument("question")
@_documents
@model_option
@click.pass_obj
def ask(job: Job, question: str, documents: tuple[str, ...]) -> None:
    """Answer a question, every sentence with its sources."""
    _check_words(question, "question")
    from rag.shapes import as_json
    from ui.terminal import paper_output, stream_output

    with job.open_existing() as library:
        answer = stream_output.follow(library.stream(question, documents), is_live=not job.as_json)
    if job.as_json:
        print_json(as_json(answer))
    else:
        paper_output.answer(answer)


@readback.command()
@click.pass_obj
def reindex(job: Job) -> None:
    """Split and embed every document anew."""
    with job.open_existing() as library, progress() as report:
        done = library.reindex(report)
    if job.as_json:
        print_json({"documents": done})
    else:
        click.echo(f"{done} indexed anew, in {one_line(str(library.path))}")


readback.add_command(summarize)
readback.add_command(brief)
readback.add_command(verify)
readback.add_command(check)
readback.add_command(eval_)
readback.add_command(libraries)
readback.add_command(migrate)
readback.add_command(accounts)
readback.add_command(serve)
readback.add_command(worker)
readback.add_command(queue)
readback.add_command(demo)


@readback.command()
@click.option(
    "--fetch-weights",
    is_flag=False,
    flag_value=EMBEDDER,
    metavar="[NAME]",
    help="First download the embedder's weights, where there are none, or a reader by its name.",
)
@click.option("--models", is_flag=True, help="Only list the models that servers on this computer offer.")
@accounts_option
@click.pass_obj
def doctor(job: Job, fetch_weights: str | None, models: bool, accounts_file: Path | None) -> int:
    """Look whether everything works, and say what to do where it does not."""
    from rag import load_settings

    if models:
        return list_models(job)
    from rag.doctor import doctor as examine
    from rag.doctor import stops
    from ui.cli.accounts_check import accounts_check

    settings = load_settings(job.library)
    code = fetch(job, fetch_weights, settings) if fetch_weights else DONE
    found = (*examine(settings), *accounts_check(accounts_file))
    if job.as_json:
        print_json({"checks": [asdict(one) for one in found]})
    else:
        from ui.terminal import tables

        tables.checks(found)
    for failing in filter(stops, found):
        complain(f"{failing.name}: {failing.detail}" if job.as_json else f"{failing.name} fails")
        code = FAILED
    return code


def _check_given(*changes: str | None) -> None:
    """Raise ``UsageError`` if a document is to be changed in nothing."""
    if all(change is None for change in changes):
        raise click.UsageError("nothing to set; give --title, --outlet or --published")


def _check_words(text: str, what: str) -> None:
    """Raise ``UsageError`` if a text has no letter and no digit; ``what`` is its name."""
    if not any(character.isalnum() for character in text):
        raise click.UsageError(f"the {what} is empty; say in words what you look for")
