"""Fetch a known reader: each file is kept only if its bytes are those that are pinned."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import httpx

from index.errors import ReadbackError
from rag.model.reading.known_readers import KnownReader, PinnedFile
from rag.model.reading.weights import FETCH_SECONDS, LARGEST_FILE

HUB = "https://huggingface.co"


def fetch_reader(reader: KnownReader, folder: Path, say: Callable[[str], None]) -> None:
    """Download a reader into ``folder``, whole or not at all; nothing if it is there already.

    ``say`` hears from where before it starts. The environment's HF_ENDPOINT names another server that has
    the same files. Raises ``ReadbackError`` if a file does not come, or is another than the pinned one.
    """
    if all(_hash(folder / file.name) == file.sha256 for file in reader.files):
        say(f"the reader is in {folder}; there is nothing to fetch")
        return
    hub = os.environ.get("HF_ENDPOINT", "").rstrip("/") or HUB
    root = f"{hub}/{reader.repository}/resolve/{reader.revision}"
    say(f"fetching {reader.megabytes} MB ({reader.licence}) from {root}")
    part = folder.with_name(f"{folder.name}.part")
    rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        with httpx.Client(timeout=FETCH_SECONDS, follow_redirects=True) as client:
            for file in reader.files:
                _fetch(client, f"{root}/{file.path}", part / file.name, file)
        rmtree(folder, ignore_errors=True)
        part.replace(folder)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        why = str(error) or type(error).__name__
        raise ReadbackError(
            f"the reader could not be fetched ({why}); look at the network and try again, or put its files"
            f" into {folder} by other means"
        ) from error
    finally:
        rmtree(part, ignore_errors=True)


def _fetch(client: httpx.Client, address: str, to: Path, file: PinnedFile) -> None:
    size = 0
    with client.stream("GET", address) as response, to.open("wb") as kept:
        response.raise_for_status()
        for piece in response.iter_bytes():
            size += len(piece)
            if size > LARGEST_FILE:
                break
            kept.write(piece)
    if _hash(to) != file.sha256:
        raise ReadbackError(
            f"{address} is not the file that Readback knows (its SHA-256 differs); nothing was kept."
            " Try again later, or from another server"
        )


def _hash(file: Path) -> str:
    if not file.is_file():
        return ""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
