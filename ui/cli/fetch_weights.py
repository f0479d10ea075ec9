"""``readback doctor --fetch-weights``: networks that are downloaded because the user says so."""

from rag.model.reading.known_readers import KNOWN_READERS
from rag.settings import Settings
from ui.cli.command_frame import DONE, FAILED, Job, complain, complain_in_full, explain, note

EMBEDDER = "embedder"
NAMES = [EMBEDDER, *KNOWN_READERS]


def fetch(job: Job, name: str, settings: Settings) -> int:
    """Fetch one of ``NAMES``, and say how a reader is used; return the command's exit code so far."""
    try:
        if name == EMBEDDER:
            from rag.doctor import fetch as fetch_embedder

            fetch_embedder(lambda message: note([message]))
            return DONE
        from rag.model.reading.fetch_reader import fetch_reader

        folder = settings.cache / "readers" / name
        fetch_reader(KNOWN_READERS[name], folder, lambda message: note([message]))
    except Exception as error:  # noqa: BLE001  # the examination still tells what works
        if job.debug:
            complain_in_full(error)
        complain(explain(error)[0])
        return FAILED
    note([f"it {KNOWN_READERS[name].does}; to use it: READBACK_READER={folder}"])
    return DONE
