"""How many pairs of a sentence and its source sentence the checker reads a second, on one core.

    python tests/benchmarks/bench_checker.py

Every sentence of our own table of pairs is read once a run, with nothing remembered from the run before.
"""

import gc
import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from rag.verify import verify

_TABLE = Path(__file__).resolve().parents[1] / "samples/claims/kinds.jsonl"
_RUNS = 7


def forget() -> None:
    """Empties the caches of what was read; units stay known, as their library takes long to load."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("rag.claims", "rag.verify")) and name != "rag.claims.units":
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


if __name__ == "__main__":
    main()
