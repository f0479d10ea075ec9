"""How well copies are found, and what that adds to the time of adding.

    python tests/benchmarks/bench_copies.py

Every article of tests/samples, tests/events and ui/sample is published again in six ways beside all the
others: those of one family share text, those planted among the samples do, and no others, though many report
one event. What two reprints share, where one of them is a part, may be found or not.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.reprints import KINDS, Shelf, prose

from index.read import read

ROOT = Path(__file__).resolve().parents[2]
_AT = (10, 300, 1_000)
_MEAN = 10
_FOLDERS = ("tests/samples", "tests/events", "ui/sample")
_FAMILIES = [
    ("summit/dissenting-gull-opinion.md", "summit/isles-wire-call.txt"),
    (
        "sample/fellgate-wire-cableway-stops.txt",
        "sample/lowmoor-post-cable-car.txt",
        "sample/valley-mercury-cable-car.html",
    ),
]


def main() -> None:
    samples = articles()
    for kind in KINDS:
        report(kind, samples, [kind])
    report("all of them", samples, list(KINDS))
    growth()


def articles() -> dict[str, str]:
    """Every sample, by folder and name."""
    files = (path for folder in _FOLDERS for path in sorted((ROOT / folder).rglob("*")))
    wanted = (path for path in files if path.suffix in (".txt", ".md", ".html") and path.name != "README.md")
    return {f"{path.parent.name}/{path.name}": read(path, max_bytes=1_000_000).text for path in wanted}


def planted() -> set[frozenset[str]]:
    """The articles among the samples that share text."""
    found = {frozenset(pair) for family in _FAMILIES for pair in combinations(family, 2)}
    for path in (ROOT / "tests" / "events").glob("*/truth.json"):
        copies = json.loads(path.read_text(encoding="utf-8"))["copies"]
        originals = {original for _, original in copies}
        for original in originals:
            family = [original, *(copy for copy, of in copies if of == original)]
            named = [f"{path.parent.name}/{name}" for name in family]
            found |= {frozenset(pair) for pair in combinations(named, 2)}
    return found


def report(name: str, samples: dict[str, str], kinds: list[str]) -> None:
    """Precision and recall of the pairs found where each sample is reprinted in these ways."""
    rng, shared = random.Random(7), planted()
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        for id, text in samples.items():
            shelf.put(f"{id}#", text)
            for kind in kinds:
                shelf.put(f"{id}#{kind}", KINDS[kind](text, rng))
        found = shelf.pairs()
        shelf.catalog.close()
    wanted = {frozenset((f"{id}#", f"{id}#{kind}")) for id in samples for kind in kinds}
    wanted |= {frozenset(f"{id}#" for id in pair) for pair in shared}
    right = len(found & wanted)
    wrong = {pair for pair in found - wanted if not may_share(pair, shared)}
    precision, recall = right / max(1, right + len(wrong)), right / len(wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:12} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({len(wanted)} pairs)")
    for pair in sorted(map(sorted, [*wrong, *(wanted - found)])):
        print("   ", "wrong:" if frozenset(pair) in wrong else "missed:", *pair)


def may_share(pair: frozenset[str], shared: set[frozenset[str]]) -> bool:
    """Whether two reprints are of one article or of two that share text."""
    ids = frozenset(name.partition("#")[0] for name in pair)
    return len(ids) == 1 or ids in shared


def growth() -> None:
    """Milliseconds of one processor a document, stored without vectors and compared, at some sizes."""
    rng = random.Random(11)
    with tempfile.TemporaryDirectory() as folder:
        shelf, spent = Shelf(Path(folder)), []
        for n in range(max(_AT)):
            text = "\n\n".join(prose(rng, 3) for _ in range(10))
            began = time.process_time()
            shelf.put(f"{n}", text)
            spent.append(time.process_time() - began)
            if n + 1 in _AT:
                mean = 1000 * statistics.mean(spent[-_MEAN:])
                print(f"at {n + 1:5} documents: {mean:.1f} ms to store one and compare it (mean of {_MEAN})")
        began = time.process_time()
        shelf.catalog.documents.all()
        print(f"listing them: {1000 * (time.process_time() - began):.0f} ms")
        shelf.catalog.close()


if __name__ == "__main__":
    main()
