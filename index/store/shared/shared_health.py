"""The state of shared stores, for ``readback doctor``: hosts are named, addresses and passwords never."""

from collections.abc import Callable
from pathlib import Path

from index.embedding.embedder import WORDS_ONLY, Embedder
from index.errors import LibraryError, UsageError
from index.results import words_only_hint
from index.store.fingerprint import matching_embedder
from index.store.shared.shared_places import SharedPlaces
from index.store.shared.shared_stores import SharedStores

Finding = tuple[str, bool, str]
"""The name of a check, whether all is well, and what was found or what to do."""


def findings(folder: Path, places: SharedPlaces, embedder: Embedder | None) -> list[Finding]:
    """Look whether each of the stores answers, and what the library in them holds; nothing is changed."""
    try:
        stores = SharedStores(folder, lambda: embedder, places)
    except UsageError as error:
        return [("library", False, str(error))]
    try:
        library = _tried("library", _library, stores)
        if not library[1] or not stores.exists():
            return [library, _tried("chroma", _answers, stores), _tried("files", _files, stores)]
        checks = {"fingerprint": _fingerprint, "chroma": _chroma, "files": _files}
        return [library, *(_tried(name, check, stores) for name, check in checks.items())]
    finally:
        stores.close()


def _tried(name: str, check: Callable[[SharedStores], str], stores: SharedStores) -> Finding:
    try:
        return name, True, check(stores)
    except LibraryError as error:
        return name, False, str(error)


def _library(stores: SharedStores) -> str:
    if not stores.exists():
        return f"none yet in {stores.place}, which answers; make one with: readback add PATH"
    waiting = len(stores.catalog.documents.unfinished())
    rows = stores.catalog.database.rows
    documents, passages = stores.catalog.documents.count(), rows("SELECT passages FROM totals")[0][0]
    where = f"shared, {stores.place} (Postgres)"
    without = words_only_hint(stores.catalog.unembedded.count())
    return f"{where}: {documents} documents, {passages} passages, {waiting} being added{without}"


def _fingerprint(stores: SharedStores) -> str:
    if (stores.catalog.properties.get("fingerprint") or WORDS_ONLY) == WORDS_ONLY:
        return "the library has no vectors"
    matching_embedder(stores)
    if stores.embedder is None:
        raise LibraryError("the library has vectors, and there is no embedder here that made them")
    return "the library's vectors are of this embedder"


def _answers(stores: SharedStores) -> str:
    return f"Chroma at {stores.mirror.server.place} answers: version {stores.mirror.server.version()}"


def _chroma(stores: SharedStores) -> str:
    answers = _answers(stores)
    held = stores.mirror.server.count(stores.catalog.properties.edition())
    wanted = stores.catalog.passages.count()
    mended = "" if held >= wanted else "; the next command that writes mends that"
    return f"{answers}; {held} vectors, and the catalog has {wanted}{mended}"


def _files(stores: SharedStores) -> str:
    stores.files.has("0" * 64)
    return f"{stores.files.place} answers"
