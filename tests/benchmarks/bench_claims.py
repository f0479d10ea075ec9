"""How right the checker's problems and verdicts are, over our own tables of pairs and any others named.

    python tests/benchmarks/bench_claims.py [FILE.jsonl …]

A file is of the form of ``readback eval claims``. Printed for each kind of problem: how many claims it is
found in, and the share of these that their source does not support.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from index.embedding.embedder import open_embedder
from rag.checking.verify import ClaimCheck, verify
from rag.evaluating.claims import Similarity, split

_TABLES = Path(__file__).resolve().parents[1] / "samples/claims"

Case = tuple[bool, str | None, ClaimCheck]
"""Whether the source supports the claim; the verdict wanted, where the table gives one; what is said."""


def cases(file: Path, similarity: Similarity) -> Iterable[Case]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source = split(row["source"]) if isinstance(row["source"], str) else row["source"]
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        checked = verify(row["claim"], source, published, similarity=similarity.of(row["claim"], source))
        yield row.get("supported", row.get("verdict") == "supported"), row.get("verdict"), checked


def show(name: str, found: list[Case]) -> None:
    right = [checked.verdict == "supported" for supported, _, checked in found if supported]
    wrong = [checked.verdict != "supported" for supported, _, checked in found if not supported]
    both = (sum(right) / len(right) + sum(wrong) / len(wrong)) / 2
    print(f"== {name}: balanced accuracy {both:.3f} (n = {len(found)})")
    said = [want for _, want, checked in found if checked.verdict == "contradicted" and want]
    if said:
        print(f"   contradicted: precision {said.count('contradicted') / len(said):.3f} (n = {len(said)})")
    kinds: dict[str, list[bool]] = defaultdict(list)
    for supported, _, checked in found:
        for kind in {problem.kind for problem in checked.problems}:
            kinds[kind].append(not supported)
    for kind, hits in sorted(kinds.items()):
        print(f"   problem {kind}: precision {sum(hits) / len(hits):.3f} (n = {len(hits)})")


def main(files: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as cache:
        similarity = Similarity(open_embedder("int8", Path(cache)))
    for table in sorted(_TABLES.glob("*.jsonl")):
        show(f"our own {table.stem}", list(cases(table, similarity)))
    together: list[Case] = []
    for file in files:
        found = list(cases(file, similarity))
        show(file.stem, found)
        together += found
    if len(files) > 1:
        show("all files", together)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
