"""What several test files need: one cache for the embedder's graph, small libraries, Python of its own."""

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from support.paths import ROOT

from index.embedding.embedder import Embedder, open_embedder
from index.library import Library
from index.store.shared.shared_places import SharedPlaces
from rag import Readback, Settings

REPOSITORY = ROOT

HARBOUR = """The harbour of Velm

Ines Karr opened the harbour of Velm on 4 May 1907. The quay is 412 metres long and was cut from grey granite.
Building it took eleven years and cost 2.3 million crowns. The old lighthouse burned down in a storm.
Fishermen still mend their nets beside the ice house every morning.
"""
BAKERY = """The bakery in Tarn Street

The bakery sells rye bread with caraway. Oskar Lindqvist bakes 900 loaves a night with two apprentices.
Its oven was built in 1931 by a stove maker from Brenn. On Sundays the shop stays shut.
"""
COMET = """A comet over the observatory

Astronomers at the Pellworth observatory saw a new comet. Its tail stretched over six million kilometres.
The comet will come back in 83 years, Professor Amal Reyes said. Nobody had predicted its path.
"""

PAPERS = {
    "harbour.md": """---
title: Ferry runs aground off Saltmarsh
publication: The Saltmarsh Herald
date: 2026-03-14
---

# Ferry runs aground off Saltmarsh

The ferry Corvina ran aground on a sandbank off Saltmarsh on Friday evening. It carried 212 passengers.

Nobody was injured, the harbour master Odile Brandt said. The tide lifted the ship free after five hours.

The repair of the hull will cost 340,000 euros, the shipping company said.
""",
    "lighthouse.txt": """The lighthouse on Gull Point was built in 1871 by the engineer Tobias Fenn.

Its lamp can be seen from 27 kilometres away. Since 1994 nobody has lived in the tower.

Visitors may climb the 164 steps from April to October. A ticket costs six euros.
""",
    "bakery.txt": """The bakery in Mill Lane bakes eighty loaves of rye bread every night.

Its owner, Hanna Pohl, starts work at two in the morning. The oven is older than she is.
""",
    "bakery-again.txt": """The bakery in Mill Lane bakes eighty loaves of rye bread every night.

Its owner, Hanna Pohl, starts work at two in the morning. The oven is older than she is.
""",
}


@cache
def graph_cache() -> Path:
    """Where this session keeps the embedder's graph: built once, it takes seconds."""
    if named := os.environ.get("READBACK_CACHE"):
        return Path(named)
    folder = Path(tempfile.mkdtemp(prefix="readback-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def embedder(quantisation: str = "int8") -> Embedder:
    """The real embedder, opened once."""
    made = open_embedder(quantisation, graph_cache())
    assert made is not None, "the weights are not installed: `make install` brings them"
    return made


def settings(folder: Path, **others: object) -> Settings:
    return Settings(library=folder, cache=graph_cache(), **{"reader": "off", **others})  # type: ignore[arg-type]


def readback(folder: Path, *, owner: bool = True, **others: object) -> Readback:
    return Readback(settings=settings(folder, **others), owner=owner)


def library(
    folder: Path, *, owner: bool = False, quantisation: str = "int8", shared: SharedPlaces | None = None
) -> Library:
    return Library(
        folder, quantisation=quantisation, cache=graph_cache(), max_bytes=5_000_000, owner=owner,
        shared=shared,
    )  # fmt: skip


def write(folder: Path, texts: dict[str, str]) -> list[Path]:
    """Files with these texts, byte for byte."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return [folder / name for name in texts]


def rows(folder: Path, query: str, *values: object) -> list[tuple]:
    """What SQLite itself finds in a library's catalog."""
    with sqlite3.connect(folder / "catalog.sqlite3") as connection:
        found = connection.execute(query, values).fetchall()
    connection.close()
    return found


def chroma_vectors(folder: Path) -> dict[int, list[float]]:
    """What Chroma itself holds, by passage number; no library may own the folder meanwhile."""
    import chromadb

    client = chromadb.PersistentClient(
        str(folder / "chroma"), settings=chromadb.Settings(anonymized_telemetry=False)
    )
    try:
        held = client.get_collection("passages", embedding_function=None).get(include=["embeddings"])
        return dict(
            zip(map(int, held["ids"]), (list(map(float, v)) for v in held["embeddings"]), strict=True)
        )
    finally:
        client.close()


def python(code: str, *arguments: object, options=(), wrapper=(), timeout=300.0, **environment: str):
    """Runs ``code`` in a Python of its own and gives what it prints, read as JSON.

    ``repository`` and ``arguments`` (strings) are there; HOME is empty unless given. ``options`` are
    Python's, ``wrapper`` a command that runs it.
    """
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [
                *wrapper,
                sys.executable,
                *options,
                "-c",
                _PREAMBLE + code,
                str(REPOSITORY),
                *map(str, arguments),
            ],
            capture_output=True,
            check=False,
            text=True,
            timeout=timeout,
            cwd=home,
            env={"PATH": os.environ.get("PATH", ""), "HOME": home, "PYTHONDONTWRITEBYTECODE": "1"}
            | environment,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


_PREAMBLE = """
import sys, json
from pathlib import Path
repository, *arguments = sys.argv[1:]
sys.path.insert(0, repository)
"""
