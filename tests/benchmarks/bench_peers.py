"""Adding and searching, beside LlamaIndex with Chroma and txtai's hybrid, each as its first page shows it.

    python tests/benchmarks/bench_peers.py [--json FILE] [--python PEERS]

All get the same invented articles and the same embedder, by turns in one run, and are asked the same
questions. The others keep no files and look for no copies. LlamaIndex cuts, embeds and keeps; it searches by
vectors alone. txtai is given passages that are cut already, searches by words too, and writes all that it has
after each addition, as its "save" does. It is in an environment of its own, whose Python is PEERS: make
bench-peers makes it.
"""

import argparse
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_adding import Writer, opened
from llama_index.core import Settings, SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.chroma import ChromaVectorStore
from support.helpers import embedder, graph_cache

from index.library import Library

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path(__file__).resolve().parent / "peers"
OURS, PLAIN, HYBRID = "Readback", "LlamaIndex with Chroma", "txtai's hybrid"
_ROUNDS, _ARTICLES = 9, 8  # of adding; articles in each
_QUESTIONS = 50
_TOKENS = 240  # of a chunk, as many as of our passages


class SameEmbedder(BaseEmbedding):
    """Readback's local embedder, as LlamaIndex asks for it."""

    def _get_query_embedding(self, query: str) -> list[float]:
        return embedder().question(query).tolist()

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return embedder().texts(texts).tolist()


class Txtai:
    """txtai in its own environment; it is given passages that are cut already."""

    def __init__(self, python: Path, folder: Path) -> None:
        self._cut = splitter()
        self._process = subprocess.Popen(
            [python, PEERS / "txtai_peer.py", folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": "", "READBACK_CACHE": str(graph_cache())},
        )  # fmt: skip

    def add(self, files: Sequence[Path]) -> float:
        texts = [file.read_text(encoding="utf-8") for file in files]
        return self._ask("add", [passage for text in texts for passage in self._cut.split_text(text)])

    def search(self, question: str) -> float:
        return self._ask("search", question)

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _ask(self, what: str, about: object) -> float:
        """Milliseconds of its processor."""
        print(json.dumps({what: about}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        assert line.startswith("{"), f"{HYBRID} does not answer: {line}"
        answer = json.loads(line)
        assert answer["found"], what
        return answer["milliseconds"]


class LlamaIndex:
    """LlamaIndex with Chroma, in this process."""

    def __init__(self, folder: Path) -> None:
        self._index = plain_index(folder)

    def add(self, files: Sequence[Path]) -> float:
        return timed(lambda: add(self._index, files))

    def search(self, question: str) -> float:
        retriever = self._index.as_retriever(similarity_top_k=10)
        return timed(lambda: retriever.retrieve(question))

    def close(self) -> None:
        pass


class Readback:
    """A library, in this process."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def add(self, files: Sequence[Path]) -> float:
        return timed(lambda: self._library.add(files))

    def search(self, question: str) -> float:
        return timed(lambda: self._library.search(question))

    def close(self) -> None:
        pass


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--python", type=Path, default=ROOT / ".venv" / "peers" / "bin" / "python")
    given = arguments.parse_args()
    logging.getLogger("llama_index").setLevel(logging.ERROR)  # that it reads plain text only is no news
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder), given.python)
    mine = times.pop(OURS)
    made: dict[str, dict[str, list[float]]] = {name: {} for name in times}
    for part, what in (("adding", "an article added"), ("search", "a search")):
        print(f"{what}, milliseconds of the processor: {OURS} {statistics.median(mine[part]):.1f}")
        for name, its in times.items():
            ratios = [theirs / ours for theirs, ours in zip(its[part], mine[part], strict=True)]
            low, middle, high = made[name][part] = statistics.quantiles(ratios, n=4)
            print(
                f"  {name} {statistics.median(its[part]):.1f}; {middle:.2f} times as long"
                f" ({low:.2f}-{high:.2f}), n = {len(ratios)}"
            )
    if given.json:
        given.json.write_text(json.dumps(made, indent=1), encoding="utf-8")


def measure(folder: Path, python: Path) -> dict[str, dict[str, list[float]]]:
    """The milliseconds of each, an article added and a search, in the order of the turns."""
    articles = folder / "articles"
    articles.mkdir()
    writer = Writer(articles)
    with opened(folder / "library", embedder()) as library:
        peers = {PLAIN: LlamaIndex(folder / "chroma"), OURS: Readback(library)}
        if python.exists():
            peers[HYBRID] = Txtai(python, folder / "txtai")
        else:
            print(f"SKIPPED: {HYBRID}, for want of {python}: make bench-peers")
        times: dict[str, dict[str, list[float]]] = {name: {"adding": [], "search": []} for name in peers}
        try:
            first = writer.write(1)
            for peer in peers.values():
                peer.add(first)  # loads what is loaded once
                peer.search("What is loaded once?")
            for turn in range(_ROUNDS):
                files = writer.write(_ARTICLES)
                for name in in_turn(list(peers), turn):
                    times[name]["adding"].append(peers[name].add(files) / _ARTICLES)
            library.stores.ahead.wait()
            for turn, question in enumerate(questions(files)):
                for name in in_turn(list(peers), turn):
                    times[name]["search"].append(peers[name].search(question))
        finally:
            for peer in peers.values():
                peer.close()
    return times


def plain_index(folder: Path) -> VectorStoreIndex:
    import chromadb

    Settings.embed_model = SameEmbedder(embed_batch_size=32)
    Settings.node_parser = splitter()
    store = ChromaVectorStore(
        chroma_collection=chromadb.PersistentClient(str(folder)).create_collection("all")
    )
    return VectorStoreIndex([], storage_context=StorageContext.from_defaults(vector_store=store))


def splitter() -> SentenceSplitter:
    return SentenceSplitter(
        chunk_size=_TOKENS, chunk_overlap=0, tokenizer=lambda text: embedder().token_starts(text)
    )


def add(index: VectorStoreIndex, files: Sequence[Path]) -> None:
    for document in SimpleDirectoryReader(input_files=files).load_data():
        index.insert(document)


def questions(files: Sequence[Path]) -> list[str]:
    """Questions of words that stand near each other in the articles."""
    words = " ".join(file.read_text(encoding="utf-8") for file in files).replace(".", "").split()
    return [f"What about the {' '.join(words[n * 40 : n * 40 + 5])}?" for n in range(_QUESTIONS)]


def in_turn(names: Sequence[str], turn: int) -> list[str]:
    """Each is first, in the middle and last as often as the others."""
    at = turn % len(names)
    return [*names[at:], *names[:at]]


def timed(run: Callable[[], object]) -> float:
    begun = process_time()
    run()
    return (process_time() - begun) * 1e3


if __name__ == "__main__":
    main()
