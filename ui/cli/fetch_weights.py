"""``readback doctor --fetch-weights``: networks that are downloaded because the user says so."""

from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import DONE, FAILED, Job, complain, complain_in_full, explain, note

if TYPE_CHECKING:
    from rag.settings import Settings

EMBEDDER = "embedder"


def fetch(job: Job, name: str, settings: "Settings") -> int:
    """Fetch the embedder or a known reader, and say how a reader is used; the exit code so far.

    Raises ``UsageError`` for another name.
    """
    from rag.model.reading.fetch_reader import fetch_reader
    from rag.model.reading.known_readers import KNOWN_READERS

    if name not in (EMBEDDER, *KNOWN_READERS):
        known = ", ".join((EMBEDDER, *KNOWN_READERS))
        raise click.UsageError(f"{name!r} is none of the weights that can be fetched: {known}")
    folder = settings.cache / "readers" / name
    try:
        if name == EMBEDDER:
            _fetch_embedder()
            return DONE
        fetch_reader(KNOWN_READERS[name], folder, _say)
    except Exception as error:  # noqa: BLE001  # the examination still tells what works
        if job.debug:
            complain_in_full(error)
        complain(explain(error)[0])
        return FAILED
    _say(f"it {KNOWN_READERS[name].does}; to use it: READBACK_READER={folder}")
    return DONE


def _fetch_embedder() -> None:
    from rag.doctor import fetch as fetch_embedder

    fetch_embedder(_say)


def _say(message: str) -> None:
    note([message])
