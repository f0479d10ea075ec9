"""txtai's hybrid search in a process of its own environment, given passages and questions line by line.

    .venv/peers/bin/python tests/benchmarks/peers/txtai_peer.py FOLDER

Each line of standard input is JSON: ``{"add": [passage]}`` or ``{"search": question}``. Each answer is
``{"milliseconds": of the processor, "found": number}``. The embedder is Readback's own.
"""

import json
import os
import sys
from functools import cache
from itertools import count
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from txtai import Embeddings

from index.embedding.embedder import Embedder, Vectors, open_embedder

LIMIT = 10  # passages that a search gives


@cache
def embedder() -> Embedder:
    opened = open_embedder("int8", Path(os.environ["READBACK_CACHE"]))
    assert opened is not None, "the embedder's weights are not installed in this environment"
    return opened


def vectors(texts: list[str]) -> Vectors:
    """Readback's local embedder, as txtai asks for it."""
    return embedder().texts(texts)


def main() -> None:
    folder = Path(sys.argv[1])
    embeddings = Embeddings(method="external", transform=vectors, hybrid=True, content=True)
    numbers = count()
    for line in sys.stdin:
        asked = json.loads(line)
        begun = process_time()
        if "add" in asked:
            found = [(str(next(numbers)), text, None) for text in asked["add"]]
            embeddings.upsert(found)
            embeddings.save(str(folder))  # else nothing of it would be kept
        else:
            found = embeddings.search(asked["search"], LIMIT)
        milliseconds = (process_time() - begun) * 1e3
        print(json.dumps({"milliseconds": milliseconds, "found": len(found)}), flush=True)


if __name__ == "__main__":
    main()
