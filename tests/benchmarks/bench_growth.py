"""How time grows with the length of texts that are one piece over and over, and how long `--help` takes.

    python tests/benchmarks/bench_growth.py

Four times the pieces should take four times as long; a quadratic reader takes 16 times.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.repeated import DATES, DRAFTS, PASSAGES, QUANTITIES, SENTENCES

from index.chunk import split
from index.embedding.embedder import approximate_token_starts
from index.sentences import sentence_spans
from rag.checking.draft import draft_sentences
from rag.english.dates import find_dates
from rag.english.quantities import find_quantities

_READERS: list[tuple[str, Iterable[str], Callable[[str], object]]] = [
    ("passages", PASSAGES, lambda text: split(text, approximate_token_starts)),
    ("sentences", SENTENCES, sentence_spans),
    ("drafts", DRAFTS, lambda text: draft_sentences(text, markdown=True)),
    ("quantities", QUANTITIES, find_quantities.find),
    ("dates", DATES, lambda text: find_dates.find(text, date(2024, 3, 20))),
]
_FEW = 12_000  # characters
_RUNS = 2
_STARTS = 9


def main() -> None:
    for name, pieces, read in _READERS:
        growth = {piece: growth_of(piece, read) for piece in pieces}
        worst = max(growth, key=lambda piece: growth[piece])
        print(
            f"{name}: four times the text takes {statistics.median(growth.values()):.1f} times as long"
            f" (median of {len(growth)} pieces), at most {growth[worst]:.1f} times ({worst!r})"
        )
    times = [start() for _ in range(_STARTS)]
    print(
        f"readback --help: {statistics.median(times):.2f} s"
        f" ({min(times):.2f}-{max(times):.2f}, n = {_STARTS})"
    )


def growth_of(piece: str, read: Callable[[str], object]) -> float:
    few = _FEW // len(piece)
    read(piece * few)  # loads the libraries
    return min(seconds(piece * 4 * few, read) for _ in range(_RUNS)) / max(
        1e-3, min(seconds(piece * few, read) for _ in range(_RUNS))
    )


def seconds(text: str, read: Callable[[str], object]) -> float:
    started = time.process_time()
    read(text)
    return time.process_time() - started


def start() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "ui.cli", "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
