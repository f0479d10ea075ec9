"""What a search takes beside its floor, which is to embed the question and ask Chroma once, in one run.

    python tests/benchmarks/bench_search.py [--keep DIR] [--json FILE] [PASSAGES …]

Without numbers of passages: 1,000 and 10,000. The libraries are generated: words as frequent as in English,
and vectors of 32 hidden dimensions; the questions are embedded by the real embedder. Those of 100,000
passages and more are stored without their files and without the search for copies. ``--keep``: leave the
libraries in a folder, and take those that are there already.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.helpers import embedder, graph_cache

from index.document import ParsedDocument, Passage, Sentence
from index.embedding.embedder import PassageVectors, unit
from index.embedding.unembedded import DocumentVectors
from index.library import Library
from index.store.catalog import _make_ready
from index.store.incoming import Incoming
from rag.asking.spelling import common_words

_SIZES = (1_000, 10_000)
_QUESTIONS = 100
_WARMING = 10  # questions that load what is loaded once
_SENTENCES, _WORDS = 6, 20  # of a passage; of a sentence
_PASSAGES = 4  # of a document
_COMMON = 100  # words that no question is about
_HIDDEN = 32  # dimensions of the vectors
_BATCH = 64  # documents that are stored together
_UNLINKED, _UNLINKED_BATCH = (
    100_000,
    512,
)  # passages from which documents are stored more simply; documents then
_SCOPE = 20  # documents that a search is narrowed to

Drawn = tuple[Incoming, list[PassageVectors]]


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("sizes", nargs="*", type=int)
    arguments.add_argument("--keep", type=Path)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.fill:
        fill(given.fill, given.sizes[0])
        return
    made: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes or _SIZES:
            library = (given.keep or Path(folder)) / str(size)
            if not library.exists():  # in a process of its own: the memory printed is that of searching
                subprocess.run([sys.executable, __file__, "--fill", str(library), str(size)], check=True)
            made[str(size)] = measure(library, size)
    if given.json:
        given.json.write_text(json.dumps(made, indent=1), encoding="utf-8")


def measure(folder: Path, size: int) -> dict[str, Any]:
    """Print and return the times of a library of ``size`` passages, and the memory in use."""
    made: dict[str, Any] = {}
    with opened(folder) as library:
        some = [document.id for document in library.documents()[:_SCOPE]]
        asked = list(questions(size))
        for question in asked[:_WARMING]:
            library.search(question)
            library.search(question, some)
        library.stores.ahead.wait()
        for name, scope in (("all documents", ()), (f"{_SCOPE} documents", tuple(some))):
            made[name] = show(f"{size:,} passages, {name}", *times(library, asked[_WARMING:], scope))
    made["MiB"] = memory()
    print(f"{size:,} passages: {made['MiB']} MiB in use after the searches", flush=True)
    return made


def times(
    library: Library, asked: Sequence[str], scope: Sequence[str]
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Seconds, by the clock and of the processor, of the floor and of the search, for each question."""
    floor: list[tuple[float, float]] = []
    found: list[tuple[float, float]] = []
    for n, question in enumerate(asked):
        both: list[Callable[[], None]] = [
            lambda q=question: floor.append(timed(lambda: _floor(library, q))),
            lambda q=question: found.append(timed(lambda: library.search(q, scope))),
        ]
        for one in both if n % 2 else reversed(both):  # neither always comes to warm caches
            one()
    return floor, found


def _floor(library: Library, question: str) -> None:
    library.stores.nearest(library.stores.embedder.question(question), 100)


def timed(run: Callable[[], object]) -> tuple[float, float]:
    wall, processor = perf_counter(), process_time()
    run()
    return perf_counter() - wall, process_time() - processor


def show(
    name: str, floor: Sequence[tuple[float, float]], found: Sequence[tuple[float, float]]
) -> dict[str, list[tuple[float, float]]]:
    """Print the floor and the search; return milliseconds at the median and the 95th, and the ratios."""
    made = {}
    print(f"{name}, n = {len(found)}")
    for kind, part in (("clock", 0), ("processor", 1)):
        low, high = ([pair[part] * 1e3 for pair in pairs] for pairs in (floor, found))
        ratios = [b / a for a, b in zip(low, high, strict=True)]
        at = [(statistics.median(one), float(np.quantile(one, 0.95))) for one in (low, high)]
        print(
            f"  {kind}: floor {at[0][0]:.1f} ms ({at[0][1]:.1f} the 95th of 100), search {at[1][0]:.1f}"
            f" ({at[1][1]:.1f}); ratio {at[1][0] / at[0][0]:.2f} ({at[1][1] / at[0][1]:.2f}),"
            f" question by question {statistics.median(ratios):.2f}"
            f" ({np.quantile(ratios, 0.25):.2f}-{np.quantile(ratios, 0.75):.2f})",
            flush=True,
        )
        made[kind] = [*at, (at[1][0] / at[0][0], at[1][1] / at[0][1])]
    return made


def memory() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) // 1024


class opened:  # noqa: N801 - a context manager
    """A library whose owner this process is, opened and closed."""

    def __init__(self, folder: Path) -> None:
        self.library = Library(
            folder,
            quantisation="int8",
            cache=graph_cache(),
            max_bytes=1_000_000,
            owner=True,
            embedder=embedder(),
        )

    def __enter__(self) -> Library:
        return self.library

    def __exit__(self, *_: object) -> None:
        self.library.close()


# The generated library


@cache
def vocabulary() -> tuple[list[str], np.ndarray]:
    """Words, the most frequent first, and how likely each and those before it are (Zipf's law)."""
    words = sorted(word for word in common_words() if word.isalpha() and len(word) > 1)
    np.random.default_rng(0).shuffle(words)
    shares = 1 / (np.arange(len(words)) + 2.7)
    return words, np.cumsum(shares / shares.sum())


def questions(size: int) -> Iterator[str]:
    draw = np.random.default_rng(size)
    words, likely = vocabulary()
    for _ in range(_WARMING + _QUESTIONS):
        drawn = [int(n) for n in np.searchsorted(likely, draw.random(200)) if n >= _COMMON]
        yield f"What is the {' '.join(words[n] for n in drawn[:6])}?"


def fill(folder: Path, size: int) -> None:
    draw = np.random.default_rng(1)
    hidden = draw.standard_normal((_HIDDEN, 384)).astype(np.float32)
    store, batch = (store_simply, _UNLINKED_BATCH) if size >= _UNLINKED else (store_whole, _BATCH)
    with opened(folder) as library, library.stores.writing():
        count = size // _PASSAGES
        for at in range(0, count, batch):
            store(library, [document(n, draw, hidden) for n in range(at, min(at + batch, count))])


def store_whole(library: Library, documents: Sequence[Drawn]) -> None:
    """Store documents as adding them does."""
    library.stores.add([(new, new.reading.text.encode()) for new, _ in documents])
    library.stores.add_vectors(with_vectors(library, documents))


def store_simply(library: Library, documents: Sequence[Drawn]) -> None:
    """Store documents as ``Stores.add`` does, but for their files and the search for copies."""
    catalog = library.stores.catalog
    numbers = [n for its in catalog.start_adding([new for new, _ in documents], embeds=True) for n in its]
    vectors = [its.passage for _, given in documents for its in given]
    collection = library.stores.mirror._store._collection
    collection.add(ids=[str(number) for number in numbers], embeddings=np.stack(vectors))
    with catalog.database.writing() as db:
        _make_ready(db, "state != 'ready'")
        which = f"number IN (SELECT document FROM passages WHERE number >= {numbers[0]})"
        db.execute(f"UPDATE documents SET id = rtrim(id, '+') WHERE {which}")
        db.execute(f"INSERT INTO compared SELECT number FROM documents WHERE {which}")
    catalog.add_vectors(with_vectors(library, documents))


def with_vectors(library: Library, documents: Sequence[Drawn]) -> list[DocumentVectors]:
    """The documents that wait for vectors, in their order, with these."""
    waiting = library.catalog.unembedded.after(0, sum(len(vectors) for _, vectors in documents))
    return [(one, vectors) for one, (_, vectors) in zip(waiting, documents, strict=True)]


def document(n: int, draw: np.random.Generator, hidden: np.ndarray) -> Drawn:
    """A document, and the vectors of its passages."""
    words, likely = vocabulary()
    drawn = np.searchsorted(likely, draw.random((_PASSAGES * _SENTENCES, _WORDS)))
    text, passages = "", []
    for at in range(0, len(drawn), _SENTENCES):
        start, sentences = len(text), []
        for row in drawn[at : at + _SENTENCES]:
            sentence = " ".join(words[word] for word in row).capitalize() + "."
            sentences.append(Sentence(len(text), len(text) + len(sentence), sentence))
            text += f"{sentence} "
        end = sentences[-1].end
        passages.append(Passage(start, end, text[start:end], tuple(sentences)))
    reading = ParsedDocument(text, "text/plain", f"Article {n}", published="2026-03-14")
    near = draw.standard_normal((_PASSAGES, _SENTENCES, _HIDDEN)).astype(np.float32)
    vectors = [PassageVectors(unit(one.mean(axis=0) @ hidden), unit(one @ hidden)) for one in near]
    sha256 = f"{n:064x}"
    return Incoming(f"{n:012x}", sha256, f"/x/{n}.txt", "en", reading, passages), vectors


if __name__ == "__main__":
    main()
