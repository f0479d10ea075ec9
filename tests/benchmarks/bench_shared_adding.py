"""Documents into shared mode by two workers, while a worker, Chroma and Postgres are killed and restarted.

    python tests/benchmarks/bench_shared_adding.py [DOCUMENTS]

Each is killed twice. Then every file must be one document, nothing twice; Chroma must have the vectors of
Postgres; and questions must have the answers of a library in a folder with the same files. Vectors come from
an endpoint on this computer that answers at once, so that what is measured is all else.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.bridges import question, write_bridges
from support.helpers import readback
from support.paths import ROOT
from support.quick_embedding import quick_embedding
from support.shared_servers import Chroma, Postgres, running
from support.stores import assert_files_agree, assert_stores_agree
from support.workers import WORKER, variables

from index.store.queue.job_queue import JobQueue
from index.store.shared.shared_places import SharedPlaces
from rag import Readback
from rag.shapes import as_json

_DOCUMENTS = 10_000
_QUESTIONS = 40
_AWAY = 3.0  # seconds for which a killed server is away
_LONGEST = 6 * 3600  # seconds


@dataclass
class Workers:
    """Two processes of ``readback worker``, which can be killed and started again.

    ``quick``: the death of one is noticed sooner than users have it.
    """

    folder: Path
    environment: dict[str, str]
    quick: bool
    processes: list[subprocess.Popen] = field(default_factory=list)

    def start(self) -> None:
        log = (self.folder.parent / "workers.log").open("ab")
        program = ["-c", WORKER, str(ROOT), "", ""] if self.quick else ["-m", "ui.cli"]
        command = [sys.executable, *program, "worker", "--library", str(self.folder), "--json"]
        self.processes.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))

    def kill_one(self) -> None:
        process = self.processes.pop(0)
        process.kill()
        process.wait()
        self.start()

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


def restart(server: Postgres | Chroma) -> None:
    server.kill()
    time.sleep(_AWAY)
    server.start()


@dataclass(frozen=True)
class Outcome:
    """Seconds for all documents, how many passages they have, and what they take: megabytes of disk by store,
    and of Chroma's memory.
    """

    seconds: float
    documents: int
    passages: int
    killed: int
    disk: dict[str, float]
    memory: float


def run(number: int, kills: int = 6, *, quick: bool = False) -> Outcome:
    """Add documents, kill, and check; raises ``AssertionError`` for anything lost, twice or different."""
    with (
        tempfile.TemporaryDirectory(prefix="readback-bench-") as room,
        running(Postgres) as postgres,
        running(Chroma) as chroma,
        quick_embedding() as embedding,
    ):
        folder = Path(room)
        paths = write_bridges(folder / "in", number)
        places = SharedPlaces(postgres.address, chroma.address, files=str(folder / "kept"))
        environment = {**os.environ, **variables(places), **embedding, "READBACK_READER": "off"}
        workers = Workers(folder / "bridges", environment, quick)
        try:
            with closing(JobQueue(places)) as queue:
                seconds = _added(queue, workers, folder, number, kills, postgres, chroma)
        finally:
            workers.end()
        shared = {"database": places.database, "chroma": places.chroma, "files": places.files}
        vectors = {"embedding_model": embedding["READBACK_EMBEDDING_MODEL"]}
        endpoint = {"base_url": embedding["OPENAI_BASE_URL"], "api_key": "none"}
        with readback(folder / "bridges", owner=False, **shared, **vectors, **endpoint) as servers:
            _check_whole(servers, paths)
            with readback(folder / "local", **vectors, **endpoint) as local:
                assert not local.add(paths).failed
                _check_answers(servers, local, number)
            stores = {"Postgres": postgres.place, "Chroma": chroma.place}
            disk = {name: _disk(place / "data") for name, place in stores.items()}
            disk["files"] = _disk(folder / "kept")
            passages = servers.library.catalog.passages.count()
            return Outcome(seconds, number, passages, kills, disk, _memory(chroma))


def _disk(folder: Path) -> float:
    """Megabytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _memory(server: Chroma) -> float:
    """Megabytes that a server has in memory; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{server._process.pid}/status").read_text()
    except OSError:
        return 0.0
    return int(status.split("VmRSS:")[1].split()[0]) / 1e3


def _added(
    queue: JobQueue,
    workers: Workers,
    folder: Path,
    number: int,
    kills: int,
    postgres: Postgres,
    chroma: Chroma,
) -> float:
    """Seconds until all is added."""
    command = [sys.executable, "-m", "ui.cli", "add", folder / "in", "--queue", "--library", workers.folder]
    subprocess.run(command, env=workers.environment, check=True, stdout=subprocess.DEVNULL)
    began = time.monotonic()
    workers.start()
    workers.start()
    deeds: list[Callable[[], None]] = [
        workers.kill_one, lambda: restart(chroma), lambda: restart(postgres),
    ]  # fmt: skip
    for at in range(kills):
        _wait(queue, number * (at + 1) // (kills + 1))
        deeds[at % len(deeds)]()
    _wait(queue, number)
    return time.monotonic() - began


def _wait(queue: JobQueue, ready: int) -> None:
    """Wait until so many files are ready. Fails if one has failed."""
    end = time.monotonic() + _LONGEST
    query = (
        "SELECT count(*) FILTER (WHERE state = 'ready'), count(*) FILTER (WHERE state = 'failed') FROM files"
    )
    while True:
        [(done, failed)] = queue.database.rows(query)
        assert not failed, [one for one in queue.open_files() if one.error][:3]
        if done >= ready:
            return
        assert time.monotonic() < end, f"{done} of {ready} after {_LONGEST} s"
        time.sleep(0.1)


def _check_whole(servers: Readback, paths: list[Path]) -> None:
    """Each file is one document, and the stores agree."""
    with servers.library.stores.writing():
        pass  # the next writer clears up
    assert sorted(document.path for document in servers.documents()) == sorted(map(str, paths))
    assert_stores_agree(servers.library)
    assert_files_agree(servers.library)


def _check_answers(servers: Readback, local: Readback, number: int) -> None:
    for n in range(0, number, max(1, number // _QUESTIONS)):
        asked = question(n)
        here, there = as_json(local.ask(asked)), as_json(servers.ask(asked))
        assert here["found"], asked
        assert here == there, (asked, here, there)


def main() -> None:
    done = run(int(sys.argv[1]) if len(sys.argv) > 1 else _DOCUMENTS)
    disk = ", ".join(f"{name} {size:,.0f} MB" for name, size in done.disk.items())
    print(
        f"{done.documents:,} documents ({done.passages:,} passages) by two workers in {done.seconds:,.0f} s,"
        f" with {done.killed} kills: {done.documents / done.seconds:.1f} documents a second; none lost, none"
        f" twice, both stores agree, {_QUESTIONS} answers are those of a library in a folder;"
        f" on disk {disk}; Chroma's memory {done.memory:,.0f} MB"
    )


if __name__ == "__main__":
    main()
