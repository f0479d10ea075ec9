"""What a command in a fresh process takes beside its floor, in seconds of the processor and of the clock.

    python tests/benchmarks/bench_start.py [RUNS]

All by turns, on the sample library. The floor imports onnxruntime and Chroma, embeds one question with the
same model and asks Chroma once. ``serve`` is timed until its address, and until ``/api/health`` answers.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

ROOT = Path(__file__).resolve().parents[2]
_QUESTION = "When did the line start again?"
_FLOOR = """
import sys
from pathlib import Path
from index.embedding.embedder import open_embedder
from index.store.vectors import VectorStore
from rag.settings import Settings
embedder = open_embedder("int8", Path(sys.argv[2]))
print(VectorStore(Path(sys.argv[1]) / "chroma").nearest(embedder.question(sys.argv[3]), 100))
"""


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        library, cache = f"{folder}/library", str(ROOT / ".cache")
        ours = ["-m", "ui.cli"]
        run([*ours, "demo", "--no-serve", "--library", library])
        commands = {
            "--help": [*ours, "--help"],
            "floor": ["-c", _FLOOR, library, cache, _QUESTION],
            "search": [*ours, "search", _QUESTION, "--library", library],
            "ask": [*ours, "ask", _QUESTION, "--library", library],
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        lines, answers = [], []
        for _ in range(runs):
            for name, arguments in commands.items():
                taken[name].append(run(arguments))
            line, answer = serve([*ours, "serve", "--library", library, "--port", "0"])
            lines.append(line)
            answers.append(answer)
    for name, times in taken.items():
        work, clock = (spread(one) for one in zip(*times, strict=True))
        print(f"{name}: {work} s of the processor, {clock} s of the clock, n = {runs}")
    for name in ("search", "ask"):
        ratio = statistics.median(
            mine[0] / least[0] for mine, least in zip(taken[name], taken["floor"], strict=True)
        )
        print(f"{name}: {ratio:.2f} times the processor time of the floor")
    print(f"serve: its address after {spread(lines)} s, /api/health answers after {spread(answers)} s")


def run(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds of the processor and of the clock that a process takes."""
    before, begun = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], check=True, cwd=ROOT, env=environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after = getrusage(RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return work, time.perf_counter() - begun


def serve(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds until the server says its address, and until it answers; then it is stopped."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        cwd=ROOT, env=environment(),
    )  # fmt: skip
    try:
        line = process.stdout.readline()
        said = time.perf_counter() - begun
        url = line[line.index("http") :].split()[0]
        while True:
            try:
                urllib.request.urlopen(f"{url.rstrip('/')}/api/health", timeout=30).read()
                return said, time.perf_counter() - begun
            except OSError:
                time.sleep(0.02)
    finally:
        process.terminate()
        process.wait(30)


def environment() -> dict[str, str]:
    """Ours, with Python's compiled files kept, as they are for who installed Readback."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} (from {min(values):.2f} to {max(values):.2f})"


if __name__ == "__main__":
    main()
