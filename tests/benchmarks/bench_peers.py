"""Adding and searching, beside LlamaIndex with Chroma as its first page shows it, in one run.

    python tests/benchmarks/bench_peers.py [--json FILE]

Both get the same invented articles and the same embedder, by turns, and are asked the same questions.
LlamaIndex cuts, embeds and keeps; it keeps no files and no words, looks for no copies, and searches by
vectors alone.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_adding import Writer, opened
from llama_index.core import Settings, SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.chroma import ChromaVectorStore
from support.helpers import embedder

_ROUNDS, _ARTICLES = 4, 8  # of adding; articles in each
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


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    times: dict[str, dict[str, list[float]]] = {
        name: {"adding": [], "search": []} for name in ("LlamaIndex", "Readback")
    }
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), times)
    made = {
        name: {part: statistics.median(its) for part, its in parts.items()} for name, parts in times.items()
    }
    for part, what in (("adding", "an article added"), ("search", "a search")):
        mine, theirs = times["Readback"][part], times["LlamaIndex"][part]
        ratios = sorted(a / b for a, b in zip(mine, theirs, strict=True))
        print(
            f"{what}, milliseconds of the processor: Readback {made['Readback'][part]:.1f}, LlamaIndex with"
            f" Chroma {made['LlamaIndex'][part]:.1f}; ratio {statistics.median(ratios):.2f}"
            f" ({ratios[len(ratios) // 4]:.2f}-{ratios[-1 - len(ratios) // 4]:.2f}), n = {len(ratios)}"
        )
    if given.json:
        given.json.write_text(json.dumps(made, indent=1), encoding="utf-8")


def measure(folder: Path, times: dict[str, dict[str, list[float]]]) -> None:
    articles = folder / "articles"
    articles.mkdir()
    writer = Writer(articles)
    index = plain_index(folder / "chroma")
    with opened(folder / "library", embedder()) as library:
        add(index, writer.write(1))
        library.add(writer.write(1))  # loads what is loaded once
        for turn in range(_ROUNDS):
            files = writer.write(_ARTICLES)
            both = {"LlamaIndex": lambda f=files: add(index, f), "Readback": lambda f=files: library.add(f)}
            for name in in_turn(both, turn):
                times[name]["adding"].append(timed(both[name]) / _ARTICLES)
        library.stores.ahead.wait()
        retriever = index.as_retriever(similarity_top_k=10)
        for turn, question in enumerate(questions(files)):
            asked = {
                "LlamaIndex": lambda q=question: retriever.retrieve(q),
                "Readback": lambda q=question: library.search(q),
            }
            for name in in_turn(asked, turn):
                times[name]["search"].append(timed(asked[name]))


def plain_index(folder: Path) -> VectorStoreIndex:
    import chromadb

    Settings.embed_model = SameEmbedder(embed_batch_size=32)
    Settings.node_parser = SentenceSplitter(
        chunk_size=_TOKENS, chunk_overlap=0, tokenizer=lambda text: embedder().token_starts(text)
    )
    store = ChromaVectorStore(
        chroma_collection=chromadb.PersistentClient(str(folder)).create_collection("all")
    )
    return VectorStoreIndex([], storage_context=StorageContext.from_defaults(vector_store=store))


def add(index: VectorStoreIndex, files: Sequence[Path]) -> None:
    for document in SimpleDirectoryReader(input_files=files).load_data():
        index.insert(document)


def questions(files: Sequence[Path]) -> list[str]:
    """Questions of words that stand near each other in the articles."""
    words = " ".join(file.read_text(encoding="utf-8") for file in files).replace(".", "").split()
    return [f"What about the {' '.join(words[n * 40 : n * 40 + 5])}?" for n in range(_QUESTIONS)]


def in_turn(both: dict[str, Any], turn: int) -> list[str]:
    return list(both) if turn % 2 else list(reversed(both))


def timed(run: Callable[[], object]) -> float:
    begun = process_time()
    run()
    return (process_time() - begun) * 1e3


if __name__ == "__main__":
    main()
