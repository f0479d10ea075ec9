"""A writer killed at fifty moments by chance: after each the library is whole, and the next add completes.

python tests/benchmarks/bench_killed.py
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.helpers import embedder, graph_cache, python
from support.killed import KILLED
from support.stores import assert_files_agree, assert_stores_agree

_MOMENTS = 50


def main() -> None:
    embedder()  # makes its graph, for all of them
    with tempfile.TemporaryDirectory() as folder:
        ends = python(KILLED, folder, "moments", _MOMENTS, timeout=3_600, READBACK_CACHE=str(graph_cache()))
        assert_stores_agree(Path(folder) / "lib")
        assert_files_agree(Path(folder) / "lib")
    counts = Counter(ends)
    if set(counts) - {0, 9} or ends[-1]:
        sys.exit(f"a library was not whole: {ends}")
    print(
        f"{counts[9]} of {_MOMENTS} were killed while they wrote; every library was whole, the stores agree"
    )


if __name__ == "__main__":
    main()
