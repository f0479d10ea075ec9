"""How many pairs of a sentence and its source sentence the checker reads a second, on one core.

    python tests/benchmarks/bench_checker.py

Every sentence of our own table of pairs is read once a run, with nothing remembered from the run before.
"""

import gc
import json
import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from rag.checking.verify import verify

_TABLE = Path(__file__).resolve().parents[1] / "samples/claims/kinds.jsonl"
_RUNS = 7
_RANDOM = 2_000
_random = random.Random(0)
_PIECES = [
    *"“”\"'’.,;:!?()-–%$€°éж中\n\t01579",
    "not",
    "never",
    "no",
    "1,000",
    "3.4bn",
    "two",
    "half",
    "yesterday",
    "March",
]
_PIECES += [
    "said",
    "Ann",
    "O’Neill",
    "sued",
    "by",
    "was",
    "up",
    "may",
    "to",
    "over",
    "km",
    "almost",
    "last",
    "A. B.",
]


def forget() -> None:
    """Empties the caches of what was read; units stay known, as their library takes long to load."""
    for name, module in list(sys.modules.items()):
        if (
            name.startswith(("rag.checking.findings", "rag.checking.verify"))
            and name != "rag.english.quantities.units"
        ):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def main() -> None:
    rows = [json.loads(line) for line in _TABLE.read_text(encoding="utf-8").splitlines()]
    pairs = [
        (row["claim"], sentence, date.fromisoformat(row["published"]) if row["published"] else None)
        for row in rows
        for sentence in row["source"]
    ]
    for claim, sentence, published in pairs:  # loads the libraries
        verify(claim, [sentence], published)
    for _ in range(_RANDOM):  # and what no sentence of the table needed
        verify(random_text(), [random_text()])
    gc.collect()
    gc.freeze()  # what the libraries loaded is not looked through again
    rates, slowest = [], 0.0
    for _ in range(_RUNS):
        forget()
        gc.collect()
        started = time.process_time()
        for claim, sentence, published in pairs:
            before = time.process_time()
            verify(claim, [sentence], published)
            slowest = max(slowest, time.process_time() - before)
        rates.append(len(pairs) / (time.process_time() - started))
    print(
        f"{statistics.median(rates):,.0f} pairs a second of processor time (from {min(rates):,.0f} to"
        f" {max(rates):,.0f} in {_RUNS} runs of {len(pairs)} pairs); slowest pair {slowest * 1000:.1f} ms"
    )
    worst = max(timed(random_text(), random_text()) for _ in range(_RANDOM))
    print(f"slowest of {_RANDOM} pairs of random text: {worst * 1000:.1f} ms")


def timed(claim: str, source: str) -> float:
    started = time.process_time()
    verify(claim, [source])
    return time.process_time() - started


def random_text() -> str:
    """Up to 60 words, figures, marks and strange letters in any order."""
    return _random.choice(("", " ")).join(_random.choices(_PIECES, k=_random.randrange(61)))


if __name__ == "__main__":
    main()
