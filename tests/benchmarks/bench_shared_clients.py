"""Fifty clients on two servers of shared mode: no error, no answer of another library, and the time it takes.

    python tests/benchmarks/bench_shared_clients.py [SECONDS]

Five libraries have documents about the same bridges, each with another length. Every client asks of its own
bridge in its own library, one question after the other, and knows the answer: any other one is a mix-up.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.bridges import document, length, question
from support.shared_servers import Chroma, Postgres, running
from support.workers import variables

from index.store.shared.shared_places import SharedPlaces

_CLIENTS, _LIBRARIES, _SERVERS = 50, 5, 2
_SECONDS = 120.0
_PATIENCE = 300  # seconds for one answer


@contextmanager
def serving(folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """The address and the number of a process of ``readback serve``."""
    command = [sys.executable, "-m", "ui.cli", "serve", "--library", folder / "home", "--port", "0", "--json"]
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [*map(str, command), "--shelf", str(folder / "shelf")],
            env=environment, stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
        try:
            yield json.loads(process.stdout.readline())["url"], process.pid
        finally:
            process.terminate()
            process.communicate()


def worked(process: int) -> float:
    """The processor's seconds that a process took; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def call(url: str, body: bytes, kind: str = "application/json") -> Any:
    request = urllib.request.Request(url, body, {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=_PATIENCE) as reply:
        return json.load(reply)


def upload(url: str, texts: dict[str, str]) -> Any:
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        f"Content-Type: text/plain\r\n\r\n{text}\r\n"
        for name, text in texts.items()
    ]
    return call(url, ("".join(parts) + "--cut--\r\n").encode(), "multipart/form-data; boundary=cut")


@dataclass
class Load:
    """The seconds of each answer, what was wrong, and the processor's seconds that the servers took."""

    taken: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    worked: float = 0.0

    def client(self, url: str, bridge: int, variant: int, over: threading.Event) -> None:
        """Ask of one bridge in one library until it is over."""
        body = json.dumps({"question": question(bridge)}).encode()
        right = str(length(bridge, variant))
        while not over.is_set():
            began = time.perf_counter()
            try:
                answer = call(f"{url}/api/ask?library=library-{variant}", body)
            except OSError as error:
                self.wrong.append(f"{type(error).__name__}: {error}")
                continue
            self.taken.append(time.perf_counter() - began)
            words = " ".join(sentence["text"] for sentence in answer["sentences"])
            if right not in words:
                self.wrong.append(f"library {variant}, {question(bridge)}: {words!r}")


def run(seconds: float, clients: int, **environment: str) -> Load:
    """Let clients ask for so many seconds."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="readback-bench-")))
        servers = [opened.enter_context(running(kind)) for kind in (Postgres, Chroma)]
        places = SharedPlaces(servers[0].address, servers[1].address, files=str(folder / "kept"))
        around = {**os.environ, **variables(places), **environment}
        serves = [opened.enter_context(serving(folder, around)) for _ in range(_SERVERS)]
        urls, processes = zip(*serves, strict=True)
        bridges = max(1, clients // _LIBRARIES)
        for variant in range(_LIBRARIES):
            name = json.dumps({"name": f"library-{variant}"}).encode()
            call(f"{urls[0]}/api/libraries", name)
            texts = {f"bridge-{n}.txt": document(n, variant) for n in range(bridges)}
            added = upload(f"{urls[variant % _SERVERS]}/api/documents?library=library-{variant}", texts)
            assert len(added["added"]) == bridges, added
        load, over = Load(), threading.Event()
        threads = [
            threading.Thread(
                target=load.client,
                args=(urls[n % _SERVERS], n // _LIBRARIES % bridges, n % _LIBRARIES, over),
            )
            for n in range(clients)
        ]
        before = sum(map(worked, processes))
        for thread in threads:
            thread.start()
        over.wait(seconds)
        over.set()
        for thread in threads:
            thread.join()
        load.worked = sum(map(worked, processes)) - before
        return load


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else _SECONDS
    load = run(seconds, _CLIENTS)
    at = statistics.quantiles(load.taken, n=20)
    print(
        f"{_CLIENTS} clients on {_SERVERS} servers for {seconds:.0f} s: {len(load.taken):,} answers,"
        f" {len(load.wrong)} errors or mix-ups; seconds: median {statistics.median(load.taken):.2f},"
        f" 95th of 100 {at[18]:.2f}, longest {max(load.taken):.2f}; of the processor"
        f" {load.worked / len(load.taken):.2f} an answer"
    )
    if load.wrong:
        sys.exit("\n".join(load.wrong[:10]))


if __name__ == "__main__":
    main()
