"""Workers in processes of their own, and a database of their own for them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psycopg
from support.helpers import graph_cache
from support.paths import ROOT

from index.store.shared.shared_places import SharedPlaces

# A worker that is seldom silent, so that its death is noticed soon; killed at the first time of a step.
WORKER = """
import os, signal, sys
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
import index.store.queue.weights as weights
weights.HEARTBEAT, weights.DEAD_AFTER, weights.WATCH_PAUSE, weights.TRY_AGAIN = 0.5, 3.0, 0.5, 1
from index.library import Library
from index.store.queue.job_queue import JobQueue
from index.store.postgres.postgres_catalog import PostgresCatalog
from index.store.shared.chroma_server import ChromaServer
owners = {kind.__name__: kind for kind in (Library, JobQueue, PostgresCatalog, ChromaServer)}
step, when = sys.argv[2:4]
if step:
    owner, name = owners[step.split(".")[0]], step.split(".")[1]
    real = getattr(owner, name)
    def doomed(*args, **kwargs):
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(owner, name, doomed)
from ui.cli.main import main
sys.argv = ["readback", *sys.argv[4:]]
main()
"""


def own_database(places: SharedPlaces) -> SharedPlaces:
    """The same servers with an empty database, whose queue no other test sees."""
    name = f"queue_{uuid4().hex[:12]}"
    with psycopg.connect(places.database, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return replace(places, database=f"{places.database.rsplit('/', 1)[0]}/{name}")


def variables(places: SharedPlaces) -> dict[str, str]:
    """The environment in which commands use ``places``."""
    return {
        "READBACK_DATABASE": places.database, "READBACK_CHROMA": places.chroma,
        "READBACK_FILES": places.files, "READBACK_CACHE": str(graph_cache()),
    }  # fmt: skip


def start_worker(places: SharedPlaces, folder: Path, step: str = "", when: str = "", **more: str):
    """A worker for the library in ``folder`` and those beside it; killed at ``step``, if one is given."""
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(ROOT), step, when, "worker", "--library", str(folder), "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **variables(places), **more},
    )  # fmt: skip


@contextmanager
def working(places: SharedPlaces, folder: Path, number: int = 1, **more: str) -> Iterator[list]:
    """Workers until the block ends."""
    workers = [start_worker(places, folder, **more) for _ in range(number)]
    try:
        yield workers
    finally:
        for one in workers:
            one.kill()
        for one in workers:
            with suppress(ValueError):  # a test has read what it said
                one.communicate()
