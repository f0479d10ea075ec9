"""What adding a document costs beside its embedding, in libraries of several sizes, and with the embedder.

    taskset -c 1 python tests/benchmarks/bench_adding.py [--sizes 200 2000 20000] [--json FILE] [--profile]

The documents are invented: some 500 words each, drawn as often as they stand in our samples, with names of
their own in every document. The first part is measured with vectors drawn by chance, which cost nothing; the
second with the local embedder, against the same passages given to it directly; the third how long it takes
from the beginning until a word of the first and of the last of many documents is found, and all have vectors.
"""

import argparse
import cProfile
import json
import pstats
import random
import re
import resource
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from support.helpers import embedder, graph_cache

from index.chunk import split
from index.document import Passage
from index.embedding.embedder import PassageVectors, ReportPassages, Vectors, open_token_starts, unit
from index.language.words import query_words
from index.library import Library

ROOT = Path(__file__).resolve().parents[2]
_MEASURED = 100  # documents
_EMBEDDED = 60  # documents in a round
_FOUND = 300  # documents of which the first and the last are looked for
_LOOK = 0.01  # seconds between two looks
_ROUNDS = 5
_WORDS, _SENTENCE = 500, 16


class InstantEmbedder:
    """Vectors by chance, at once: what is left is the cost of everything else."""

    fingerprint = source = "by chance"
    english = True

    def __init__(self) -> None:
        self.token_starts = open_token_starts()
        self._store = unit(np.random.default_rng(1).standard_normal((4096, 384)).astype(np.float32))
        self._at = 0

    def question(self, text: str) -> Vectors:
        return self._store[0]

    def texts(self, texts: Sequence[str]) -> Vectors:
        return self._take(len(texts))

    def passages(
        self, passages: Sequence[Passage], progress: ReportPassages = lambda _: None
    ) -> list[PassageVectors]:
        made = [PassageVectors(self._take(1)[0], self._take(len(p.sentences))) for p in passages]
        progress(range(len(passages)))
        return made

    def answers(self) -> bool:
        return True

    def _take(self, count: int) -> Vectors:
        self._at += count
        return self._store[np.arange(self._at - count, self._at) % len(self._store)]


class Writer:
    """Invented documents: the same ones in every run."""

    def __init__(self, folder: Path) -> None:
        files = sorted((ROOT / "tests").glob("*s/**/*.txt")) + sorted((ROOT / "tests").glob("*s/**/*.md"))
        counts = Counter(
            word for file in files for word in re.findall(r"[A-Za-z]+", file.read_text(encoding="utf-8"))
        )
        self._words, self._weights = list(counts), list(counts.values())
        self._folder, self._chance, self._count = folder, random.Random(1), 0

    def write(self, count: int) -> list[Path]:
        """Make files of the next ``count`` documents."""
        files = [self._folder / f"{self._count + n}.txt" for n in range(count)]
        for file in files:
            file.write_text(self._text(), encoding="utf-8")
        self._count += count
        return files

    def _text(self) -> str:
        chance = self._chance
        names = ["".join(chance.choices("bdklmnrst", k=3) + chance.choices("aeiou", k=2)) for _ in range(30)]
        drawn = chance.choices(self._words, self._weights, k=_WORDS)
        drawn[::6] = chance.choices(names, k=len(drawn[::6]))
        sentences = [" ".join(drawn[at : at + _SENTENCE]) for at in range(0, _WORDS, _SENTENCE)]
        return "\n\n".join(
            " ".join(f"{sentence.capitalize()}." for sentence in sentences[at : at + 5])
            for at in range(0, len(sentences), 5)
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2_000])
    parser.add_argument("--json", type=Path, help="write the cost in each size to this file")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    parser.add_argument("--no-model", action="store_true", help="leave the local embedder out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = beside_embedding(Path(folder), sorted(chosen.sizes), profile=chosen.profile)
        if chosen.json:
            chosen.json.write_text(json.dumps(made, indent=1), encoding="utf-8")
        if not chosen.no_model:
            with_local_embedder(Path(folder))
            until_found(Path(folder))


def beside_embedding(folder: Path, sizes: Sequence[int], *, profile: bool) -> dict[str, dict[str, float]]:
    """Print and return the cost of a document in libraries of ``sizes`` documents."""
    made = {}
    write = Writer(_folder(folder / "chance")).write
    with opened(folder / "one", InstantEmbedder()) as library:
        library.add(write(1))  # loads the libraries
        for size in sizes:
            while (there := len(library.documents())) < size:
                library.add(write(min(1_000, size - there)))
            profiler = cProfile.Profile()
            walls, works = zip(
                *(once(library, write(_MEASURED), profiler if profile else None) for _ in range(_ROUNDS)),
                strict=True,
            )
            mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            made[str(size)] = {"milliseconds": median(works), "MiB": mebibytes}
            print(
                f"library of {size:,} documents: {median(works):.1f} ms of the processor a document"
                f" ({min(works):.1f}-{max(works):.1f}, n = {_ROUNDS} times {_MEASURED}),"
                f" {median(walls):.1f} ms of the clock; {mebibytes:.0f} MiB of memory at most",
                flush=True,
            )
            if profile:
                pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
                pstats.Stats(profiler).sort_stats("cumtime").print_stats(45)
    return made


def once(library: Library, files: Sequence[Path], profiler: cProfile.Profile | None) -> tuple[float, float]:
    """Add files; the milliseconds of the clock and of the processor that each took."""
    library.stores.ahead.wait()  # what is read for searches, after the last add
    with profiler or nullcontext():
        started, worked = perf_counter(), process_time()
        library.add(files)
        wall, work = perf_counter() - started, process_time() - worked
    return wall / len(files) * 1e3, work / len(files) * 1e3


def with_local_embedder(folder: Path) -> None:
    """Print how many passages a second come into a library, and how many the embedder alone makes."""
    local = embedder()
    write = Writer(_folder(folder / "local")).write
    ratios, alone, added = [], [], []
    with opened(folder / "two", local) as library:
        library.add(write(1))  # loads the libraries
        for _ in range(_ROUNDS):
            files = write(_EMBEDDED)
            texts = [file.read_text(encoding="utf-8") for file in files]
            passages = [passage for text in texts for passage in split(text, local.token_starts)]
            started = perf_counter()
            local.passages(passages)
            alone.append(len(passages) / (perf_counter() - started))
            started = perf_counter()
            library.add(files)
            added.append(len(passages) / (perf_counter() - started))
            ratios.append(added[-1] / alone[-1])
    print(
        f"local embedder: {median(added):.1f} passages a second added, {median(alone):.1f} embedded alone:"
        f" {median(ratios):.2f} of its speed ({min(ratios):.2f}-{max(ratios):.2f}, n = {_ROUNDS} by turns)"
    )


def until_found(folder: Path) -> None:
    """Print how long it takes until words are found, and until all documents have their vectors."""
    write = Writer(_folder(folder / "found")).write
    with opened(folder / "three", embedder()) as library, opened(folder / "three", embedder()) as reader:
        library.add(write(1))  # loads the libraries
        files = write(_FOUND)
        words = [_rarest(file, files) for file in (files[0], files[-1])]
        adding = threading.Thread(target=library.add, args=(files,))
        started, found = perf_counter(), []
        adding.start()
        for word in words:
            while not reader.catalog.words.search(query_words(word), (), 1):
                sleep(_LOOK)
            found.append(perf_counter() - started)
        adding.join()
        took = perf_counter() - started
    print(
        f"{_FOUND} documents: a word of the first is found after {found[0]:.2f} s, of the last after"
        f" {found[1]:.1f} s, all have vectors after {took:.1f} s"
    )


def _rarest(file: Path, others: Sequence[Path]) -> str:
    """A name that stands in one file only."""
    elsewhere = " ".join(one.read_text(encoding="utf-8").lower() for one in others if one != file)
    names = re.findall(r"\b[bdklmnrst]{3}[aeiou]{2}\b", file.read_text(encoding="utf-8"))
    return next(name for name in names if name not in elsewhere)


@contextmanager
def opened(folder: Path, made: object) -> Iterator[Library]:
    """A library of its own process, as the page has one, with this embedder."""
    library = Library(
        folder, quantisation="int8", cache=graph_cache(), max_bytes=5_000_000, owner=True, embedder=made
    )
    try:
        yield library
    finally:
        library.close()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


if __name__ == "__main__":
    main()
